import { dataLoss, given, inEast, inWest, unknownText } from "./stack";

const table = (name: string, props: object = {}, context: object = inEast) =>
  given("aws:dynamodb/table:Table", name, { name, ...props }, context);
const instance = (props: object = {}, context: object = inEast, name = "db") =>
  given("aws:rds/instance:Instance", name, { identifier: "ledger", engine: "postgres", ...props }, context);
const plan = (schedule: string) => [
  given(
    "aws:backup/plan:Plan",
    "plan",
    {
      rules: [
        {
          schedule,
          startWindow: 60,
          copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:far" }],
        },
      ],
    },
    inEast,
  ),
  given(
    "aws:backup/selection:Selection",
    "selection",
    { planId: unknownText, resources: ["arn:aws:rds:us-east-1:123456789012:db:ledger"] },
    { ...inEast, sources: { planId: ["plan"] } },
  ),
];
const cluster = (name: string, props: object = {}, context: object = inEast) =>
  given(
    "aws:rds/cluster:Cluster",
    name,
    { clusterIdentifier: name, globalClusterIdentifier: "ledger", ...props },
    context,
  );
const database = [
  given("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "ledger" }),
  cluster("writer", { masterPassword: "x", dbClusterParameterGroupName: "limits" }),
  cluster("reader", {}, inWest),
];
const lagAlarm = (metricName: string, DBClusterIdentifier: string, context: object, more: object = {}) =>
  given(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "lag",
    {
      namespace: "AWS/RDS",
      metricName,
      dimensions: { DBClusterIdentifier },
      threshold: 60_000,
      comparisonOperator: "GreaterThanThreshold",
      ...more,
    },
    context,
  );
const tagged = { tags: { Data: "business-records" } };
const bucket = (name: string, context: object, props: object = tagged) =>
  given("aws:s3/bucket:Bucket", name, { bucket: name, ...props }, context);
const copying = (rule: object, more: object = {}) =>
  given(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "copy",
    {
      bucket: "archive",
      role: "arn:aws:iam::123456789012:role/copier",
      rules: [
        {
          status: "Enabled",
          destination: {
            bucket: "arn:aws:s3:::replica",
            replicationTime: { status: "Enabled", time: { minutes: 15 } },
          },
          ...rule,
        },
      ],
      ...more,
    },
    inEast,
  );
const buckets = [bucket("archive", inEast), bucket("replica", inWest)];

describe("what a store may lose with its region", () => {
  test.each([
    [
      "a table of one region: everything",
      [table("trades")],
      ["table without a replica elsewhere Infinity trades replicas"],
    ],
    [
      "a replicated table: what AWS calls usual",
      [table("trades", { replicas: [{ regionName: "us-west-2" }] })],
      ["DynamoDB replication 1 trades replicas"],
    ],
    [
      "a strongly consistent table: nothing",
      [table("trades", { replicas: [{ regionName: "us-west-2", consistencyMode: "STRONG" }] })],
      ["DynamoDB replication 0 trades replicas"],
    ],
    [
      "tables joined by the first version of global tables",
      [
        table("east", { name: "trades" }),
        table("west", { name: "trades" }, inWest),
        given("aws:dynamodb/globalTable:GlobalTable", "joined", {
          name: "trades",
          replicas: [{ regionName: "us-east-1" }, { regionName: "us-west-2" }],
        }),
      ],
      ["DynamoDB replication 1 east replicas", "DynamoDB replication 1 west replicas"],
    ],
    [
      "an instance of one region: everything",
      [instance()],
      ["database instance without a copy elsewhere Infinity db replicateSourceDb"],
    ],
    [
      "an instance whose automated backups are replicated",
      [
        instance(),
        given(
          "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
          "copies",
          { sourceDbInstanceArn: unknownText },
          { ...inWest, sources: { sourceDbInstanceArn: ["db"] } },
        ),
      ],
      ["replicated automated backups 600 copies sourceDbInstanceArn"],
    ],
    [
      "a read replica elsewhere, of whose lag AWS states nothing",
      [
        instance(),
        instance(
          { identifier: "copy", replicateSourceDb: "arn:aws:rds:us-east-1:123456789012:db:ledger" },
          inWest,
          "copy",
        ),
      ],
      ["? copy replicateSourceDb"],
    ],
    [
      "a daily backup that is copied",
      [instance(), ...plan("cron(0 5 * * ? *)")],
      ["a backup's copy 95400 plan rules[0].schedule"],
    ],
    [
      "a backup twice a day",
      [instance(), ...plan("cron(0 5,17 * * ? *)")],
      ["a backup's copy 52200 plan rules[0].schedule"],
    ],
    [
      "a weekly backup",
      [instance(), ...plan("cron(0 5 ? * SUN *)")],
      ["a backup's copy 613800 plan rules[0].schedule"],
    ],
    [
      "a backup that runs once and never again",
      [instance(), ...plan("at(2026-01-01T00:00:00)")],
      ["a backup's copy Infinity plan rules[0].schedule"],
    ],
    ["a global database", database, ["Aurora replication 1 reader globalClusterIdentifier"]],
    [
      "an alarm on the lag of the cluster that receives",
      [...database, lagAlarm("AuroraGlobalDBRPOLag", "reader", inWest)],
      ["Aurora replication 60 lag threshold"],
    ],
    [
      "an alarm on the primary's own metric, which AWS never publishes",
      [...database, lagAlarm("AuroraGlobalDBReplicationLag", "writer", inEast)],
      ["Aurora replication 1 reader globalClusterIdentifier"],
    ],
    [
      "an alarm that waits for a small lag",
      [
        ...database,
        lagAlarm("AuroraGlobalDBReplicationLag", "reader", inWest, { comparisonOperator: "LessThanThreshold" }),
      ],
      ["Aurora replication 1 reader globalClusterIdentifier"],
    ],
    [
      "a primary that holds its commits",
      [
        ...database,
        given(
          "aws:rds/clusterParameterGroup:ClusterParameterGroup",
          "limits",
          { name: "limits", parameters: [{ name: "rds.global_db_rpo", value: "20" }] },
          inEast,
        ),
      ],
      ["replication that holds commits 20 limits parameters[0].value"],
    ],
    [
      "a cluster of several zones, which are one region",
      [given("aws:rds/cluster:Cluster", "zones", { clusterIdentifier: "zones", engine: "postgres" }, inEast)],
      ["Aurora cluster without a copy elsewhere Infinity zones globalClusterIdentifier"],
    ],
    [
      "documents and graphs of one region",
      [
        given("aws:docdb/cluster:Cluster", "documents", { clusterIdentifier: "d" }, inEast),
        given("aws:neptune/cluster:Cluster", "graph", { clusterIdentifier: "g" }, inEast),
      ],
      [
        "DocumentDB cluster without a copy elsewhere Infinity documents globalClusterIdentifier",
        "Neptune cluster without a copy elsewhere Infinity graph globalClusterIdentifier",
      ],
    ],
    [
      "documents in a global cluster",
      [
        given("aws:docdb/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "docs" }),
        given("aws:docdb/cluster:Cluster", "one", { globalClusterIdentifier: "docs", masterPassword: "x" }, inEast),
        given("aws:docdb/cluster:Cluster", "two", { globalClusterIdentifier: "docs" }, inWest),
      ],
      ["DocumentDB replication 1 two globalClusterIdentifier"],
    ],
    ["a queue: nobody states it, and it is in no figure", [given("aws:sqs/queue:Queue", "orders", {}, inEast)], []],
    [
      "a bucket of records that is not copied",
      [bucket("archive", inEast)],
      ["bucket of records without a copy elsewhere Infinity archive replicationConfiguration"],
    ],
    ["a bucket of which nobody says that it holds records", [bucket("archive", inEast, {})], []],
    [
      "a one-way pair is one store",
      [...buckets, copying({})],
      ["S3 replication 900 copy rules[0].destination.replicationTime.time.minutes"],
    ],
    [
      "a rule without time control",
      [...buckets, copying({ destination: { bucket: "arn:aws:s3:::replica" } })],
      ["S3 replication without time control 14400 copy rules"],
    ],
    [
      "the older form inside the bucket",
      [
        bucket("archive", inEast, {
          ...tagged,
          replicationConfiguration: {
            role: "arn:aws:iam::123456789012:role/copier",
            rules: [
              {
                status: "Enabled",
                destination: { bucket: "arn:aws:s3:::elsewhere", replicationTime: { status: "Enabled", minutes: 15 } },
              },
            ],
          },
        }),
      ],
      ["S3 replication 900 archive replicationConfiguration.rules[0].destination.replicationTime.minutes"],
    ],
  ])("is known: %s", (_, resources, expected) => {
    expect(dataLoss(...resources)).toEqual(expected);
  });

  test.each([
    ["a rule for one folder", copying({ filter: { prefix: "logs/" } }), "rules[0].filter.prefix"],
    ["a rule for one tag", copying({ filter: { tag: { key: "copy", value: "yes" } } }), "rules[0].filter.tag"],
    ["a rule that is off", copying({ status: "Disabled" }), "rules[0].status"],
  ])("is everything that a rule leaves out: %s", (_, rule, at) => {
    expect(dataLoss(...buckets, rule)).toEqual([`replication that leaves objects out Infinity copy ${at}`]);
  });

  test.each([
    [
      "objects under a key that the rule does not select",
      [
        given(
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
          "encryption",
          { bucket: "archive", rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] },
          inEast,
        ),
      ],
      "rules[0].sourceSelectionCriteria.sseKmsEncryptedObjects.status",
    ],
    [
      "a role that may do nothing",
      [
        given("aws:iam/role:Role", "copier", {
          name: "copier",
          assumeRolePolicy: { Statement: [{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" } }] },
        }),
      ],
      "role",
    ],
    [
      "a role that S3 may not assume",
      [
        given("aws:iam/role:Role", "copier", {
          name: "copier",
          assumeRolePolicy: { Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } }] },
          inlinePolicies: [{ policy: { Statement: [{ Effect: "Allow", Action: "s3:*" }] } }],
        }),
      ],
      "role",
    ],
  ])("is everything when the copy fails: %s", (_, more, at) => {
    expect(dataLoss(...buckets, copying({}), ...more)).toEqual([
      `replication that leaves objects out Infinity copy ${at}`,
    ]);
  });

  test("is bounded when the role may copy", () => {
    const role = given("aws:iam/role:Role", "copier", {
      name: "copier",
      assumeRolePolicy: { Statement: [{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" } }] },
      inlinePolicies: [
        {
          policy: {
            Statement: [{ Effect: "Allow", Action: ["s3:GetObjectVersionForReplication", "s3:ReplicateObject"] }],
          },
        },
      ],
    });
    expect(dataLoss(...buckets, copying({}), role)).toEqual([
      "S3 replication 900 copy rules[0].destination.replicationTime.time.minutes",
    ]);
  });
});

test("a table whose list of replicas is unknown hides what it may lose, and nothing of the others", () => {
  const hidden = given(
    "aws:dynamodb/table:Table",
    "hidden",
    { name: "hidden", replicas: unknownText },
    {
      ...inEast,
      sources: { replicas: ["plain"] },
    },
  );
  expect(dataLoss(hidden, table("plain"))).toEqual([
    "table without a replica elsewhere Infinity plain replicas",
    "? hidden replicas",
  ]);
});
