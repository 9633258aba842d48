import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import { knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { path } from "../graph/path";
import { attempt } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { isUnknownValue } from "../graph/unknown";
import { originFailover } from "./estimates";
import type { OtherFailover } from "./other-failover";
import { type Relation, relationOf, type Target, type Targets } from "./targets";
import { type Reading, readEach, type Term } from "./term";

type Distribution = Member<Plain<DistributionArgs>>;

/** Methods that no second origin is asked for: CloudFront developer guide, origin failover. */
const writes: ReadonlySet<string> = new Set(["DELETE", "PATCH", "POST", "PUT"]);

/** Distributions with a second origin: CloudFront asks it when the first one does not answer. */
export function* readOriginFailovers(stack: Stack, targets: Targets, into: OtherFailover[]): Reading {
  const found: (readonly OtherFailover[])[] = [];
  yield* readEach(
    stack.of(tokens.distribution),
    (distribution) => new Origins(distribution, targets).failovers(),
    found,
  );
  into.push(...found.flat());
}

/** What one distribution's behaviours ask. */
class Origins {
  private readonly props: Block;
  private readonly origins: readonly Block[];
  private readonly groups: readonly Block[];

  constructor(
    private readonly distribution: Distribution,
    private readonly targets: Targets,
  ) {
    this.props = new Block([], () => distribution.props);
    this.origins = this.props.children("origin");
    this.groups = this.props.children("originGroup");
  }

  /** The groups that fail over, and each path that is left with one region. */
  failovers(): readonly OtherFailover[] {
    const behaviours = [
      ...this.props.children("defaultCacheBehavior"),
      ...this.props.children("orderedCacheBehavior"),
    ].map((block) => ({ block, group: this.groupOf(block.read("targetOriginId")) }));
    const asked = behaviours.length === 0 ? this.groups : behaviours.flatMap(({ group }) => group ?? []);
    const working = asked.find((group) => this.isApart(group));
    if (working === undefined) {
      return [];
    }
    const regions = this.firstRegion(working);
    const term: Term = {
      name: "failover to the second origin",
      seconds: originFailover.seconds,
      urn: this.distribution.urn,
      at: "originGroups",
      got: undefined,
      basis: originFailover.source,
      estimate: { seconds: originFailover.seconds, confidence: originFailover.confidence },
    };
    const alone = behaviours.filter(({ block, group }) =>
      group === undefined ? this.isInOneRegion(block.read("targetOriginId")) : !this.isApart(group),
    );
    const refused = behaviours.filter(
      ({ block, group }) => group !== undefined && this.isApart(group) && this.isWritten(block),
    );
    const lost = [
      ...alone.map(({ block }) => this.lost(block)),
      ...refused.map(({ block }) => ({
        ...this.lost(block),
        at: path(...block.way, "allowedMethods"),
        got: block.read("allowedMethods"),
        want: "GET, HEAD and OPTIONS alone: CloudFront asks the second origin for no other method",
        basis: "what writes is asked of the first origin alone",
      })),
    ];
    // Each request asks the first origin again.
    const returns = "by itself" as const;
    return [term, ...lost].map((each) => ({ term: each, regions, returns }));
  }

  private isWritten(behaviour: Block): boolean {
    const methods = behaviour.read("allowedMethods");
    return Array.isArray(methods) && methods.some((method) => writes.has(String(method).toUpperCase()));
  }

  private groupOf(id: unknown): Block | undefined {
    return this.groups.find((group) => group.read("originId") === id);
  }

  private hostsOf(group: Block): readonly (readonly Target[] | undefined)[] {
    return group.children("member").map((member) => this.targetsOf(member.read("originId")));
  }

  /** What is behind an origin; undefined while its host is unknown. */
  private targetsOf(id: unknown): readonly Target[] | undefined {
    const host = this.origins.find((origin) => origin.read("originId") === id);
    const found = attempt(() => this.targets.from(this.distribution, "", () => host?.read("domainName")));
    return isUnknownValue(found) ? undefined : found;
  }

  /** The second origin is elsewhere. At preview hosts are unknown: the regions that they come from tell it. */
  private isApart(group: Block): boolean {
    const [first, second] = this.hostsOf(group);
    if (first !== undefined && second !== undefined) {
      return isElsewhere(relationOf(first, second));
    }
    const ids = group.children("member").map((member) => member.read("originId"));
    const isWhole = ids.length > 1 && this.origins.every((origin) => ids.includes(origin.read("originId")));
    const regions = new Set(this.distribution.sourcesOf("origins").flatMap((source) => knownRegion(source) ?? []));
    if (isWhole && regions.size > 0) {
      return regions.size > 1;
    }
    void this.origins.map((origin) => origin.read("domainName")); // throws: it cannot be told
    return false;
  }

  private firstRegion(group: Block): readonly string[] {
    const [first] = this.hostsOf(group);
    return (first ?? []).flatMap(({ region }) => (region === undefined || region === "everywhere" ? [] : [region]));
  }

  /** An origin that is lost with one region; one that is elsewhere, or a name that fails over itself, is not. */
  private isInOneRegion(id: unknown): boolean {
    const found = this.targetsOf(id) ?? [];
    const regions = new Set(found.map(({ region }) => region));
    return regions.size === 1 && !regions.has("everywhere") && !regions.has(undefined);
  }

  private lost(behaviour: Block): Term {
    return {
      name: "failover",
      seconds: Number.POSITIVE_INFINITY,
      urn: this.distribution.urn,
      at: path(...behaviour.way, "targetOriginId"),
      got: behaviour.read("targetOriginId"),
      want: "an origin group with an origin in another region",
      basis: "what this behaviour serves is in one region only",
    };
  }
}

function isElsewhere(relation: Relation): boolean {
  return relation === "apart" || relation === "untold";
}
