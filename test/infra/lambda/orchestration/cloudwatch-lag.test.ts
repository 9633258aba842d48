import { Readable } from "node:stream";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { newestLag } from "../../../../infra/lib/lambda/orchestration/cloudwatch-lag";

const now = Date.parse("2026-03-31T12:00:30.000Z");

interface Sent {
  readonly MetricDataQueries: readonly { readonly Id: string; readonly MetricStat: { readonly Metric: unknown } }[];
}

/** CloudWatch with these values, each as seconds before now at which its minute began. */
function lagOf(values: Readonly<Record<string, readonly (readonly [number, number])[]>>) {
  const sent: Sent[] = [];
  const client = new CloudWatchClient({
    region: "us-east-2",
    maxAttempts: 1,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  client.middlewareStack.add(
    () => async (args) => {
      sent.push(args.input as Sent);
      const MetricDataResults = Object.entries(values).map(([Id, points]) => ({
        Id,
        Values: points.map(([, value]) => value),
        Timestamps: points.map(([before]) => new Date(now - before * 1_000)),
      }));
      return { response: Readable.from([]), output: { $metadata: {}, MetricDataResults } };
    },
    { step: "initialize", priority: "high" },
  );
  const lag = newestLag({ client, clusterName: "dr", windowMs: 300_000, timeLimitMs: 1_000, now: () => now });
  return { lag, sent };
}

test.each([
  [
    "what a failover loses is read by RPOLag",
    { rpo: [[90, 700]], replication: [[30, 100]] },
    "AuroraGlobalDBRPOLag",
    700,
    90,
    30,
  ],
  [
    "without it, by the lag of the copying",
    { rpo: [], replication: [[90, 100]] },
    "AuroraGlobalDBReplicationLag",
    100,
    90,
    30,
  ],
  ["a minute that is not over was measured until now", { rpo: [[30, 5]] }, "AuroraGlobalDBRPOLag", 5, 30, 0],
  ["a lag of nothing is a lag", { rpo: [[90, 0]], replication: [[90, 3]] }, "AuroraGlobalDBRPOLag", 0, 90, 30],
] as const)("%s", async (_case, values, metric, lagMs, begun, measured) => {
  await expect(lagOf(values).lag).resolves.toEqual({
    metric,
    lagMs,
    begunAt: now - begun * 1_000,
    measuredAt: now - measured * 1_000,
  });
});

test("nothing measured is nothing known", async () => {
  await expect(lagOf({}).lag).resolves.toBeUndefined();
});

test("both metrics are asked for at the cluster that copies, in one call", async () => {
  const { lag, sent } = lagOf({});
  await lag;
  const dimension = { Namespace: "AWS/RDS", Dimensions: [{ Name: "DBClusterIdentifier", Value: "dr" }] };
  expect(sent.map(({ MetricDataQueries }) => MetricDataQueries.map(({ MetricStat }) => MetricStat.Metric))).toEqual([
    [
      { ...dimension, MetricName: "AuroraGlobalDBRPOLag" },
      { ...dimension, MetricName: "AuroraGlobalDBReplicationLag" },
    ],
  ]);
});
