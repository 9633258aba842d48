import { finish } from "../../../model/graph/gathering";
import { copySettings, usualCopyTimes } from "../../../model/recovery/copy-times";
import { doubtsInWords, doubtsOf, doubtsOfLoss, doubtsOfRecovery } from "../../../model/recovery/estimated";
import {
  acknowledgement,
  aurora,
  clients,
  dynamodbLag,
  hearsay,
  stall,
  statusToDns,
} from "../../../model/recovery/estimates";
import { readDataLoss, usualLoss } from "../../../model/recovery/rpo";
import { readRecoveryTime } from "../../../model/recovery/rto";
import { simulateLoss, simulateRecovery } from "../../../model/recovery/simulation";
import { effortSettings, usualEfforts } from "../../../model/recovery/standby";
import type { Term } from "../../../model/recovery/term";
import limitRpo from "../../../policy-pack/rules/recovery/limit-rpo";
import limitRto from "../../../policy-pack/rules/recovery/limit-rto";
import { balancers, check, given, inEast, inWest, stackFrom, unknownText } from "./stack";

type Given = ReturnType<typeof given>;

const lossOf = (resources: readonly Given[], own: Partial<typeof usualCopyTimes> = {}) => {
  const terms: Term[] = [];
  const settings = { ...usualLoss, copyTimes: { ...usualCopyTimes, ...own } };
  expect([...readDataLoss(stackFrom(...resources), settings, terms)]).toEqual([]);
  return terms;
};

const table = given("aws:dynamodb/table:Table", "t", { name: "t", replicas: [{ regionName: "us-west-2" }] }, inEast);
const instance = given("aws:rds/instance:Instance", "db", { identifier: "db" }, inEast);
const replicated = given(
  "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
  "copy",
  { sourceDbInstanceArn: "arn:aws:rds:us-east-1:123456789012:db:db" },
  inWest,
);
const bucket = given(
  "aws:s3/bucket:Bucket",
  "b",
  {
    bucket: "b",
    tags: { Data: "business-records" },
    replicationConfiguration: {
      role: "arn:aws:iam::123456789012:role/copy",
      rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::copy" } }],
    },
  },
  inEast,
);
const plan = given(
  "aws:backup/plan:Plan",
  "plan",
  {
    rules: [
      {
        schedule: "cron(0 5 * * ? *)",
        startWindow: 60,
        copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:far" }],
      },
    ],
  },
  inEast,
);
const selection = given(
  "aws:backup/selection:Selection",
  "all",
  { planId: unknownText, resources: ["*"] },
  { ...inEast, sources: { planId: ["plan"] } },
);

/** Each kind of copy of which AWS states no time. */
const slow = [
  ["objects", "S3 replication without time control", [bucket], 14_400],
  ["automatedBackups", "replicated automated backups", [instance, replicated], 600],
  ["backups", "a backup's job and copy", [instance, plan, selection], 5400],
] as const;

describe("numbers of low confidence", () => {
  test.each(slow)("%s: the setting that replaces it is named", (kind, what, resources, seconds) => {
    const doubts = doubtsOf(lossOf([...resources]));
    expect(doubts).toEqual([{ what, seconds, setting: copySettings[kind] }]);
    expect(doubtsInWords(doubts)).toBe(`${seconds} s for ${what} (${copySettings[kind]} replaces it)`);
  });

  test.each(slow)(
    "%s: a team's own measurement takes its place in the figure and in the simulation",
    (kind, ...rest) => {
      const [, resources, seconds] = rest;
      const usual = lossOf([...resources]);
      const own = lossOf([...resources], { [kind]: 60 });
      expect(own.map((term) => term.seconds)).toEqual(usual.map((term) => term.seconds - seconds + 60));
      expect(doubtsOf(own)).toEqual([]);
      expect(own.map(({ estimate }) => estimate)).toEqual([undefined]);
      expect(simulateLoss(own).percentile(90)).toBeLessThan(simulateLoss(usual).percentile(90));
    },
  );

  test("a simulated loss rests on the lag of what is copied, and on a stall that all copies share", () => {
    expect(doubtsOf(lossOf([table]))).toEqual([]); // a second is of medium confidence
    expect(
      doubtsOfLoss(
        lossOf([
          table,
          given("aws:dynamodb/table:Table", "u", { name: "u", replicas: [{ regionName: "us-west-2" }] }, inEast),
        ]),
      ),
    ).toEqual([
      { what: dynamodbLag.name, setting: "replicationLagSeconds" },
      { what: stall.name, setting: "replicationLagSeconds" },
    ]);
  });

  test("a team's own measurement of lags takes the place of both", () => {
    const own = lossOf([table], { lag: 7 });
    expect([own.map(({ seconds }) => seconds), doubtsOfLoss(own)]).toEqual([[7], []]);
    const outcomes = simulateLoss(own);
    expect([outcomes.percentile(1), outcomes.percentile(99)]).toEqual([7, 7]);
  });

  test("it does not move what an alarm lets through, and not what the engine bounds", () => {
    const alarm = given(
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "lag",
      {
        namespace: "AWS/DynamoDB",
        metricName: "ReplicationLatency",
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        threshold: 30_000,
        dimensions: { TableName: "t", ReceivingRegion: "us-west-2" },
      },
      inEast,
    );
    const own = lossOf([table, alarm], { lag: 7 });
    expect([own.map(({ seconds }) => seconds), simulateLoss(own).percentile(99)]).toEqual([[30], 7]);
    const replicas = [{ regionName: "us-west-2", consistencyMode: "STRONG" }];
    const strong = given("aws:dynamodb/table:Table", "t", { name: "t", replicas }, inEast);
    expect(lossOf([strong], { lag: 7 }).map(({ seconds }) => seconds)).toEqual([0]);
  });

  test("a stall that all copies share has no setting while one of them has none", () => {
    const files = [
      given("aws:efs/fileSystem:FileSystem", "files", {}, inEast),
      given(
        "aws:efs/replicationConfiguration:ReplicationConfiguration",
        "files-copy",
        { sourceFileSystemId: unknownText, destination: { region: "us-west-2" } },
        { ...inEast, sources: { sourceFileSystemId: ["files"] } },
      ),
    ];
    expect(doubtsOfLoss(lossOf([table, ...files]))).toEqual([
      { what: dynamodbLag.name, setting: "replicationLagSeconds" },
      { what: stall.name },
    ]);
  });

  test("what the engine bounds rests on nothing", () => {
    const replicas = [{ regionName: "us-west-2", consistencyMode: "STRONG" }];
    expect(doubtsOfLoss(lossOf([given("aws:dynamodb/table:Table", "t", { name: "t", replicas }, inEast)]))).toEqual([]);
  });

  test("what is not counted raises no doubt", () => {
    const untagged = given("aws:s3/bucket:Bucket", "b", { ...(bucket.props as object), tags: {} }, inEast);
    expect(doubtsOf(lossOf([untagged]))).toEqual([]);
  });
});

