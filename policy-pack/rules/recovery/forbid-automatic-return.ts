import type { RecordSet } from "../../../model/aws/record-sets";
import type { DnsRecord } from "../../../model/aws/records";
import { tokens } from "../../../model/aws/tokens";
import { matchesWildcard } from "../../../model/aws/wildcard";
import { Interruption, part } from "../../../model/graph/interruption";
import { UnknownValueError, unknown } from "../../../model/graph/unknown";
import { Latches } from "../../../model/recovery/latches";
import { answersFirst, openNames } from "../../../model/recovery/names";
import type { OtherFailover } from "../../../model/recovery/other-failover";
import { readOtherFailovers } from "../../../model/recovery/other-failovers";
import { readSingleWriter } from "../../../model/recovery/single-writers";
import { nameOf } from "../../../model/recovery/targets";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const database = [
  resource(tokens.globalCluster, "ledger", { globalClusterIdentifier: "ledger" }),
  resource(tokens.cluster, "writer", { globalClusterIdentifier: "ledger", masterPassword: "example" }, east),
  resource(tokens.cluster, "reader", { globalClusterIdentifier: "ledger" }, west),
];
const name = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", ttl: 60 };
const primary = (check: string) =>
  resource(
    tokens.record,
    "one",
    {
      ...name,
      setIdentifier: "one",
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
      records: ["one.example.net"],
      healthCheckId: unknown.string,
    },
    { sources: { healthCheckId: [check] } },
  );
const secondary = resource(tokens.record, "two", {
  ...name,
  setIdentifier: "two",
  failoverRoutingPolicies: [{ type: "SECONDARY" }],
  records: ["two.example.net"],
});
/** The first answer is a balancer of us-east-1. */
const answers = [
  resource(tokens.loadBalancer, "one-balancer", {}, east),
  resource(
    tokens.record,
    "one",
    {
      ...name,
      setIdentifier: "one",
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
      records: [unknown.string],
      healthCheckId: unknown.string,
    },
    { sources: { records: ["one-balancer"], healthCheckId: ["both"] } },
  ),
  secondary,
];
const endpoint = resource(tokens.healthCheck, "endpoint", { type: "HTTPS", fqdn: "one.example.net" });
const latch = resource(tokens.healthCheck, "latch", {
  type: "HTTPS",
  fqdn: "moved.example.net",
  resourcePath: "/moved",
  invertHealthcheck: true,
});
/** A check on an alarm of this region, on a metric that somebody publishes there. */
const word = (region: string, treatMissingData = "ignore", insufficientDataHealthStatus = "LastKnownStatus") => [
  resource(
    tokens.metricAlarm,
    "held",
    { name: "held", namespace: "Shop/Failover", metricName: "Held", treatMissingData },
    { provider: { region } },
  ),
  resource(tokens.healthCheck, "word", {
    type: "CLOUDWATCH_METRIC",
    cloudwatchAlarmName: "held",
    cloudwatchAlarmRegion: region,
    insufficientDataHealthStatus,
  }),
];
const both = (threshold: number, other = "latch") =>
  resource(
    tokens.healthCheck,
    "both",
    { type: "CALCULATED", childHealthThreshold: threshold, childHealthchecks: [unknown.string, unknown.string] },
    { sources: { childHealthchecks: ["endpoint", other] } },
  );

