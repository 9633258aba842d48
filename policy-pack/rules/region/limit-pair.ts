import { isGlobal } from "../../../model/aws/provider-types";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { matchesWildcard } from "../../../model/aws/wildcard";
import { Interruption, part, unknowable } from "../../../model/graph/interruption";
import type { Member, Stack } from "../../../model/graph/stack";
import { anyAws } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { regionsMeant } from "../../../model/recovery/region-pair";
import { about, type Check, each, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

/** Route 53 keeps the metrics of its health checks here, and an alarm lives beside its metric. */
const healthMetrics = "us-east-1";

interface Place {
  readonly member: Member;
  readonly region: string;
}

function* findPlaces(stack: Stack, places: Place[]): Check<StackFinding> {
  for (const member of stack.of(anyAws).filter(({ type }) => !isGlobal(type))) {
    yield* part(() => {
      places.push({ member, region: findRegion(member) ?? unknowable("region") });
      return [];
    });
  }
}

/** Where the region is set: on the provider, which also fills it into what it makes, or else on the resource. */
function setterOf({ urn, props, provider }: Member): string {
  const isOwn = Boolean(props.region) && props.region !== provider?.props.region;
  return isOwn || provider === undefined ? urn : provider.urn;
}

type Exceptions = Readonly<Record<string, readonly string[]>>;

function isException({ member: { type, props }, region }: Place, exceptions: Exceptions): boolean {
  const watchesHealth = tokens.metricAlarm.has(type) && props.namespace === "AWS/Route53";
  return (
    (watchesHealth && region === healthMetrics) ||
    Object.entries(exceptions).some(([types, allowed]) => matchesWildcard(types, type) && allowed.includes(region))
  );
}

/** Regions that only a replica is in. */
function* findReplicaRegions(stack: Stack, used: Set<string>): Check<StackFinding> {
  for (const table of stack.of(tokens.table)) {
    yield* about(table, () =>
      each(
        () => table.props.replicas,
        "replicas",
        ({ regionName }) => {
          used.add(String(regionName));
          return [];
        },
      ),
    );
  }
}

const queue = (name: string, region: string) => resource(tokens.queue, name, {}, { provider: { region } });

export default stackRule({
  meta: {
    name: "region-limit-pair",
    severity: "high",
    law: "All resources are in the two regions of the system, and both regions are used.",
    rationale: "What is in a third region is missing after a failover, or breaks with a region that nobody watches.",
    remediation: "Move the resource to a region of the pair: by its provider, or by its region property.",
    url: "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
    framework: { wellArchitected: "REL10-BP01", nist: ["CP-6", "CP-7"] },
  },
  config: {
    regions: {
      type: "array",
      items: { type: "string" },
      minItems: 1,
      uniqueItems: true,
      default: ["us-east-1", "us-west-2"],
      description: "The regions of the system; stack stands for the two that the stack itself uses.",
    },
    requireAll: { type: "boolean", default: true, description: "Demand that the stack has resources in each of them." },
    elsewhere: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      default: { "aws:acm/certificate*": ["us-east-1"], "aws:sns/topic*": ["us-east-1"], "aws:wafv2/*": ["us-east-1"] },
      description:
        "Further regions by type token, in which * stands for anything: what CloudFront and the alarms on health checks ask for. Alarms on AWS/Route53 may always be in us-east-1.",
    },
  },
  *check(stack, { regions: setting, requireAll, elsewhere }): Check<StackFinding> {
    const regions = regionsMeant(setting, stack);
    if (regions.length === 0) {
      return skip("the stack uses more than two regions, and no name of it tells which are the pair");
    }
    const places: Place[] = [];
    const used = new Set<string>();
    let isComplete = true;
    for (const found of [...findPlaces(stack, places), ...findReplicaRegions(stack, used)]) {
      isComplete &&= !(found instanceof Interruption);
      yield found;
    }
    const strays = new Map<string, Place>();
    for (const place of places.filter(({ region }) => !regions.includes(region))) {
      yield* part(() => {
        if (!isException(place, elsewhere) && !strays.has(setterOf(place.member))) {
          strays.set(setterOf(place.member), place);
        }
        return [];
      });
    }
    for (const [urn, { region }] of strays) {
      yield { urn, at: "region", got: region, want: regions.join(" or ") };
    }
    const [first] = places;
    if (first === undefined) {
      return skip("every resource is global");
    }
    const unused = regions.filter((name) => !used.has(name) && !places.some(({ region }) => region === name));
    if (requireAll && isComplete && unused.length > 0 && strays.size === 0) {
      const want = `resources in ${unused.join(" and ")} as well`;
      yield { urn: first.member.urn, at: "region", got: first.region, want };
    }
  },
  examples: {
    pass: [
      { because: "there are resources in both regions", given: [queue("a", "us-east-1"), queue("b", "us-west-2")] },
      {
        because: "the config names another pair",
        config: { regions: ["eu-west-1", "eu-central-1"] },
        given: [queue("a", "eu-west-1"), queue("b", "eu-central-1")],
      },
      {
        because: "the config is content with one of them",
        config: { requireAll: false },
        given: [queue("a", "us-east-1")],
      },
      {
        because: "the config allows queues in a third region",
        config: { elsewhere: { "aws:sqs/*": ["eu-west-1"] } },
        given: [queue("a", "us-east-1"), queue("b", "us-west-2"), queue("c", "eu-west-1")],
      },
    ],
    fail: [
      {
        because: "one resource says that it is elsewhere",
        given: [queue("a", "us-east-1"), queue("b", "us-west-2"), resource(tokens.queue, "c", { region: "eu-west-1" })],
        at: ["c region"],
      },
      {
        because: "a provider leads elsewhere, which is said once",
        given: [queue("a", "us-east-1"), queue("b", "eu-west-1"), queue("c", "eu-west-1")],
        at: ["provider region"],
      },
      {
        because: "a provider that leads elsewhere has filled its region in, which is said once too",
        given: [
          queue("a", "us-east-1"),
          resource(tokens.queue, "b", { region: "eu-west-1" }, { provider: { region: "eu-west-1" } }),
          resource(tokens.queue, "c", { region: "eu-west-1" }, { provider: { region: "eu-west-1" } }),
        ],
        at: ["provider region"],
      },
      {
        because: "everything is in one region",
        given: [queue("a", "us-east-1"), queue("b", "us-east-1")],
        at: ["a region"],
      },
    ],
    undetermined: [
      {
        because: "a region is unknown",
        given: [queue("a", "us-east-1"), resource(tokens.queue, "b", { region: unknown.string })],
        at: ["b region"],
      },
      {
        because: "the region comes from an environment that nobody sees",
        given: [resource(tokens.queue, "a", {})],
        at: ["a region"],
      },
    ],
    skip: [{ because: "every resource is global", given: [resource(tokens.role, "role", {})] }],
  },
});
