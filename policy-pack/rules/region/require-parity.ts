import { type Difference, differencesOf, type Neutral, neutralFor } from "../../../model/aws/likeness";
import { hasOneHome, isJudgedElsewhere, isNoNetwork, readableText, sharedProperties } from "../../../model/aws/parity";
import { isGlobal } from "../../../model/aws/provider-types";
import { findRegion } from "../../../model/aws/region";
import { isFed, textsFeeding, typesFeeding } from "../../../model/aws/sources";
import { tokens } from "../../../model/aws/tokens";
import { groupBy, pairUp, type Twins, twinNames, twinType } from "../../../model/aws/twins";
import { matchesWildcard } from "../../../model/aws/wildcard";
import { Interruption, part, unknowable } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { stated } from "../../../model/graph/reading";
import type { Member, Stack } from "../../../model/graph/stack";
import { anyAws } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { CommitLimits } from "../../../model/recovery/commit-limits";
import { regionsMeant } from "../../../model/recovery/region-pair";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { hidden, type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

/** Texts under these names are plain settings; no other text is printed, since any of them may be a secret. */
const plainText = /(type|version|class|engine|family|protocol|mode|status|runtime|handler|statistic|operator|action)$/i;

/** How twins are compared. */
interface Manner {
  readonly neutral: Neutral;
  readonly limits: CommitLimits;
}

/** Puts each regional resource that needs a twin on the side of its region. */
function* sortInto(
  sides: ReadonlyMap<string, Member[]>,
  stack: Stack,
  isIgnored: (member: Member) => boolean,
): Check<StackFinding> {
  for (const member of stack.of(anyAws)) {
    yield* part(() => {
      if (!isGlobal(member.type) && !isIgnored(member) && !hasOneHome(twinType(member.type), member.props)) {
        sides.get(findRegion(member) ?? unknowable("region"))?.push(member);
      }
      return [];
    });
  }
}

/** What the first of two twins says of a property, as the second is to say it too. */
function wantedOf(first: Member, second: Member, property: string, limits: CommitLimits): unknown {
  const isParameters = property === "parameters" && tokens.clusterParameterGroup.has(first.type);
  if (isParameters) {
    return limits.parametersBeside(first, second);
  }
  return Object.hasOwn(first.props, property) ? stated(first, property) : undefined;
}

/** Where two twins differ, apart from what refers to other resources on both sides. */
function* compare(first: Member, second: Member, { neutral, limits }: Manner): Generator<Difference, void, void> {
  const properties = new Set([first, second].flatMap(({ type, props }) => sharedProperties(type, props)));
  for (const property of [...properties].sort()) {
    const both = {
      first: () => wantedOf(first, second, property, limits),
      second: () => (Object.hasOwn(second.props, property) ? stated(second, property) : undefined),
      neutral: [without(first, property, neutral), without(second, property, neutral)] as const,
    };
    const refers = [first, second].every((member) => isFed(member, property));
    const alike = hiddenAlike(first, second, property);
    for (const difference of differencesOf({ ...both, hiddenAlike: alike }, [property])) {
      const isReference = refers && [difference.first, difference.second].every((value) => isMadeUp(value, difference));
      const isOthers =
        isJudgedElsewhere(second.type, second.props, difference.way) ||
        [difference.first, difference.second].some((value) => isNoNetwork(second.type, difference.way, value));
      if (!isReference && !isOthers) {
        yield difference;
      }
    }
  }
}

/** What is unknown on both sides may be the same: what it comes from is of the same kind, or nobody tells it of either. */
function hiddenAlike(first: Member, second: Member, property: string): boolean {
  const [one, other] = [first, second].map((member) => typesFeeding(member, property).map(twinType));
  return one?.length === 0 && other?.length === 0 ? true : one?.some((type) => other?.includes(type)) === true;
}

/** Makes texts neutral that hold the names and addresses of the resources which a property refers to. */
function without(member: Member, property: string, neutral: Neutral): Neutral {
  let longestFirst: readonly string[] | undefined;
  return (text) => {
    longestFirst ??= textsFeeding(member, property);
    const readable = readableText(property, text);
    return neutral(longestFirst.reduce((rest, known) => rest.split(known).join("{reference}"), readable));
  };
}

/** True for a text that looks like an id which AWS or Pulumi has made up, or like the number of a version. */
function isMadeUp(value: unknown, { way }: Difference): boolean {
  const isVersion = way.at(-1) === "version" && /^\d+$/.test(String(value));
  return typeof value === "string" && (isVersion || (value.length > 7 && /\d/.test(value)));
}

/** Pairs twins up, type by type. */
function pairTypes(
  first: readonly Member[],
  second: readonly Member[],
  regions: readonly string[],
  manner: Manner,
): Twins<Member>[] {
  const distance = (one: Member, other: Member) => [...compare(one, other, manner)].length;
  const twinName = twinNames(regions);
  const nameOf = ({ name }: Member) => twinName(name);
  const firsts = groupBy(first, ({ type }) => twinType(type));
  const seconds = groupBy(second, ({ type }) => twinType(type));
  return [...new Set([...firsts.keys(), ...seconds.keys()])]
    .sort()
    .map((type) => pairUp(firsts.get(type) ?? [], seconds.get(type) ?? [], nameOf, distance));
}

/** What a difference is to people: of what the second twin has, only as much as may be shown. */
function* tell(first: Member, second: Member, difference: Difference, region: string): Check<StackFinding> {
  const { way, first: wanted, second: got, reread } = difference;
  if (reread !== undefined) {
    yield* part(() => {
      reread();
      return [];
    });
    return;
  }
  const isSecret = typeof wanted === "string" && !plainText.test(String(way.at(-1)));
  const value =
    typeof wanted === "object" || isSecret ? "the same" : wanted === undefined ? "not set" : JSON.stringify(wanted);
  const found = typeof got === "string" && !plainText.test(String(way.at(-1))) ? hidden : got;
  yield { urn: second.urn, at: path(...way), got: found, want: `${value}, as ${first.name} has it in ${region}` };
}

function* tellLonely(members: readonly Member[], here: string, there: string): Check<StackFinding> {
  for (const { urn } of members) {
    yield { urn, at: "region", got: new Word(`${here} alone`), want: `a twin in ${there}` };
  }
}

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const worker = { handler: "index.handler", timeout: 10 };

/** A global database, with the parameters of the cluster that writes and of its standby. */
const ledger = (first: readonly object[], second: readonly object[]) => {
  const family = "aurora-postgresql16";
  const cluster = { engine: "aurora-postgresql", globalClusterIdentifier: "ledger" };
  const writer = { ...cluster, masterPassword: "example", dbClusterParameterGroupName: "group-us-east-1" };
  return [
    resource(tokens.globalCluster, "ledger", { globalClusterIdentifier: "ledger" }),
    resource(tokens.cluster, "primary-cluster", writer, east),
    resource(tokens.cluster, "secondary-cluster", { ...cluster, dbClusterParameterGroupName: "group-us-west-2" }, west),
    resource(
      tokens.clusterParameterGroup,
      "primary-group",
      { name: "group-us-east-1", family, parameters: first },
      east,
    ),
    resource(
      tokens.clusterParameterGroup,
      "secondary-group",
      { name: "group-us-west-2", family, parameters: second },
      west,
    ),
  ];
};

export default stackRule({
  meta: {
    name: "region-require-parity",
    severity: "high",
    law: "Both regions have the same resources with the same settings, except for what must differ.",
    rationale: "The standby is used on the worst day; each difference from the primary is first met then.",
    remediation:
      "Create both regions from one component with one set of arguments, or list an intended difference in the config.",
    url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_config_drift.html",
    framework: { wellArchitected: "REL13-BP04", nist: ["CP-7", "CM-2"] },
  },
  config: {
    regions: {
      type: "array",
      items: { type: "string" },
      minItems: 1,
      uniqueItems: true,
      default: ["us-east-1", "us-west-2"],
      description:
        "The regions to compare: each further one with the first; stack stands for the two that the stack itself uses.",
    },
    ignoreTypes: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Further types that have one home, as tokens in which * stands for anything.",
    },
    ignoreNames: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Logical names of resources that need no twin; * stands for anything.",
    },
    ignoreProperties: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      default: {},
      description: "Intended differences: property paths by type token; * stands for anything in both.",
    },
  },
  *check(stack, { regions: setting, ignoreTypes, ignoreNames, ignoreProperties }): Check<StackFinding> {
    const regions = regionsMeant(setting, stack);
    const isIgnored = ({ type, name }: Member) =>
      ignoreTypes.some((pattern) => matchesWildcard(pattern, type)) ||
      ignoreNames.some((pattern) => matchesWildcard(pattern, name));
    const isIntended = (type: string, way: Difference["way"]) =>
      Object.entries(ignoreProperties).some(
        ([types, paths]) => matchesWildcard(types, type) && paths.some((one) => matchesWildcard(one, path(...way))),
      );
    const sides = new Map<string, Member[]>(regions.map((region) => [region, []]));
    let isComplete = true;
    for (const found of sortInto(sides, stack, isIgnored)) {
      isComplete &&= !(found instanceof Interruption);
      yield found;
    }
    const manner = { neutral: neutralFor(regions), limits: new CommitLimits(stack) };
    const [home = "", ...others] = regions.filter((region) => sides.get(region)?.length);
    if (others.length === 0) {
      return skip("only one region, or none, has resources that could have twins");
    }
    for (const other of others) {
      for (const twins of pairTypes(sides.get(home) ?? [], sides.get(other) ?? [], regions, manner)) {
        for (const [first, second] of twins.pairs) {
          for (const difference of compare(first, second, manner)) {
            if (!isIntended(second.type, difference.way)) {
              yield* tell(first, second, difference, home);
            }
          }
        }
        if (isComplete) {
          yield* tellLonely(twins.firstOnly, home, other);
          yield* tellLonely(twins.secondOnly, other, home);
        }
      }
    }
  },
  examples: {
    pass: [
      {
        because: "twins differ in their region only",
        given: [
          resource(tokens.function, "primary-worker", { ...worker, name: "lambda-us-east-1-dev-worker" }, east),
          resource(tokens.function, "secondary-worker", { ...worker, name: "lambda-us-west-2-dev-worker" }, west),
        ],
      },
      {
        because: "the cluster that writes holds its commits, and its standby does not",
        given: ledger(
          [
            { name: "max_connections", value: "500" },
            { name: "rds.global_db_rpo", value: "30" },
          ],
          [{ name: "max_connections", value: "500" }],
        ),
      },
      {
        because: "a difference is intended",
        config: { ignoreProperties: { "aws:lambda/*": ["timeout"] } },
        given: [
          resource(tokens.function, "primary-worker", worker, east),
          resource(tokens.function, "secondary-worker", { ...worker, timeout: 20 }, west),
        ],
      },
      {
        because: "the config says what needs no twin",
        config: { ignoreNames: ["failover-*"], ignoreTypes: ["aws:sns/*"] },
        given: [
          resource(tokens.function, "primary-worker", worker, east),
          resource(tokens.function, "secondary-worker", worker, west),
          resource(tokens.queue, "failover-steps", {}, west),
          resource(tokens.topic, "alerts", {}, west),
        ],
      },
    ],
    fail: [
      {
        because: "a setting differs",
        given: [
          resource(tokens.function, "primary-worker", worker, east),
          resource(tokens.function, "secondary-worker", { ...worker, timeout: 20 }, west),
        ],
        at: ["secondary-worker timeout"],
      },
      {
        because: "parameter groups differ in more than the commit limit of the cluster that writes",
        given: ledger(
          [
            { name: "max_connections", value: "500" },
            { name: "rds.global_db_rpo", value: "30" },
          ],
          [{ name: "max_connections", value: "400" }],
        ),
        at: ["secondary-group parameters[0].value"],
      },
      {
        because: "a setting is missing on one side",
        given: [
          resource(tokens.function, "worker-us-east-1", { ...worker, tracingConfig: { mode: "Active" } }, east),
          resource(tokens.function, "worker-us-west-2", worker, west),
        ],
        at: ["worker-us-west-2 tracingConfig"],
      },
      {
        because: "a queue is in one region only",
        given: [
          resource(tokens.function, "primary-worker", worker, east),
          resource(tokens.function, "secondary-worker", worker, west),
          resource(tokens.queue, "orders", {}, east),
        ],
        at: ["orders region"],
      },
      {
        because: "the config names other regions",
        config: { regions: ["eu-west-1", "eu-central-1"] },
        given: [
          resource(tokens.function, "primary-worker", worker, { provider: { region: "eu-west-1" } }),
          resource(tokens.function, "dr-worker", { ...worker, timeout: 3 }, { provider: { region: "eu-central-1" } }),
        ],
        at: ["dr-worker timeout"],
      },
    ],
    undetermined: [
      {
        because: "a setting is known on one side only",
        given: [
          resource(tokens.role, "settings", {}),
          resource(tokens.function, "primary-worker", worker, east),
          resource(
            tokens.function,
            "secondary-worker",
            { ...worker, timeout: unknown.number },
            { ...west, sources: { timeout: ["settings"] } },
          ),
        ],
        at: ["secondary-worker timeout"],
      },
    ],
    skip: [
      { because: "everything is in one region", given: [resource(tokens.queue, "orders", {}, east)] },
      { because: "everything is global", given: [resource(tokens.role, "worker", {})] },
    ],
  },
});
