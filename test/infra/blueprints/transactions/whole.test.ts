import type { GraphResource, Json } from "../../../../preflight/graph";
import { Graph, holdsUnknown, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { asDocumented, elsewhere } from "./variants";

/** Carry no tags. Everything else of AWS in the stack must. */
const untaggable =
  /^aws:(dynamodb\/tag|ec2\/(route|routeTableAssociation)|iam\/rolePolicy|kms\/alias|lambda\/(functionUrl|invocation|permission)|lb\/targetGroupAttachment|route53\/record|s3\/bucket[A-Z]\w+|secretsmanager\/secretVersion|sns\/topicSubscription|sqs\/queuePolicy):/;

/** AWS's limits, as its documentation states them. */
const longestName: Readonly<Record<string, number>> = {
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
  "aws:rds/globalCluster:GlobalCluster": 255,
  "aws:rds/subnetGroup:SubnetGroup": 255,
  "aws:s3/bucket:Bucket": 63,
  "aws:secretsmanager/secret:Secret": 512,
  "aws:sns/topic:Topic": 256,
  "aws:sqs/queue:Queue": 80,
};

describe.each([
  ["as documented", asDocumented],
  ["in other regions, with the longest suffix and everything given", elsewhere],
] as const)("%s", (_variant, config: Readonly<Record<string, string>>) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("transactions", config));
  });

  const suffix = config.environmentSuffix ?? "dev";
  const primary = config.primaryRegion ?? "us-east-1";
  const secondary = config.secondaryRegion ?? "us-west-2";
  const aws = () => graph.managed.filter(({ type }) => type.startsWith("aws:"));
  const nameOf = ({ inputs }: GraphResource): Json | undefined =>
    inputs.bucket ?? inputs.clusterIdentifier ?? inputs.globalClusterIdentifier ?? inputs.name;
  const physicalName = (it: GraphResource): Json | undefined =>
    it.type === "aws:rds/clusterInstance:ClusterInstance" ? it.inputs.identifier : nameOf(it);
  const named = () => aws().filter(({ type }) => type in longestName);

  test('transactions: "All resources include environmentSuffix for uniqueness", "Clear naming convention throughout"', () => {
    expect(named().length).toBeGreaterThan(60);
    for (const it of named()) {
      expect(physicalName(it)).toMatch(new RegExp(`^(alias/)?[a-z0-9]+-[a-z]+-[a-z]+-\\d-${suffix}-[a-z0-9-]+$`));
    }
  });

  test("no name is longer than AWS allows, and none is given twice to one kind in one region", () => {
    expect(named().filter((it) => String(physicalName(it)).length > (longestName[it.type] ?? 0))).toEqual([]);
    const places = named().map((it) => `${it.type} ${graph.regionOf(it)} ${physicalName(it)}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('transactions: "Consistent tagging: Environment=Production, DisasterRecovery=Enabled"', () => {
    const taggable = aws().filter(({ type }) => !untaggable.test(type));
    expect(taggable.length).toBeGreaterThan(100);
    for (const { urn, inputs } of taggable) {
      expect({ urn, tags: inputs.tags }).toEqual({
        urn,
        tags: expect.objectContaining({ Environment: "Production", DisasterRecovery: "Enabled" }),
      });
    }
  });

  test("every IAM document is known at preview, and no Allow has a wildcard where AWS takes a name", () => {
    const documents = aws().flatMap(({ urn, inputs }) =>
      [inputs.policy, inputs.assumeRolePolicy]
        .filter((document) => document !== undefined)
        .map((document) => ({ urn, document })),
    );
    expect(documents.length).toBeGreaterThanOrEqual(20);
    expect(documents.filter(({ document }) => holdsUnknown(document))).toEqual([]);
    for (const { document } of documents) {
      for (const { Effect, Action, Principal } of statementsOf(document)) {
        if (Effect === "Allow") {
          expect(JSON.stringify([Action, Principal ?? null])).not.toContain("*");
        }
      }
    }
  });

  test('transactions: "No AdminAccess policies used": no managed policy at all', () => {
    expect(aws().filter(({ type }) => /iam\/(rolePolicyAttachment|policyAttachment|policy):/.test(type))).toEqual([]);
    expect(graph.inputs("aws:iam/role:Role").filter(({ managedPolicyArns }) => managedPolicyArns)).toEqual([]);
  });

  test('transactions: "pulumi destroy completes without errors", "No RemovalPolicy: Retain anywhere"', () => {
    const kept = graph.managed.filter(({ options }) => options.protect || options.retainOnDelete);
    expect(kept.map(({ urn }) => urn)).toEqual([]);
    for (const { skipFinalSnapshot, deletionProtection } of graph.inputs("aws:rds/cluster:Cluster")) {
      expect([skipFinalSnapshot, deletionProtection]).toEqual([true, false]);
    }
    expect(graph.inputs("aws:rds/globalCluster:GlobalCluster")).toEqual([
      expect.objectContaining({ deletionProtection: false, forceDestroy: true }),
    ]);
    expect(graph.inputs("aws:s3/bucket:Bucket").map(({ forceDestroy }) => forceDestroy)).toEqual([true, true]);
  });

  test('transactions: "Identical configurations across regions": the same kinds of things', () => {
    const kindsIn = (region: string) =>
      aws()
        .filter((it) => graph.regionOf(it) === region)
        .map(({ type, name }) => `${type.replace("replicaKey:ReplicaKey", "key:Key")} ${role(name)}`)
        .filter(
          (kind) => !/dynamodb\/|rds\/global|secretsmanager\/|route53\/(zone|record)|alarms-endpoints-/.test(kind),
        )
        .sort();
    const role = (name: string) => name.replaceAll(/primary|secondary/g, "");
    expect(kindsIn(primary).length).toBeGreaterThan(60);
    expect(kindsIn(primary)).toEqual(kindsIn(secondary));
  });

  test("every resource is under a component, and the program says nothing", () => {
    expect(graph.managed.filter(({ parent }) => !parent?.includes("dr:")).map(({ urn }) => urn)).toEqual([]);
    expect([graph.recording.logs, graph.recording.notJudged]).toEqual([[], []]);
  });
});

test("the outputs are what a person needs in a failover", async () => {
  const { outputs } = await recorded("transactions");
  expect(outputs).toMatchObject({
    fqdn: "api.example.com",
    url: "http://api.example.com",
    primaryCluster: "rds-us-east-1-dev-transactions",
    secondaryCluster: "rds-us-west-2-dev-transactions",
    databaseSecret: "secretsmanager-us-east-1-dev-transactions-database",
    primaryTopicArn: "arn:aws:sns:us-east-1:123456789012:sns-us-east-1-dev-transaction-alerts",
    secondaryTopicArn: "arn:aws:sns:us-west-2:123456789012:sns-us-west-2-dev-transaction-alerts",
  });
  expect(Object.keys(outputs)).toEqual(
    expect.arrayContaining([
      "nameServers",
      "primaryUrl",
      "secondaryUrl",
      "primaryHealthUrl",
      "secondaryHealthUrl",
      "primaryHealthCheckId",
      "secondaryHealthCheckId",
      "globalDatabase",
      "primaryKeyArn",
      "secondaryKeyArn",
    ]),
  );
});

test("a configuration that AWS would refuse is refused at once, with every reason", async () => {
  const failure = await recorded("transactions", {
    engineVersion: "15",
    instanceClass: "db.t4g.medium",
    environmentSuffix: "abcdefghijklmnopq",
  }).then(
    () => "no failure",
    (error: unknown) => String(error),
  );
  for (const line of [
    'engineVersion is "15", allowed: a version of Aurora PostgreSQL with its minor number',
    'instanceClass is "db.t4g.medium", allowed: a memory-optimized class',
    'environmentSuffix is "abcdefghijklmnopq", allowed: at most',
  ]) {
    expect(failure).toContain(`dr-guardrails:${line}`);
  }
});