describe("numbers of low confidence in a recovery time", () => {
  const zone = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME", ttl: 60 };
  const record = (name: string, target: string, type: string, sources: object = {}) =>
    given(
      "aws:route53/record:Record",
      name,
      {
        ...zone,
        records: [unknownText],
        failoverRoutingPolicies: [{ type }],
        ...("healthCheckId" in sources ? { healthCheckId: unknownText } : {}),
      },
      { sources: { records: [target], ...sources } },
    );
  const pair = [
    ...balancers,
    check("check", "front-east"),
    record("one", "front-east", "PRIMARY", { healthCheckId: ["check"] }),
    record("two", "front-west", "SECONDARY"),
  ];
  const clusters = [
    given("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "ledger" }),
    ...[inEast, inWest].flatMap((place, index) => [
      given(
        "aws:rds/cluster:Cluster",
        `c${index}`,
        { clusterIdentifier: `c${index}`, globalClusterIdentifier: "ledger" },
        place,
      ),
      given("aws:rds/clusterInstance:ClusterInstance", `i${index}`, { clusterIdentifier: `c${index}` }, place),
    ]),
  ];
  const timeOf = (resources: readonly Given[], own: Partial<typeof usualEfforts> = {}) =>
    finish(readRecoveryTime(stackFrom(...resources), { ...usualEfforts, ...own }), []).terms;
  const clientsAre = [statusToDns, clients.residual, clients.holding, clients.holdingTime, clients.hang].map(
    ({ name }) => ({ what: name, setting: "clientMoveSeconds" }),
  );

  test("what is assumed of DNS servers, resolvers and clients, with the setting that replaces it", () => {
    expect(doubtsOf(timeOf(pair))).toEqual([]);
    expect(doubtsOfRecovery(timeOf(pair))).toEqual(clientsAre);
    expect(doubtsInWords(doubtsOfRecovery(timeOf(pair)))).toMatch(
      /^health status .*, .*\(clientMoveSeconds replaces them\)$/,
    );
  });

  test("a team's own measurement of its clients counts in the sum and in the simulation, and leaves no doubt", () => {
    const own = timeOf(pair, { clientMove: 500 });
    expect(doubtsOfRecovery(own)).toEqual([]);
    expect(own.map(({ stage, seconds }) => [stage ?? "detection", seconds])).toContainEqual(["names", 500]);
    const shorter = simulateRecovery(timeOf(pair, { clientMove: 50 }));
    expect(simulateRecovery(own).percentile(50) - shorter.percentile(50)).toBe(450);
  });

  test("of a promotion by a person, also how that person learns of it and decides", () => {
    const promotion = [hearsay, acknowledgement, aurora.failover].map(({ name }) => name);
    const found = doubtsOfRecovery(timeOf([...pair, ...clusters]));
    const named = found.filter(({ setting }) => setting === "promotionSeconds").map(({ what }) => what);
    expect(named).toEqual(["promotion of the database", ...promotion]);
    expect(doubtsOfRecovery(timeOf([...pair, ...clusters], { promotion: 90 }))).toEqual(clientsAre);
  });
});

test("every setting that a figure names is one of its policy, with the estimate as its default", () => {
  const defaults = (config: Readonly<Record<string, { readonly default?: unknown }>>, names: Iterable<string>) =>
    [...names].map((name) => config[name]?.default);
  expect(defaults(limitRto.config, Object.values(effortSettings))).toEqual(
    Object.keys(effortSettings).map((key) => usualEfforts[key as keyof typeof usualEfforts]),
  );
  expect(defaults(limitRpo.config, Object.values(copySettings))).toEqual(
    Object.keys(copySettings).map((key) => usualCopyTimes[key as keyof typeof usualCopyTimes]),
  );
});
