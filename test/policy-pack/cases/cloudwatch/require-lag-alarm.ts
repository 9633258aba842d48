import { given, inEast, inWest, unknownText } from "../../given";

const table = "aws:dynamodb/table:Table";
const replica = "aws:dynamodb/tableReplica:TableReplica";
const cluster = "aws:rds/cluster:Cluster";
const globalCluster = "aws:rds/globalCluster:GlobalCluster";
const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const pet = "random:index/randomPet:RandomPet";
const inOhio = { provider: { region: "us-east-2" } };
const soon = { comparisonOperator: "GreaterThanThreshold", threshold: 30_000 };
const latency = { namespace: "AWS/DynamoDB", metricName: "ReplicationLatency", ...soon };
const toWest = { TableName: "trades", ReceivingRegion: "us-west-2" };
const toEast = { TableName: "trades", ReceivingRegion: "us-east-1" };
const trades = given(table, "trades", { name: "trades", replicas: [{ regionName: "us-west-2" }] }, inEast);
const there = given(metricAlarm, "there", { ...latency, dimensions: toWest }, inEast);
const back = given(metricAlarm, "back", { ...latency, dimensions: toEast }, inWest);
const lag = { namespace: "AWS/RDS", metricName: "AuroraGlobalDBReplicationLag", ...soon };
const primary = given(
  cluster,
  "primary",
  { clusterIdentifier: "one", globalClusterIdentifier: "ledger", masterPassword: "example" },
  inEast,
);
const secondary = given(cluster, "secondary", { clusterIdentifier: "two", globalClusterIdentifier: "ledger" }, inWest);

