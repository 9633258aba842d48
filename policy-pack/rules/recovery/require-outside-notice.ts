import type { RecordSet } from "../../../model/aws/record-sets";
import type { DnsRecord } from "../../../model/aws/records";
import { tokens } from "../../../model/aws/tokens";
import { Interruption } from "../../../model/graph/interruption";
import { UnknownValueError, unknown } from "../../../model/graph/unknown";
import { Lookouts } from "../../../model/recovery/alarm-lookout";
import { type LostRegion, readLeftRegions, readWritingRegions } from "../../../model/recovery/lost-regions";
import { openNames } from "../../../model/recovery/names";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const front = (name: string, place: typeof east) => resource(tokens.loadBalancer, name, {}, place);
const record = (name: string, type: string, target: string) =>
  resource(
    tokens.record,
    name,
    {
      zoneId: "Z0EXAMPLE",
      name: "api.example.com",
      type: "CNAME",
      ttl: 60,
      setIdentifier: name,
      records: [unknown.string],
      failoverRoutingPolicies: [{ type }],
      healthCheckId: unknown.string,
    },
    { sources: { records: [target], healthCheckId: [`${target}-check`] } },
  );
const checkOf = (target: string) =>
  resource(
    tokens.healthCheck,
    `${target}-check`,
    { type: "HTTPS", fqdn: unknown.string },
    { sources: { fqdn: [target] } },
  );
const pair = [
  front("east", east),
  front("west", west),
  checkOf("east"),
  checkOf("west"),
  record("one", "PRIMARY", "east"),
  record("two", "SECONDARY", "west"),
];
const calls = (place: typeof east, protocol = "email") => [
  resource(tokens.topic, "alerts", { name: "alerts" }, place),
  resource(
    tokens.topicSubscription,
    "ops",
    { topic: unknown.string, protocol, endpoint: "ops@example.com" },
    { ...place, sources: { topic: ["alerts"] } },
  ),
];
const acts = {
  alarmActions: [unknown.string],
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  evaluationPeriods: 1,
};
const status = (place: typeof east) =>
  resource(
    tokens.metricAlarm,
    "status",
    {
      ...acts,
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: unknown.string },
    },
    { ...place, sources: { alarmActions: ["alerts"], dimensions: ["east-check"] } },
  );
const heartbeat = resource(
  tokens.metricAlarm,
  "heartbeat",
  { ...acts, namespace: "Orders", metricName: "PeerHeartbeatAge", treatMissingData: "breaching" },
  { ...west, sources: { alarmActions: ["alerts"] } },
);

export default stackRule({
  meta: {
    name: "recovery-require-outside-notice",
    severity: "high",
    level: "advisory",
    law: "The loss of a region is notified by something outside that region.",
    rationale:
      "Alarms of the lost region are lost with it, and so are those on Route 53's metrics, which are in us-east-1: the people who have to act hear it from their customers.",
    remediation:
      "Create in the other region an alarm on a metric that moves when the first one is gone, and let it notify a topic there that has a subscription.",
    url: "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/aws-fault-isolation-boundaries.html",
    framework: { wellArchitected: "REL6-BP03", nist: ["SI-4(5)", "IR-6", "CP-2"] },
  },
  config: {
    metrics: {
      type: "array",
      items: { type: "string", pattern: "^\\S.* \\S+$" },
      uniqueItems: true,
      default: [],
      description:
        "Metrics of one's own that move when the other region is lost, each as its namespace, a space and its name.",
    },
  },
  *check(stack, { metrics }): Check<StackFinding> {
    const names = yield* openNames(stack);
    const sets: RecordSet<DnsRecord>[] = [];
    yield* names.readSets(sets);
    const answering: LostRegion[] = [];
    yield* readLeftRegions(stack, names, sets, answering);
    const writing: LostRegion[] = [];
    yield* answering.length > 0 ? [] : readWritingRegions(stack, writing);
    const lost = [...answering, ...writing];
    if (lost.length === 0) {
      return skip("no region of which this stack says that another one takes over");
    }
    const lookouts = new Lookouts(stack, names.targets, metrics);
    for (const one of lost) {
      const found = lookouts.on(one);
      if (found === "untold") {
        yield new Interruption(new UnknownValueError(unknown.string, [one.at]), one.urn);
      } else if (found === "nothing") {
        const got = new Word(`lost with ${one.region}, which nothing outside it tells of`);
        yield {
          urn: one.urn,
          at: one.at,
          got,
          want: `an alarm outside ${one.region} that then fires and reaches a person`,
        };
      }
    }
    return undefined;
  },
  examples: {
    pass: [
      {
        because: "the config names a metric of the other region by which a person is notified",
        config: { metrics: ["Orders PeerHeartbeatAge"] },
        given: [...pair, ...calls(west), heartbeat],
      },
      {
        because: "a rule elsewhere hands on what AWS says of its health",
        given: [
          ...pair,
          ...calls(west),
          resource(tokens.eventRule, "health", { name: "health", eventPattern: '{"source":["aws.health"]}' }, west),
          resource(
            tokens.eventTarget,
            "mail",
            { rule: "health", arn: unknown.string },
            { ...west, sources: { arn: ["alerts"] } },
          ),
        ],
      },
    ],
    fail: [
      { because: "nothing is watched", given: pair, at: ["one name"] },
      {
        because: "the alarm on the health check is lost with us-east-1",
        given: [...pair, ...calls(east), status(east)],
        at: ["one name"],
      },
      {
        because: "nobody says what a metric of one's own means",
        given: [...pair, ...calls(west), heartbeat],
        at: ["one name"],
      },
    ],
    undetermined: [
      {
        because: "what the topic starts is code",
        config: { metrics: ["Orders PeerHeartbeatAge"] },
        given: [...pair, ...calls(west, "lambda"), heartbeat],
        at: ["one name"],
      },
    ],
    skip: [{ because: "no name fails over", given: [front("east", east), ...calls(east)] }],
  },
});
