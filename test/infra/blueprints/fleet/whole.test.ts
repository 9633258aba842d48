import type { GraphResource, Json, JsonObject } from "../../../../preflight/graph";
import { Graph, holdsUnknown, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { asDocumented, elsewhere } from "./variants";

/** Carry no tags. Everything else of AWS in the stack must. */
const untaggable =
  /^aws:(athena\/namedQuery|glue\/catalogTable|wafv2\/webAclAssociation|autoscaling\/policy|backup\/(selection|restoreTestingSelection|vaultLockConfiguration)|cloudwatch\/(eventTarget|logStream)|dynamodb\/tag|ec2\/(route|routeTableAssociation|peeringConnectionOptions)|iam\/rolePolicy(Attachment)?|kms\/alias|lambda\/(permission|functionEventInvokeConfig)|lb\/targetGroupAttachment|route53\/record|s3\/bucket[A-Z]\w+|secretsmanager\/secretVersion|sns\/topicSubscription|sqs\/queuePolicy):/;

/** AWS's limits, as its documentation states them. */
const longestName: Readonly<Record<string, number>> = {
  "aws:autoscaling/group:Group": 255,
  "aws:backup/plan:Plan": 50,
  "aws:backup/vault:Vault": 50,
  "aws:cloudwatch/logGroup:LogGroup": 512,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
  "aws:cloudwatch/metricStream:MetricStream": 255,
  "aws:dynamodb/table:Table": 255,
  "aws:ec2/launchTemplate:LaunchTemplate": 128,
  "aws:ec2/securityGroup:SecurityGroup": 255,
  "aws:iam/instanceProfile:InstanceProfile": 128,
  "aws:iam/role:Role": 64,
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": 64,
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
  "aws:athena/namedQuery:NamedQuery": 128,
  "aws:athena/workgroup:Workgroup": 128,
  "aws:wafv2/webAcl:WebAcl": 128,
  "aws:secretsmanager/secret:Secret": 512,
  "aws:sns/topic:Topic": 256,
  "aws:sqs/queue:Queue": 80,
};

describe.each([
  ["as documented", asDocumented],
  ["in other regions, with a long suffix and everything given", elsewhere],
] as const)("%s", (_variant, config: Readonly<Record<string, string>>) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("fleet", config));
  });

  const suffix = config.environmentSuffix ?? "dev";
  const primary = config.primaryRegion ?? "us-east-1";
  const secondary = config.secondaryRegion ?? "us-east-2";
  const aws = () => graph.managed.filter(({ type }) => type.startsWith("aws:"));
  const physicalName = ({ inputs }: GraphResource): Json | undefined =>
    // A database's log is named by RDS, after the cluster.
    String(inputs.name).startsWith("/aws/rds/")
      ? String(inputs.name).split("/")[4]
      : (inputs.bucket ??
        inputs.identifier ??
        inputs.clusterIdentifier ??
        inputs.globalClusterIdentifier ??
        inputs.name);
  const named = () => aws().filter(({ type }) => type in longestName);

  test("every name ends with the environment", () => {
    expect(named().length).toBeGreaterThan(60);
    expect(named().filter((it) => !String(physicalName(it)).endsWith(`-${suffix}`))).toEqual([]);
  });

  test("no name is longer than AWS allows, and none is given twice to one kind in one region", () => {
    expect(named().filter((it) => String(physicalName(it)).length > (longestName[it.type] ?? 0))).toEqual([]);
    const places = named().map((it) => {
      const place = it.type.startsWith("aws:iam/") ? "everywhere" : graph.regionOf(it);
      return `${it.type} ${place} ${physicalName(it)}`;
    });
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });

  test('fleet: "All resources must be tagged with Environment and DR-Role tags"', () => {
    const taggable = aws().filter(({ type }) => !untaggable.test(type));
    expect(taggable.length).toBeGreaterThan(120);
    for (const resource of taggable) {
      const { urn, type, inputs } = resource;
      const role = graph.regionOf(resource) === secondary ? "secondary" : "primary";
      const isList = type === "aws:autoscaling/group:Group";
      expect({ urn, tags: inputs.tags }).toEqual({
        urn,
        tags: isList
          ? expect.arrayContaining([expect.objectContaining({ key: "DR-Role", value: role })])
          : expect.objectContaining({ Environment: config.environmentTag ?? "production", "DR-Role": role }),
      });
    }
  });

  test("every IAM document is known at preview, and no Allow has a wildcard where AWS takes a name", () => {
    const documents = aws().flatMap(({ urn, inputs }) =>
      [inputs.policy, inputs.assumeRolePolicy]
        .filter((document) => document !== undefined)
        .map((document) => ({ urn, document })),
    );
    expect(documents.length).toBeGreaterThanOrEqual(15);
    expect(documents.filter(({ document }) => holdsUnknown(document))).toEqual([]);
    for (const { document } of documents) {
      for (const { Effect, Action, Principal } of statementsOf(document)) {
        if (Effect === "Allow") {
          expect(JSON.stringify([Action, Principal ?? null])).not.toContain("*");
        }
      }
    }
  });

  test("what has no name in IAM is all that is allowed on everything", () => {
    const wide = aws()
      .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
      .flatMap(({ inputs }) => statementsOf(inputs.policy))
      .filter(({ Effect, Resource }) => Effect === "Allow" && Resource === "*")
      .flatMap(({ Action }) => Action as string[]);
    const unscopable =
      /^(ssm:UpdateInstanceInformation|ssmmessages:(Create|Open)(Control|Data)Channel|cloudwatch:GetMetricData)$/;
    expect(wide.filter((action) => !unscopable.test(action))).toEqual([]);
  });

  test("both regions have the same kinds of things, apart from the failover and the metrics that one region has", () => {
    const role = (name: string) => name.replaceAll(/primary|secondary/g, "");
    const kindsIn = (region: string) =>
      aws()
        .filter((it) => graph.regionOf(it) === region)
        .filter(({ name }) => !/^(failover|metrics|alarms-(failover|metrics|replication|endpoints))/.test(name))
        .map(({ type, name }) => `${type.replace("replicaKey:ReplicaKey", "key:Key")} ${role(name)}`)
        .filter(
          (kind) =>
            !/dynamodb\/|rds\/global|secretsmanager\/|route53\/(zone|record)|acm\/|vpcPeeringConnection/.test(kind),
        )
        .sort();
    expect(kindsIn(primary).length).toBeGreaterThan(60);
    expect(kindsIn(primary)).toEqual(kindsIn(secondary));
  });

  test("every resource is under a component, and nothing is left unsaid but whose servers answer for a given zone", () => {
    expect(graph.managed.filter(({ parent }) => !parent?.includes("dr:")).map(({ urn }) => urn)).toEqual([]);
    const asked = config.hostedZoneId === undefined ? [] : [expect.stringMatching(/^aws:route53\/getZone:getZone /)];
    expect(graph.recording.logs.map(({ message }) => message)).toEqual(asked);
    expect(graph.recording.notJudged).toEqual([]);
  });
});