export default {
  pass: [
    {
      because: "the table's name is still unknown",
      given: [
        given(table, "trades", { replicas: [{ regionName: "us-west-2" }] }, inEast),
        given(
          metricAlarm,
          "there",
          { ...latency, dimensions: { TableName: unknownText, ReceivingRegion: "us-west-2" } },
          { ...inEast, sources: { dimensions: ["trades"] } },
        ),
        given(
          metricAlarm,
          "back",
          { ...latency, dimensions: { TableName: unknownText, ReceivingRegion: "us-east-1" } },
          { ...inWest, sources: { dimensions: ["trades"] } },
        ),
      ],
    },
    {
      because: "the replica is a resource of its own",
      given: [
        given(table, "trades", { name: "trades" }, inEast),
        given(replica, "copy", { globalTableArn: unknownText }, { ...inWest, sources: { globalTableArn: ["trades"] } }),
        there,
        back,
      ],
    },
    {
      because: "a third region is watched from one of the others",
      given: [
        given(
          table,
          "trades",
          { name: "trades", replicas: [{ regionName: "us-west-2" }, { regionName: "us-east-2" }] },
          inEast,
        ),
        there,
        back,
        given(
          metricAlarm,
          "third",
          { ...latency, dimensions: { TableName: "trades", ReceivingRegion: "us-east-2" } },
          inWest,
        ),
      ],
    },
    {
      because: "the alarm is one over an expression",
      given: [
        trades,
        back,
        given(
          metricAlarm,
          "there",
          {
            comparisonOperator: "GreaterThanThreshold",
            threshold: 30,
            metricQueries: [
              { id: "seconds", expression: "ms / 1000" },
              { id: "ms", metric: { namespace: "AWS/DynamoDB", metricName: "ReplicationLatency", dimensions: toWest } },
            ],
          },
          inEast,
        ),
      ],
    },
    {
      because: "the global cluster is made around the first one, and the other is watched",
      given: [
        given(
          globalCluster,
          "global",
          {
            globalClusterIdentifier: "ledger",
            sourceDbClusterIdentifier: "arn:aws:rds:us-east-1:123456789012:cluster:one",
          },
          inEast,
        ),
        given(cluster, "primary", { clusterIdentifier: "one" }, inEast),
        secondary,
        given(metricAlarm, "alarm", { ...lag, dimensions: { DBClusterIdentifier: "two" } }, inWest),
      ],
    },
    {
      because: "it is unclear which cluster writes, and one of them is watched",
      given: [
        given(cluster, "1", { clusterIdentifier: "one", globalClusterIdentifier: "ledger" }, inEast),
        given(cluster, "2", { clusterIdentifier: "two", globalClusterIdentifier: "ledger" }, inWest),
        given(metricAlarm, "alarm", { ...lag, dimensions: { DBClusterIdentifier: "one" } }, inEast),
      ],
    },
    {
      because: "the cluster's name and global cluster are still unknown",
      given: [
        given(globalCluster, "global", { globalClusterIdentifier: "ledger" }, inEast),
        given(
          cluster,
          "primary",
          { globalClusterIdentifier: unknownText, masterPassword: unknownText },
          { ...inEast, sources: { globalClusterIdentifier: ["global"] } },
        ),
        given(
          cluster,
          "secondary",
          { globalClusterIdentifier: unknownText },
          { ...inWest, sources: { globalClusterIdentifier: ["global"] } },
        ),
        given(
          metricAlarm,
          "alarm",
          { ...lag, dimensions: { DBClusterIdentifier: unknownText } },
          { ...inWest, sources: { dimensions: ["secondary"] } },
        ),
      ],
    },
    {
      because: "the alarm is on the lag that is a recovery point",
      given: [
        primary,
        secondary,
        given(
          metricAlarm,
          "alarm",
          { ...lag, metricName: "AuroraGlobalDBRPOLag", dimensions: { DBClusterIdentifier: "two" } },
          inWest,
        ),
      ],
    },
    {
      because: "one of two receiving clusters is watched, and any is enough",
      config: { directions: "any" },
      given: [
        primary,
        secondary,
        given(cluster, "third", { clusterIdentifier: "three", globalClusterIdentifier: "ledger" }, inOhio),
        given(metricAlarm, "alarm", { ...lag, dimensions: { DBClusterIdentifier: "three" } }, inOhio),
      ],
    },
  ],
  fail: [
    { because: "nothing is watched", given: [trades], at: ["trades replicas", "trades replicas"] },
    {
      because: "the config is content with one direction, and none is watched",
      config: { directions: "any" },
      given: [trades],
      at: ["trades replicas"],
    },
    {
      because: "a third region is watched by nobody",
      given: [
        given(
          table,
          "trades",
          { name: "trades", replicas: [{ regionName: "us-west-2" }, { regionName: "us-east-2" }] },
          inEast,
        ),
        there,
        back,
      ],
      at: ["trades replicas"],
    },
    {
      because: "the alarm is in a region that the table is not in",
      given: [trades, back, given(metricAlarm, "there", { ...latency, dimensions: toWest }, inOhio)],
      at: ["there region"],
    },
    {
      because: "the alarm fires while nothing lags",
      given: [
        trades,
        back,
        given(
          metricAlarm,
          "there",
          { ...latency, comparisonOperator: "LessThanThreshold", dimensions: toWest },
          inEast,
        ),
      ],
      at: ["there comparisonOperator"],
    },
    {
      because: "the threshold is one millisecond over",
      given: [trades, back, given(metricAlarm, "there", { ...latency, threshold: 30_001, dimensions: toWest }, inEast)],
      at: ["there threshold"],
    },
    {
      because: "the threshold is a text",
      given: [trades, back, given(metricAlarm, "there", { ...latency, threshold: "1", dimensions: toWest }, inEast)],
      at: ["there threshold"],
    },
    {
      because: "the alarms are another table's",
      given: [
        trades,
        given(metricAlarm, "there", { ...latency, dimensions: { ...toWest, TableName: "orders" } }, inEast),
        back,
      ],
      at: ["trades replicas"],
    },
    {
      because: "the writing cluster is watched instead of the receiving one",
      given: [
        primary,
        secondary,
        given(metricAlarm, "alarm", { ...lag, dimensions: { DBClusterIdentifier: "one" } }, inEast),
      ],
      at: ["secondary globalClusterIdentifier"],
    },
    {
      because: "the receiving cluster is watched from the other region, where there is no such metric",
      given: [
        primary,
        secondary,
        given(
          metricAlarm,
          "alarm",
          { ...lag, dimensions: { DBClusterIdentifier: unknownText } },
          { ...inEast, sources: { dimensions: ["secondary"] } },
        ),
      ],
      at: ["alarm region"],
    },
    {
      because: "one of two receiving clusters is watched by nobody",
      given: [
        primary,
        secondary,
        given(cluster, "third", { clusterIdentifier: "three", globalClusterIdentifier: "ledger" }, inOhio),
        given(metricAlarm, "alarm", { ...lag, dimensions: { DBClusterIdentifier: "three" } }, inOhio),
      ],
      at: ["secondary globalClusterIdentifier"],
    },
    {
      because: "the alarm on an expression is in another region",
      given: [
        trades,
        back,
        given(
          metricAlarm,
          "there",
          {
            comparisonOperator: "LessThanThreshold",
            metricQueries: [
              {
                id: "lag",
                metric: { namespace: "AWS/DynamoDB", metricName: "ReplicationLatency", dimensions: toWest },
              },
            ],
          },
          inOhio,
        ),
      ],
      at: ["there region"],
    },
    {
      because: "the alarm on a third region is in that region",
      given: [
        given(
          table,
          "trades",
          { name: "trades", replicas: [{ regionName: "us-west-2" }, { regionName: "us-east-2" }] },
          inEast,
        ),
        there,
        back,
        given(
          metricAlarm,
          "third",
          { ...latency, dimensions: { TableName: "trades", ReceivingRegion: "us-east-2" } },
          inOhio,
        ),
      ],
      at: ["third region"],
    },
  ],
  undetermined: [
    {
      because: "it is unknown which table an alarm watches",
      given: [
        given(pet, "pet", {}),
        trades,
        back,
        given(
          metricAlarm,
          "there",
          { ...latency, dimensions: { ...toWest, TableName: unknownText } },
          { ...inEast, sources: { dimensions: ["pet"] } },
        ),
      ],
      at: ["there dimensions.TableName"],
    },
    {
      because: "it is unknown which direction an alarm watches",
      given: [
        trades,
        back,
        given(metricAlarm, "there", { ...latency, dimensions: { ...toWest, ReceivingRegion: unknownText } }, inEast),
      ],
      at: ["there dimensions.ReceivingRegion"],
    },
    {
      because: "the region of a replica is unknown",
      given: [given(table, "trades", { name: "trades", replicas: [{ regionName: unknownText }] }, inEast)],
      at: ["trades replicas[0].regionName"],
    },
  ],
  skip: [
    {
      because: "strongly consistent replicas do not lag",
      given: [
        given(
          table,
          "trades",
          { name: "trades", replicas: [{ regionName: "us-west-2", consistencyMode: "STRONG" }] },
          inEast,
        ),
      ],
    },
    {
      because: "a cluster belongs to no global one",
      given: [given(cluster, "one", { clusterIdentifier: "one" }, inEast)],
    },
    { because: "only the writing cluster is in the stack", given: [primary] },
  ],
};
