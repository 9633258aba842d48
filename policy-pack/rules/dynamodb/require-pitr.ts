import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { longestRecoveryWindowDays } from "../../../model/recovery/estimates";
import { each } from "../../engine/check";
import { resourceRule } from "../../engine/rule";

const table = { attributes: [{ name: "pk", type: "S" }], hashKey: "pk" };
const recoverable = { enabled: true };

export default resourceRule({
  meta: {
    name: "dynamodb-require-pitr",
    severity: "high",
    law: "A DynamoDB table and each of its replicas have point-in-time recovery.",
    rationale: "A replica copies a bad write as fast as a good one; only point-in-time recovery can go back.",
    remediation:
      "Set pointInTimeRecovery.enabled to true on the table, and pointInTimeRecovery to true on each replica.",
    url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
    framework: { wellArchitected: "REL9-BP01", nist: ["CP-9", "CP-10"] },
  },
  config: {
    minimumRecoveryDays: {
      type: "integer",
      minimum: 1,
      maximum: longestRecoveryWindowDays,
      default: longestRecoveryWindowDays,
      description: "Shortest recovery window of the table, in days.",
    },
  },
  on: union(tokens.table, tokens.tableReplica),
  remedies: true,
  *check(props, { minimumRecoveryDays }, { type }) {
    if (tokens.tableReplica.has(type)) {
      const pitr = props.pointInTimeRecovery;
      if (pitr !== true) {
        yield { at: "pointInTimeRecovery", got: pitr, want: "true", put: true };
      }
      return;
    }
    yield* part(function* () {
      const pitr = typeof props.pointInTimeRecovery === "object" ? props.pointInTimeRecovery : undefined;
      if (pitr?.enabled !== true) {
        yield { at: "pointInTimeRecovery.enabled", got: pitr?.enabled, want: "true", put: true };
        return;
      }
      const days = pitr.recoveryPeriodInDays ?? longestRecoveryWindowDays;
      if (!(days >= minimumRecoveryDays)) {
        const at = "pointInTimeRecovery.recoveryPeriodInDays";
        yield { at, got: days, want: `at least ${minimumRecoveryDays}`, put: minimumRecoveryDays };
      }
    });
    yield* each(
      () => ("replicas" in props ? props.replicas : []),
      "replicas",
      function* (replica, at) {
        if (replica.pointInTimeRecovery !== true) {
          yield { at: `${at}.pointInTimeRecovery`, got: replica.pointInTimeRecovery, want: "true", put: true };
        }
      },
    );
  },
  examples: {
    pass: [
      {
        because: "recovery is on for the table and its replica",
        given: {
          ...table,
          pointInTimeRecovery: recoverable,
          replicas: [{ regionName: "us-west-2", pointInTimeRecovery: true }],
        },
      },
      {
        because: "a shorter window is long enough for the config",
        config: { minimumRecoveryDays: 7 },
        given: { ...table, pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 } },
      },
      {
        because: "a replica that is a resource of its own keeps it",
        type: "aws:dynamodb/tableReplica:TableReplica",
        given: { globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/trades", pointInTimeRecovery: true },
      },
    ],
    fail: [
      { because: "the block is absent", given: table, at: ["pointInTimeRecovery.enabled"] },
      {
        because: "it is off on the replica only",
        given: {
          ...table,
          pointInTimeRecovery: recoverable,
          replicas: [{ regionName: "us-west-2", pointInTimeRecovery: false }],
        },
        at: ["replicas[0].pointInTimeRecovery"],
      },
      {
        because: "the window is shorter than the config asks",
        config: { minimumRecoveryDays: 8 },
        given: { ...table, pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 } },
        at: ["pointInTimeRecovery.recoveryPeriodInDays"],
      },
      {
        because: "a replica that is a resource of its own says nothing",
        type: "aws:dynamodb/tableReplica:TableReplica",
        given: { globalTableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/trades" },
        at: ["pointInTimeRecovery"],
      },
    ],
    undetermined: [
      {
        because: "the switch is unknown, while the replica is still judged",
        given: { ...table, pointInTimeRecovery: { enabled: unknown.boolean }, replicas: [{ regionName: "us-west-2" }] },
        at: ["pointInTimeRecovery.enabled"],
        fail: ["replicas[0].pointInTimeRecovery"],
      },
      {
        because: "the replicas are unknown, while the table is still judged",
        given: { ...table, replicas: unknown.array },
        at: ["replicas"],
        fail: ["pointInTimeRecovery.enabled"],
      },
    ],
  },
});
