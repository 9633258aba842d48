import {
  readNotificationSettings,
  readOrchestrationSettings,
} from "../../../../infra/lib/lambda/orchestration/settings";
import type { GraphResource, Json, JsonObject } from "../../../../preflight/graph";
import { Graph, isUnknown, secretValue, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";

const standby = "us-east-2";
const queue = "arn:aws:sqs:us-east-2:123456789012:failover-dead-letters-dev";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("fleet"));
});

function named(type: string, name: string): GraphResource {
  const [found, ...others] = graph.within(standby, type).filter(({ inputs }) => inputs.name === name);
  if (found === undefined || others.length > 0) throw new Error(`${standby} has not one ${type} ${name}.`);
  return found;
}

/** The environment of a function as it will be: what a preview does not know becomes this text. */
function environmentOf(functionName: string, unknown: string): Record<string, string> {
  const { environment } = named("aws:lambda/function:Function", functionName).inputs;
  const variables = (environment as JsonObject).variables as JsonObject;
  const known = ([name, value]: [string, Json]) => [name, isUnknown(value) ? unknown : String(value)];
  return { AWS_REGION: standby, ...Object.fromEntries(Object.entries(variables).map(known)) };
}

/** What a role may do, as pairs of action and resource. */
function rightsOf(roleName: string): string[] {
  const [policy] = graph.all("aws:iam/rolePolicy:RolePolicy").filter(({ inputs }) => inputs.name === roleName);
  return statementsOf(policy?.inputs.policy).flatMap(({ Action, Resource }) =>
    (Action as string[]).flatMap((action) => [Resource].flat().map((resource) => `${action} ${resource}`)),
  );
}

describe("what is deployed is what the functions read", () => {
  test("the orchestrator understands its environment, and acts by the numbers of the budget", () => {
    const read = readOrchestrationSettings(
      environmentOf("failover-orchestrator-dev", "https://known-later.example/ready"),
    );
    expect(read).toMatchObject({
      SYSTEM: "global-db-v2-dev",
      STANDBY_CLUSTER: "dr-db-cluster-v2-dev",
      EVENT_BUS: "default",
    });
    expect(read.POLICY).toEqual({
      failuresInRow: 6,
      failureWindowMs: 90_000,
      longestGapMs: 15_000,
      lagLimitMs: 10_000,
      lateReadings: 2,
      freshMs: 90_000,
      mostLossMs: 60_000,
      commitsHeldAfterMs: 45_000,
      leaseMs: 75_000,
      switchoverAfterMs: 300_000,
      cooldownMs: 3_600_000,
      effectLimitMs: 45_000,
      longestAskGapMs: 180_000,
      asksUntilTold: 3,
      promotionLimitMs: 600_000,
    });
  });

  test("the notifier understands its own, and speaks to people in both regions", () => {
    expect(readNotificationSettings(environmentOf("failover-notifier-dev", "none"))).toMatchObject({
      PRIMARY_REGION: "us-east-1",
      TOPIC: "arn:aws:sns:us-east-2:123456789012:failover-alerts-dev",
      PRIMARY_TOPIC: "arn:aws:sns:us-east-1:123456789012:failover-alerts-dev",
    });
  });
});