describe("what becomes of the data when the stack is destroyed", () => {
  const keeps = ({ options }: GraphResource) => options.protect || options.retainOnDelete;

  test("in a drill everything goes with it", async () => {
    const graph = new Graph(await recorded("fleet"));
    expect(graph.managed.filter(keeps).map(({ urn }) => urn)).toEqual([]);
    for (const { skipFinalSnapshot, deletionProtection } of graph.inputs("aws:rds/cluster:Cluster")) {
      expect([skipFinalSnapshot, deletionProtection]).toEqual([true, false]);
    }
    expect(graph.inputs("aws:rds/globalCluster:GlobalCluster")).toEqual([
      expect.objectContaining({ deletionProtection: false, forceDestroy: true }),
    ]);
    for (const type of ["aws:s3/bucket:Bucket", "aws:athena/workgroup:Workgroup"]) {
      expect(new Set(graph.inputs(type).map(({ forceDestroy }) => forceDestroy))).toEqual(new Set([true]));
    }
    expect(graph.managed.filter(({ type }) => type.includes("vaultLock"))).toEqual([]);
  });

  test("in production nothing does that holds records", async () => {
    const graph = new Graph(await recorded("fleet", elsewhere));
    expect(graph.inputs("aws:rds/globalCluster:GlobalCluster")).toEqual([
      expect.objectContaining({ deletionProtection: true, forceDestroy: false }),
    ]);
    expect(graph.inputs("aws:rds/cluster:Cluster")).toEqual(
      ["primary", "dr"].map((side) =>
        expect.objectContaining({
          deletionProtection: true,
          skipFinalSnapshot: false,
          finalSnapshotIdentifier: `${side}-db-cluster-v2-abcdefghijkl-final`,
          deleteAutomatedBackups: false,
          backupRetentionPeriod: 35,
        }),
      ),
    );
    const tables = graph.inputs("aws:dynamodb/table:Table");
    expect(tables.map(({ deletionProtectionEnabled }) => deletionProtectionEnabled)).toEqual([true, true]);
    expect(tables.map(({ replicas }) => replicas)).toEqual(
      tables.map(() => [expect.objectContaining({ deletionProtectionEnabled: true })]),
    );
    for (const type of ["aws:s3/bucket:Bucket", "aws:backup/vault:Vault", "aws:athena/workgroup:Workgroup"]) {
      expect(new Set(graph.inputs(type).map(({ forceDestroy }) => forceDestroy))).toEqual(new Set([false]));
    }
    expect(graph.inputs("aws:secretsmanager/secret:Secret").map((one) => one.recoveryWindowInDays)).toEqual([30]);
    const keys = [...graph.inputs("aws:kms/key:Key"), ...graph.inputs("aws:kms/replicaKey:ReplicaKey")];
    expect(keys.map((key) => key.deletionWindowInDays)).toEqual([30, 30]);
  });

  test("in production no vault lets a backup go before its time, and no backup is kept for less", async () => {
    const graph = new Graph(await recorded("fleet", elsewhere));
    const locks = graph.all("aws:backup/vaultLockConfiguration:VaultLockConfiguration");
    expect(locks.map((lock) => [graph.regionOf(lock), lock.inputs.minRetentionDays])).toEqual([
      ["eu-west-1", 35],
      ["eu-central-1", 35],
    ]);
    const rules = graph.inputs("aws:backup/plan:Plan").flatMap((plan) => plan.rules as readonly JsonObject[]);
    const kept = rules.flatMap(({ lifecycle, copyActions }) => [
      lifecycle,
      ...(copyActions as readonly JsonObject[]).map((copy) => copy.lifecycle),
    ]);
    expect(kept).toEqual(Array(4).fill(expect.objectContaining({ deleteAfter: 35 })));
  });
});

