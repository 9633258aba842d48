import type { GraphResource, Json } from "../../../../preflight/graph";
import { Graph } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { asDocumented, elsewhere } from "./variants";

/** AWS's limits, as its documentation states them. */
const longestName: Readonly<Record<string, number>> = {
  "aws:backup/plan:Plan": 50,
  "aws:backup/vault:Vault": 50,
  "aws:cloudwatch/dashboard:Dashboard": 255,
  "aws:cloudwatch/eventArchive:EventArchive": 48,
  "aws:cloudwatch/eventBus:EventBus": 256,
  "aws:cloudwatch/eventRule:EventRule": 64,
  "aws:cloudwatch/logGroup:LogGroup": 512,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
  "aws:dynamodb/table:Table": 255,
  "aws:ec2/securityGroup:SecurityGroup": 255,
  "aws:iam/role:Role": 64,
  "aws:kms/alias:Alias": 256,
  "aws:lambda/function:Function": 64,
  "aws:lb/loadBalancer:LoadBalancer": 32,
  "aws:lb/targetGroup:TargetGroup": 32,
  "aws:rds/cluster:Cluster": 63,
  "aws:rds/clusterInstance:ClusterInstance": 63,
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": 255,
  "aws:rds/eventSubscription:EventSubscription": 255,
  "aws:rds/globalCluster:GlobalCluster": 255,
  "aws:rds/subnetGroup:SubnetGroup": 255,
  "aws:s3/bucket:Bucket": 63,
  "aws:secretsmanager/secret:Secret": 512,
  "aws:sns/topic:Topic": 256,
  "aws:sqs/queue:Queue": 80,
  "aws:ssm/parameter:Parameter": 1011,
};

/** One name for the whole account, wherever the thing is. */
const accountWide = /^aws:(iam|s3)\//;

const nameOf = ({ inputs }: GraphResource): Json | undefined =>
  inputs.bucket ??
  inputs.clusterIdentifier ??
  inputs.globalClusterIdentifier ??
  inputs.identifier ??
  inputs.dashboardName ??
  inputs.name;

describe.each([
  ["as documented", asDocumented, "dev", "us-east-1", "us-west-2"],
  ["elsewhere, with the longest suffix", elsewhere, "abcdefghijklmnopqrs", "eu-west-1", "eu-central-1"],
] as const)("%s", (_variant, config, suffix, primary, secondary) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("healthcare", config));
  });

  const named = () => graph.managed.filter(({ type }) => type in longestName);
  const physicalName = (it: GraphResource): Json | undefined =>
    it.type === "aws:rds/clusterInstance:ClusterInstance" ? it.inputs.identifier : nameOf(it);

  test('healthcare: "Resource names must include environmentSuffix", "resource-type-environment-suffix"', () => {
    expect(named().length).toBeGreaterThan(80);
    for (const it of named()) {
      expect({ urn: it.urn, name: physicalName(it) }).toEqual({
        urn: it.urn,
        name: expect.stringMatching(new RegExp(`^(alias/)?[a-z0-9]+-${suffix}-[a-z][a-z0-9-]*$`)),
      });
    }
  });

  test("no name is longer than AWS allows, and none is given twice where AWS wants it once", () => {
    expect(named().filter((it) => String(physicalName(it)).length > (longestName[it.type] ?? 0))).toEqual([]);
    const places = named().map(
      (it) => `${it.type} ${accountWide.test(it.type) ? "" : graph.regionOf(it)} ${physicalName(it)}`,
    );
    expect(new Set(places).size).toBe(places.length);
  });

  test("both regions have the same kinds of things, but for what fails over, which is in the standby", () => {
    const kindsIn = (region: string) =>
      graph.managed
        .filter((it) => it.type.startsWith("aws:") && graph.regionOf(it) === region)
        .filter(({ name }) => !/^(failover|alarms-failover|alarms-replication)/.test(name))
        .map(
          ({ type, name }) =>
            `${type.replace("replicaKey:ReplicaKey", "key:Key")} ${name.replaceAll(/primary|secondary/g, "")}`,
        )
        .filter(
          (kind) =>
            !/rds\/global|secretsmanager\/|route53\/(zone|record)|alarms-endpoints-|vpcPeering|dashboard:/.test(kind),
        )
        .sort();
    expect(kindsIn(primary).length).toBeGreaterThan(100);
    expect(kindsIn(primary)).toEqual(kindsIn(secondary));
  });

  test("the document's tags name the region where a thing is", () => {
    const wrong = graph.managed.filter(
      (it) =>
        typeof it.inputs.tags === "object" &&
        it.inputs.tags !== null &&
        (it.inputs.tags as { Region?: Json }).Region !== graph.regionOf(it),
    );
    expect(wrong.map(({ urn }) => urn)).toEqual([]);
  });

  test("every answer of the configuration arrives", () => {
    const expected =
      config === elsewhere
        ? ["nodejs24.x", 90, "16.8", "db.r7g.2xlarge"]
        : ["nodejs22.x", 365, "15.15", "db.r6g.large"];
    const [runtime, days, version, size] = expected;
    expect(new Set(graph.inputs("aws:lambda/function:Function").map((it) => it.runtime))).toEqual(new Set([runtime]));
    expect(new Set(graph.inputs("aws:cloudwatch/logGroup:LogGroup").map((it) => it.retentionInDays))).toEqual(
      new Set([days]),
    );
    expect(new Set(graph.inputs("aws:rds/cluster:Cluster").map((it) => it.engineVersion))).toEqual(new Set([version]));
    expect(new Set(graph.inputs("aws:rds/clusterInstance:ClusterInstance").map((it) => it.instanceClass))).toEqual(
      new Set([size]),
    );
  });
});

test("Route 53's verdict is told from us-east-1 also when neither region is", async () => {
  const graph = new Graph(await recorded("healthcare", elsewhere));
  const alarms = graph.within("us-east-1", "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs);
  expect(alarms.map(({ metricName }) => metricName)).toEqual(["HealthCheckStatus", "HealthCheckStatus"]);
  expect(
    graph.within("us-east-1", "aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => inputs.endpoint),
  ).toEqual(["desk@example.com", "ops@example.com"]);
});
