import type { Recording } from "../../preflight/graph";
import { absent, type Break, withField, without } from "../helpers/edit";
import { sampled } from "../helpers/histories";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const fn = "aws:lambda/function:Function";
const cluster = "aws:rds/cluster:Cluster";
const check = "aws:route53/healthCheck:HealthCheck";
const record = "aws:route53/record:Record";
const bucket = "aws:s3/bucket:Bucket";
const vault = "aws:backup/vault:Vault";
const network = "aws:ec2/vpc:Vpc";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const secret = "aws:secretsmanager/secret:Secret";
const queue = "aws:sqs/queue:Queue";

const settings: readonly Break[] = [
  {
    what: "a function reserves concurrency",
    type: fn,
    name: "api-primary-function",
    path: "reservedConcurrentExecutions",
    value: 100,
    policy: "lambda-exact-reserved-concurrency",
  },
  {
    what: "a function runs on Node.js 14",
    type: fn,
    name: "consumer-secondary-function",
    path: "runtime",
    value: "nodejs14.x",
    policy: "lambda-exact-runtime",
  },
  {
    what: "a cluster wants a final snapshot",
    type: cluster,
    name: "records-secondary",
    path: "skipFinalSnapshot",
    value: false,
    policy: "resource-forbid-retention",
  },
  {
    what: "a cluster is protected from deletion",
    type: cluster,
    name: "records-primary",
    path: "deletionProtection",
    value: true,
    policy: "resource-forbid-retention",
  },
  {
    what: "a cluster is not encrypted",
    type: cluster,
    name: "records-primary",
    path: "storageEncrypted",
    value: false,
    policy: "rds-require-encryption",
  },
  {
    what: "a bucket cannot be emptied",
    type: bucket,
    name: "assets-primary-bucket",
    path: "forceDestroy",
    value: false,
    policy: "resource-forbid-retention",
  },
  {
    what: "a vault cannot be emptied",
    type: vault,
    name: "backups-primary-vault",
    path: "forceDestroy",
    value: false,
    policy: "resource-forbid-retention",
  },
  {
    what: "a secret lingers for 30 days",
    type: secret,
    name: "records-password-secret",
    path: "recoveryWindowInDays",
    value: 30,
    policy: "resource-forbid-retention",
  },
  {
    what: "an endpoint is asked every 10 s",
    type: check,
    name: "endpoint-primary-check",
    path: "requestInterval",
    value: 10,
    policy: "route53-exact-health-check-interval",
  },
  {
    what: "an endpoint is down after four failures",
    type: check,
    name: "endpoint-primary-check",
    path: "failureThreshold",
    value: 4,
    policy: "route53-limit-failure-threshold",
  },
  {
    what: "the secondary record has no health check",
    type: record,
    name: "api-secondary",
    path: "healthCheckId",
    value: absent,
    policy: "route53-require-health-check",
  },
  {
    what: "the networks overlap",
    type: network,
    name: "network-secondary-vpc",
    path: "cidrBlock",
    value: "10.0.0.0/16",
    policy: "vpc-forbid-cidr-overlap",
  },
  {
    what: "the lag is told after a minute",
    type: alarm,
    name: "alarms-secondary-database-lag",
    path: "threshold",
    value: 60_000,
    policy: "cloudwatch-require-lag-alarm",
  },
  {
    what: "an alarm does nothing",
    type: alarm,
    name: "alarms-primary-not-ready",
    path: "alarmActions",
    value: [],
    policy: "cloudwatch-require-alarm-action",
  },
  {
    what: "the tag of the region is missing",
    type: queue,
    name: "dead-letters-primary-queue",
    path: 'tags["Region"]',
    value: absent,
    policy: "resource-require-tags",
  },
  {
    what: "the global database has a name of its own",
    type: "aws:rds/globalCluster:GlobalCluster",
    name: "records-global",
    path: "globalClusterIdentifier",
    value: "patients",
    policy: "resource-require-name-pattern",
  },
];

let good: Recording;
let pack: RunningPack;

beforeAll(async () => {
  [good, pack] = await Promise.all([recorded("healthcare"), RunningPack.start("healthcare", "healthcare")]);
});
afterAll(() => pack.stop());

describe("the healthcare system", () => {
  test("breaks no policy, and leaves none undetermined", async () => {
    expect(await pack.faults(good)).toEqual({ violations: [], undetermined: [] });
  });

  test.each(sampled(settings, 0.15))("is rejected by $policy alone when $what", async (setting) => {
    const broken = await pack.broken(withField(good, setting));
    expect([...new Set(broken.map(({ policy }) => policy))]).toEqual([setting.policy]);
    expect(broken.map(({ name }) => name)).toContain(setting.name);
  });

  test("is rejected when a standby that has to be started would take longer than was promised", async () => {
    const instance = "aws:rds/clusterInstance:ClusterInstance";
    const cold = without(without(good, instance, "records-secondary-1"), instance, "records-secondary-2");
    expect((await pack.broken(cold)).map(({ policy }) => policy)).toContain("recovery-limit-rto");
  });

  test("is rejected when what is written in the standby region does not come back", async () => {
    const oneWay = without(good, "aws:s3/bucketReplicationConfig:BucketReplicationConfig", "assets-to-primary-config");
    expect((await pack.broken(oneWay)).map(({ policy }) => policy)).toEqual(["s3-require-cross-region-replication"]);
  });

  test("is rejected without the standby cluster's alarm on its lag", async () => {
    const broken = await pack.broken(without(good, alarm, "alarms-secondary-database-lag"));
    expect(broken.map(({ policy }) => policy)).toContain("cloudwatch-require-lag-alarm");
  });
});