export default stackRule({
  meta: {
    name: "recovery-forbid-automatic-return",
    severity: "high",
    level: "advisory",
    law: "Traffic does not return automatically to a region whose database is behind.",
    rationale:
      "A region that comes back has the database of before the failover, and takes traffic as soon as its health check is green: its clients read what is old, and write what is lost.",
    remediation:
      "Let the first answer follow a check that stays down until somebody brings traffic back: a routing control, or a calculated check that also needs an inverted one, or one whose last word stands: on a metric of your own in the other region, with LastKnownStatus, and an alarm that ignores silence.",
    url: "https://aws.amazon.com/blogs/networking-and-content-delivery/creating-disaster-recovery-mechanisms-using-amazon-route-53/",
    framework: { wellArchitected: "REL11-BP05", nist: ["CP-10", "CP-2"] },
  },
  config: {
    reasons: {
      type: "object",
      additionalProperties: { type: "string", minLength: 1 },
      default: {},
      description: "Names that may go back by themselves, with * for anything, and why each of them may.",
    },
  },
  *check(stack, { reasons }): Check<StackFinding> {
    const store = yield* readSingleWriter(stack);
    if (store === undefined) {
      return skip("no store that takes writes in one region at a time");
    }
    const names = yield* openNames(stack);
    const latches = new Latches(stack, names);
    const want = `a check that stays down until somebody brings traffic back, or a reason: ${store.name} is behind then`;
    let judged = 0;
    const sets: RecordSet<DnsRecord>[] = [];
    yield* names.readSets(sets);
    for (const { records } of sets) {
      for (const record of records) {
        yield* part<StackFinding>(() => {
          if (!answersFirst(record) || records.every(answersFirst)) {
            return [];
          }
          judged++;
          const full = nameOf(record);
          const isReasoned = Object.keys(reasons).some((pattern) => matchesWildcard(pattern, full ?? ""));
          const returns = isReasoned ? "by somebody" : latches.of(record);
          if (returns === "untold") {
            return [new Interruption(new UnknownValueError(unknown.string, [record.at("healthCheckId")]), record.urn)];
          }
          const got = new Word("healthy again automatically");
          return returns === "by itself" ? [{ urn: record.urn, at: record.at("healthCheckId"), got, want }] : [];
        });
      }
    }
    const others: OtherFailover[] = [];
    yield* readOtherFailovers(stack, names.targets, others);
    for (const { term, returns } of others.filter(({ term: { seconds } }) => Number.isFinite(seconds))) {
      judged++;
      const name = stack.all().find(({ urn }) => urn === term.urn)?.name ?? "";
      const isReasoned = Object.keys(reasons).some((pattern) => matchesWildcard(pattern, name));
      if (returns === "by itself" && !isReasoned) {
        yield { urn: term.urn, at: term.at, got: new Word("back at the first region automatically"), want };
      } else if (returns === "untold" && !isReasoned) {
        yield new Interruption(new UnknownValueError(unknown.string, ["triggers"]), term.urn);
      }
    }
    return judged === 0 ? skip("no answer waits for another one") : undefined;
  },
  examples: {
    pass: [
      {
        because: "the check also needs one that somebody turns",
        given: [...database, endpoint, latch, both(2), primary("both"), secondary],
      },
      {
        because: "the check also needs the other region's last word, by a metric that silence does not change",
        given: [...database, endpoint, ...word("us-west-2"), both(2, "word"), ...answers],
      },
      {
        because: "a routing control decides",
        given: [
          ...database,
          resource(tokens.healthCheck, "control", { type: "RECOVERY_CONTROL", routingControlArn: "arn:aws:r:::c" }),
          primary("control"),
          secondary,
        ],
      },
      {
        because: "the config gives a reason",
        config: { reasons: { "api.*": "The health page fails where the database does not write" } },
        given: [...database, endpoint, primary("endpoint"), secondary],
      },
    ],
    fail: [
      {
        because: "the check is green as soon as the region is back",
        given: [...database, endpoint, primary("endpoint"), secondary],
        at: ["one healthCheckId"],
      },
      {
        because: "nothing holds the answer back when the alarm takes silence for good",
        given: [...database, endpoint, ...word("us-west-2", "notBreaching", "Healthy"), both(1, "word"), ...answers],
        at: ["one healthCheckId"],
      },
      {
        because: "either of two checks is enough",
        given: [...database, endpoint, latch, both(1), primary("both"), secondary],
        at: ["one healthCheckId"],
      },
    ],
    undetermined: [
      {
        because: "a metric of one's own that silence changes may be what tells that the region is well",
        given: [...database, endpoint, ...word("us-west-2", "notBreaching"), both(2, "word"), ...answers],
        at: ["one healthCheckId"],
      },
      {
        because: "the last word is that of the region that comes back",
        given: [...database, endpoint, ...word("us-east-1"), both(2, "word"), ...answers],
        at: ["one healthCheckId"],
      },
      {
        because: "the check is managed elsewhere",
        given: [...database, primary("nowhere"), secondary],
        at: ["one healthCheckId"],
      },
    ],
    skip: [
      { because: "no store has one writer", given: [endpoint, primary("endpoint"), secondary] },
      { because: "nothing answers by name", given: database },
    ],
  },
});
