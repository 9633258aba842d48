import { groupRecords, type RecordSet, readPlace } from "../../../model/aws/record-sets";
import type { DnsRecord } from "../../../model/aws/records";
import { isFilled, isRouted } from "../../../model/aws/routing";
import { tokens } from "../../../model/aws/tokens";
import { type Interruption, part } from "../../../model/graph/interruption";
import { isGiven, known } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { answersFirst, type Names, openNames } from "../../../model/recovery/names";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type Kind = "failover" | "weighted" | "other";

const roles = ["PRIMARY", "SECONDARY"];
interface Holder {
  readonly urn: string;
  readonly at: string;
  readonly role: unknown;
}

const roleAt = "failoverRoutingPolicies[0].type";
const weightAt = "weightedRoutingPolicies[0].weight";

function kindOf({ props }: DnsRecord): Kind | undefined {
  if (isFilled(props.failoverRoutingPolicies)) {
    return "failover";
  }
  if (isFilled(props.weightedRoutingPolicies)) {
    return "weighted";
  }
  return isRouted(props) ? "other" : undefined;
}

/**
 * Wants one PRIMARY and one SECONDARY: names who is neither, who is one too many, or who is alone. Before it names anyone
 * it reads all that may still belong to the set, which ends the part when that is unknown.
 */
function* judgePair(set: RecordSet<DnsRecord>, readAll: () => void): Check<StackFinding> {
  const holders = set.records.map(
    (record): Holder => ({
      urn: record.urn,
      at: record.at(roleAt),
      role: record.props.failoverRoutingPolicies?.[0]?.type,
    }),
  );
  const absent = roles.find((wanted) => !holders.some(({ role }) => role === wanted));
  const strange = holders.filter(({ role }) => !roles.some((known) => known === role));
  const spare = holders.filter(({ role }, index) => holders.findIndex((other) => other.role === role) < index);
  const misplaced = [...new Set([...strange, ...spare])];
  if (absent === undefined && misplaced.length === 0) {
    return;
  }
  readAll();
  for (const { urn, at, role } of misplaced) {
    yield { urn, at, got: role, want: absent ?? "no further record of the same name and type" };
  }
  if (misplaced.length === 0) {
    const want = `a ${absent} record of the same name and type beside it`;
    yield* holders.map(({ urn, at, role }) => ({ urn, at, got: role, want }));
  }
}

/** Wants two records at least, one of which answers while all is well. */
function* judgeWeights({ records }: RecordSet<DnsRecord>, readAll: () => void): Check<StackFinding> {
  const holders = records.map((record) => ({
    urn: record.urn,
    at: record.at(weightAt),
    alone: record.at("weightedRoutingPolicies"),
    weight: record.props.weightedRoutingPolicies?.[0]?.weight,
  }));
  const [first, second] = holders;
  if (first === undefined) {
    return;
  }
  if (second === undefined) {
    readAll();
    const want = "one of two or more records of the same name and type";
    yield { urn: first.urn, at: first.alone, got: new Word("alone"), want };
  } else if (!holders.some(({ weight }) => Number(weight) > 0)) {
    readAll();
    yield { urn: first.urn, at: first.at, got: first.weight, want: "more than 0 on at least one record of the name" };
  }
}

/** Two records with one set identifier are one record, written twice. */
function* judgeIdentifiers({ records }: RecordSet<DnsRecord>): Check<StackFinding> {
  const seen = new Map<string, DnsRecord>();
  for (const record of records) {
    const identifier = known(() => record.props.setIdentifier);
    if (typeof identifier === "string" && seen.has(identifier)) {
      const want = "an identifier that no other record of the name has: with one and the same they are one record";
      yield { urn: record.urn, at: record.at("setIdentifier"), got: identifier, want };
    } else if (typeof identifier === "string") {
      seen.set(identifier, record);
    }
  }
}

/** Each answer that is given while all is well needs one that is not lost with it. */
function* judgeTargets(set: RecordSet<DnsRecord>, names: Names): Check<StackFinding> {
  for (const record of set.records) {
    yield* part(() => {
      const fault = answersFirst(record) ? names.faultOf(record, set) : undefined;
      return fault === undefined ? [] : [fault];
    });
  }
}

const judges = { failover: judgePair, weighted: judgeWeights, other: (): readonly StackFinding[] => [] };

/** First whether there are two answers, then whether they are two records, then whether one outlives the other. */
function* judgeSet(
  kind: Kind,
  set: RecordSet<DnsRecord>,
  names: Names,
  readAll: () => void,
): Generator<StackFinding | Interruption, void, void> {
  const steps = [() => judges[kind](set, readAll), () => judgeIdentifiers(set), () => judgeTargets(set, names)];
  for (const step of steps) {
    let isGood = true;
    for (const found of part(step)) {
      isGood = false;
      yield found;
    }
    if (!isGood) {
      return;
    }
  }
}

/** A record that ought to be one of several: it has a health check, or it answers with addresses for a host. */
function findLonely(records: readonly DnsRecord[]): DnsRecord | undefined {
  const isHost = ({ props }: DnsRecord) =>
    ["A", "AAAA", "CNAME"].includes(String(props.type)) && !String(props.name).startsWith("_");
  return records.find(({ props }) => isGiven(() => props.healthCheckId)) ?? records.find(isHost);
}