describe("least privilege", () => {
  test("the orchestrator looks, moves this writer, keeps its state, and puts events: nothing else", () => {
    const clusters = [
      "arn:aws:rds::123456789012:global-cluster:global-db-v2-dev",
      "arn:aws:rds:us-east-1:123456789012:cluster:primary-db-cluster-v2-dev",
      "arn:aws:rds:us-east-2:123456789012:cluster:dr-db-cluster-v2-dev",
    ];
    const moves = ["rds:FailoverGlobalCluster", "rds:SwitchoverGlobalCluster"];
    const logs = "arn:aws:logs:us-east-2:123456789012:log-group:failover-orchestrator-logs-dev:*";
    expect(rightsOf("failover-orchestrator-role-us-east-2-dev").sort()).toEqual(
      [
        `logs:CreateLogStream ${logs}`,
        `logs:PutLogEvents ${logs}`,
        `sqs:SendMessage ${queue}`,
        `rds:DescribeGlobalClusters ${clusters[0]}`,
        `rds:DescribeDBClusters ${clusters[2]}`,
        // Metrics have no ARN.
        "cloudwatch:GetMetricData *",
        ...moves.flatMap((move) => clusters.map((cluster) => `${move} ${cluster}`)),
        "dynamodb:PutItem arn:aws:dynamodb:us-east-2:123456789012:table/failover-state-v2-dev",
        "dynamodb:UpdateItem arn:aws:dynamodb:us-east-2:123456789012:table/failover-state-v2-dev",
        "ssm:GetParameters arn:aws:ssm:us-east-2:123456789012:parameter/failover-switch-dev",
        "events:PutEvents arn:aws:events:us-east-2:123456789012:event-bus/default",
      ].sort(),
    );
  });

  test("the notifier publishes to two topics", () => {
    const logs = "arn:aws:logs:us-east-2:123456789012:log-group:failover-notifier-logs-dev:*";
    expect(rightsOf("failover-notifier-role-us-east-2-dev").sort()).toEqual(
      [
        `logs:CreateLogStream ${logs}`,
        `logs:PutLogEvents ${logs}`,
        `sqs:SendMessage ${queue}`,
        "sns:Publish arn:aws:sns:us-east-2:123456789012:failover-alerts-dev",
        "sns:Publish arn:aws:sns:us-east-1:123456789012:failover-alerts-dev",
      ].sort(),
    );
  });

  test("no role can take a cluster out of the global database, or touch the DNS", () => {
    const all = graph.all("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => String(inputs.policy));
    for (const policy of all) {
      expect(policy).not.toMatch(/RemoveFromGlobalCluster|PromoteReadReplica|route53:/);
    }
  });
});

describe("the switch", () => {
  test("is a secure parameter that stands on `on`, and that a deployment does not move", () => {
    const parameter = named("aws:ssm/parameter:Parameter", "failover-switch-dev");
    expect(parameter.inputs.type).toBe("SecureString");
    expect(secretValue(parameter.inputs.value)).toBe("on");
    expect(parameter.options.ignoreChanges).toEqual(["value"]);
  });
});

describe("nothing is lost without a word", () => {
  test("calls that come late are let go, to the dead letters", () => {
    const { inputs, propertyDependencies } = graph.only(
      standby,
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    );
    expect(inputs).toMatchObject({ maximumEventAgeInSeconds: 60, maximumRetryAttempts: 0 });
    expect(propertyDependencies.functionName).toEqual([
      named("aws:lambda/function:Function", "failover-orchestrator-dev").urn,
    ]);
  });

  test.each([
    ["failover-orchestrator-dev", 95],
    ["failover-notifier-dev", 30],
  ])("%s has %i seconds, a log that ends, and dead letters", (name, timeout) => {
    const { inputs } = named("aws:lambda/function:Function", name);
    expect(inputs).toMatchObject({ timeout, memorySize: 256, deadLetterConfig: { targetArn: queue } });
    expect(named("aws:cloudwatch/logGroup:LogGroup", name.replace(/-dev$/, "-logs-dev")).inputs.retentionInDays).toBe(
      30,
    );
  });

  test("each rule may call its function and no other, and leaves what it cannot deliver in the queue", () => {
    const rules = ["failover-alarm-rule-dev", "failover-clock-rule-dev", "failover-notice-rule-dev"];
    const arns = rules.map((rule) => `arn:aws:events:us-east-2:123456789012:rule/${rule}`);
    // Capacity is another function's matter, with a queue of its own.
    const ofFailover = ({ name }: GraphResource) => !name.startsWith("failover-capacity");
    const permissions = graph
      .within(standby, "aws:lambda/permission:Permission")
      .filter(ofFailover)
      .map(({ inputs }) => inputs);
    expect(permissions.map(({ sourceArn }) => sourceArn).sort()).toEqual(arns);
    expect(new Set(permissions.map(({ principal }) => principal))).toEqual(new Set(["events.amazonaws.com"]));
    const targets = graph
      .within(standby, "aws:cloudwatch/eventTarget:EventTarget")
      .filter(ofFailover)
      .map(({ inputs }) => inputs);
    expect(targets.map(({ arn, deadLetterConfig }) => [arn, deadLetterConfig]).sort()).toEqual(
      ["notifier", "orchestrator", "orchestrator"].map((one) => [
        `arn:aws:lambda:us-east-2:123456789012:function:failover-${one}-dev`,
        { arn: queue },
      ]),
    );
    const [policy] = graph
      .within(standby, "aws:sqs/queuePolicy:QueuePolicy")
      .filter(({ name }) => name.startsWith("failover-dead-letters"));
    const admitted = statementsOf(policy?.inputs.policy).filter(({ Effect }) => Effect === "Allow");
    expect(admitted.map(({ Condition }) => JSON.stringify(Condition)).sort()).toEqual(
      arns.map((arn) => JSON.stringify({ ArnEquals: { "aws:SourceArn": arn } })),
    );
  });

  test("decisions, and nothing else, reach the notifier", () => {
    const rule = named("aws:cloudwatch/eventRule:EventRule", "failover-notice-rule-dev");
    expect(JSON.parse(String(rule.inputs.eventPattern))).toEqual({
      source: ["fleet.failover"],
      detail: { system: ["global-db-v2-dev"] },
    });
    expect(rule.inputs.eventBusName).toBeUndefined();
  });

  test("people hear when nobody watches any more", () => {
    const watched = graph
      .within(standby, "aws:cloudwatch/metricAlarm:MetricAlarm")
      .filter(({ inputs }) => inputs.metricName === "Watched");
    expect(watched.map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({
        namespace: "Fleet/Failover",
        dimensions: { System: "global-db-v2-dev" },
        statistic: "Sum",
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        period: 60,
        evaluationPeriods: 3,
        treatMissingData: "breaching",
        alarmActions: ["arn:aws:sns:us-east-2:123456789012:failover-alerts-dev"],
      }),
    ]);
  });
});

test("the state can be brought back to a moment, is encrypted, and goes with the stack", () => {
  const { inputs, options } = named("aws:dynamodb/table:Table", "failover-state-v2-dev");
  expect(inputs).toMatchObject({
    hashKey: "system",
    rangeKey: "entry",
    billingMode: "PAY_PER_REQUEST",
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: false,
  });
  expect((inputs.serverSideEncryption as JsonObject).enabled).toBe(true);
  expect(options).toMatchObject({ protect: false });
});