test('fleet: "Output the primary and DR endpoint URLs, health check status, and replication lag metrics"', async () => {
  const { outputs } = await recorded("fleet");
  expect(outputs).toMatchObject({
    fqdn: "app.example.com",
    url: "http://app.example.com",
    healthCheckStatus: {
      primary: expect.objectContaining({
        region: "us-east-1",
        metricName: "HealthCheckStatus",
        alarmName: "primary-endpoint-health-alarm-dev",
      }),
      dr: expect.objectContaining({
        region: "us-east-1",
        metricName: "HealthCheckStatus",
        alarmName: "dr-endpoint-health-alarm-dev",
      }),
    },
    replicationLagMetrics: {
      database: {
        region: "us-east-2",
        namespace: "AWS/RDS",
        metricName: "AuroraGlobalDBReplicationLag",
        dimensions: { DBClusterIdentifier: "dr-db-cluster-v2-dev" },
        unit: "Milliseconds",
        alarmName: "dr-db-replication-lag-alarm-v2-dev",
      },
      sessions: expect.objectContaining({
        region: "us-east-1",
        dimensions: { TableName: "session-table-v2-dev", ReceivingRegion: "us-east-2" },
      }),
    },
  });
  expect(Object.keys(outputs)).toEqual(
    expect.arrayContaining(["primaryEndpointUrl", "drEndpointUrl", "primaryHealthCheckId", "drHealthCheckId"]),
  );
});

test.each([
  [{ mostLossSeconds: "44" }, 'mostLossSeconds is 44, allowed: at least commitHold ("45 seconds")'],
  [{ mostLossSeconds: "59", commitHold: "1 minute" }, 'at least commitHold ("60 seconds")'],
])("a failover that may lose less than the writer commits is refused: %j", async (config, words) => {
  await expect(recorded("fleet", config)).rejects.toThrow(words);
});

test("a configuration that AWS would refuse is refused at once, with every reason", async () => {
  const failure = await recorded("fleet", {
    engineVersion: "14",
    databaseClass: "db.t4g.medium",
    failoverMode: "manual",
    retention: "none",
    firewall: "yes",
    environmentTag: "",
    mostLossSeconds: "3601",
    commitHold: "61 seconds",
    environmentSuffix: "abcdefghijklmnopqrstuvwxyz",
  }).then(
    () => "no failure",
    (error: unknown) => String(error),
  );
  for (const line of [
    'engineVersion is "14", allowed: a version of Aurora PostgreSQL with its minor number',
    'databaseClass is "db.t4g.medium", allowed: a memory-optimized class',
    'failoverMode is "manual", allowed: one of automatic, dry-run',
    'retention is "none", allowed: production (nothing that holds records goes with the stack) or drill',
    'firewall is "yes", allowed: on (AWS WAF stands before each load balancer) or off',
    'environmentTag is "", allowed: the value of the tag Environment',
    'mostLossSeconds is "3601", allowed: a whole number of seconds of writes that a failover may lose by itself, 1 to 3600',
    'commitHold is "61 seconds", allowed: 20 seconds to 1 minute that the standby may be behind before the writer holds commits, such as 45 seconds, or none',
    'environmentSuffix is "abcdefghijklmnopqrstuvwxyz", allowed: at most',
  ]) {
    expect(failure).toContain(`dr-guardrails:${line}`);
  }
});