const name = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", ttl: 60 };
const primary = {
  ...name,
  setIdentifier: "one",
  records: ["one.example.net"],
  failoverRoutingPolicies: [{ type: "PRIMARY" }],
};
const secondary = {
  ...name,
  setIdentifier: "two",
  records: ["two.example.net"],
  failoverRoutingPolicies: [{ type: "SECONDARY" }],
};
const heavy = {
  ...name,
  setIdentifier: "one",
  records: ["one.example.net"],
  weightedRoutingPolicies: [{ weight: 100 }],
};
const idle = { ...name, setIdentifier: "two", records: ["two.example.net"], weightedRoutingPolicies: [{ weight: 0 }] };
const check = resource(tokens.healthCheck, "check", { type: "HTTP", fqdn: "one.example.net" });

export default stackRule({
  meta: {
    name: "route53-require-failover-pair",
    severity: "critical",
    law: "A name that must survive the loss of a region has a PRIMARY and a SECONDARY record, or two weighted ones.",
    rationale: "A primary record without its secondary has nowhere to fail over to.",
    remediation:
      "Declare one PRIMARY and one SECONDARY record of the same name and type, or two weighted ones, as the config asks.",
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html",
    framework: { wellArchitected: "REL11-BP02", nist: ["CP-7", "CP-10"] },
  },
  config: {
    routing: {
      type: "string",
      enum: ["failover", "weighted", "any"],
      default: "failover",
      description: "Routing that the stack's names must use.",
    },
  },
  *check(stack, { routing }): Check<StackFinding> {
    const names = yield* openNames(stack);
    const { records } = names;
    const kinds: readonly Kind[] = routing === "any" ? ["failover", "weighted", "other"] : [routing];
    const byKind = new Map<Kind | undefined, DnsRecord[]>(kinds.map((kind) => [kind, []]));
    const unread = new Set(records);
    for (const record of records) {
      yield* part(() => {
        byKind.get(kindOf(record))?.push(record);
        unread.delete(record);
        return [];
      });
    }
    const sets = [...byKind].flatMap(([kind = "other", members]) =>
      groupRecords(members).map((set) => ({ kind, set })),
    );
    const unsettled = sets.flatMap(({ set }) => (set.settled ? [] : set.records));
    const readAll = () => {
      unread.forEach(kindOf);
      unsettled.forEach(readPlace);
    };
    for (const { kind, set } of sets) {
      yield* judgeSet(kind, set, names, readAll);
    }
    if (sets.length > 0 || unread.size > 0) {
      return;
    }
    const lonely = stack.of(tokens.healthCheck).length > 0 ? findLonely(records) : undefined;
    if (lonely === undefined) {
      return skip("no name has several answers, and none has a health check");
    }
    const at = routing === "weighted" ? "weightedRoutingPolicies" : "failoverRoutingPolicies";
    yield { urn: lonely.urn, at: lonely.at(at), got: undefined, want: "a record for each region under one name" };
  },
  examples: {
    pass: [
      {
        because: "one name has a primary and a secondary",
        given: [resource(tokens.record, "one", primary), resource(tokens.record, "two", secondary)],
      },
      {
        because: "the config asks for weights, and the second record waits with weight 0",
        config: { routing: "weighted" },
        given: [resource(tokens.record, "one", heavy), resource(tokens.record, "two", idle), check],
      },
    ],
    fail: [
      {
        because: "the primary is alone",
        given: [resource(tokens.record, "one", primary)],
        at: ["one failoverRoutingPolicies[0].type"],
      },
      {
        because: "both are primary",
        given: [resource(tokens.record, "one", primary), resource(tokens.record, "two", primary)],
        at: ["two failoverRoutingPolicies[0].type"],
      },
      {
        because: "their names differ",
        given: [
          resource(tokens.record, "one", primary),
          resource(tokens.record, "two", { ...secondary, name: "spare.example.com" }),
        ],
        at: ["one failoverRoutingPolicies[0].type", "two failoverRoutingPolicies[0].type"],
      },
      {
        because: "an endpoint is watched and no name can fail over",
        given: [check, resource(tokens.record, "one", { ...name, records: ["one.example.net"] })],
        at: ["one failoverRoutingPolicies"],
      },
      {
        because: "the config asks for weights and none is above 0",
        config: { routing: "weighted" },
        given: [resource(tokens.record, "one", idle), resource(tokens.record, "two", idle)],
        at: ["one weightedRoutingPolicies[0].weight"],
      },
    ],
    undetermined: [
      {
        because: "a role is unknown",
        given: [
          resource(tokens.record, "one", primary),
          resource(tokens.record, "two", { ...secondary, failoverRoutingPolicies: [{ type: unknown.string }] }),
        ],
        at: ["two failoverRoutingPolicies[0].type"],
      },
      {
        because: "the other half may be under a name that is still unknown",
        given: [
          resource(tokens.record, "one", primary),
          resource(tokens.record, "two", { ...secondary, name: unknown.string }),
        ],
        at: ["two name"],
      },
    ],
    skip: [{ because: "no name has several answers", given: [resource(tokens.record, "one", name)] }],
  },
});
