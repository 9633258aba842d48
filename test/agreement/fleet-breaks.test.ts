import type { Recording } from "../../preflight/graph";
import { absent, type Break, withChange, withField, without, withValue } from "../helpers/edit";
import { sampled } from "../helpers/histories";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const check = "aws:route53/healthCheck:HealthCheck";
const cluster = "aws:rds/cluster:Cluster";
const group = "aws:autoscaling/group:Group";
const lambda = "aws:lambda/function:Function";
const plan = "aws:backup/plan:Plan";
const provider = "pulumi:providers:aws";
const record = "aws:route53/record:Record";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const route = "aws:ec2/route:Route";
const secret = "aws:secretsmanager/secret:Secret";
const table = "aws:dynamodb/table:Table";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const vault = "aws:backup/vault:Vault";
const vpc = "aws:ec2/vpc:Vpc";

interface Setting extends Break {
  /** By another term than the promotion, for which the profile has an exemption. */
  readonly breaksRto?: true;
  /** Set where the promised recovery time is broken with it. */
}

/** One field of the good stack, one worse value, the one policy that has to notice. */
const settings: readonly Setting[] = [
  {
    what: "metadata is told without a token",
    type: template,
    name: "fleet-primary-template",
    path: "metadataOptions.httpTokens",
    value: "optional",
    policy: "ec2-require-imdsv2",
  },
  {
    what: "the standby launches another type",
    type: template,
    name: "fleet-secondary-template",
    path: "instanceType",
    value: "t3.small",
    policy: "region-require-parity",
  },
  {
    what: "the standby starts with another program",
    type: template,
    name: "fleet-secondary-template",
    path: "userData",
    value: "I2Nsb3VkLWNvbmZpZwo=",
    policy: "region-require-parity",
  },
  {
    what: "the standby's group may not grow as far",
    type: group,
    name: "fleet-secondary-group",
    path: "maxSize",
    value: 8,
    policy: "region-require-parity",
  },
  {
    what: "instances are judged by EC2 alone",
    type: group,
    name: "fleet-primary-group",
    path: "healthCheckType",
    value: "EC2",
    policy: "autoscaling-require-elb-health-check",
  },
  {
    what: "backups stay in their region",
    type: plan,
    name: "backups-to-secondary-plan",
    path: "rules[0].copyActions",
    value: absent,
    policy: "backup-require-cross-region-copy",
  },
  {
    what: "a backup is taken once a week",
    type: plan,
    name: "backups-to-secondary-plan",
    path: "rules[0].schedule",
    value: "cron(0 3 ? * SUN *)",
    policy: "backup-limit-frequency",
  },
  {
    what: "a vault outlives the stack with what is in it",
    type: vault,
    name: "backups-secondary-vault",
    path: "forceDestroy",
    value: false,
    policy: "resource-forbid-retention",
  },
  {
    what: "the networks share addresses",
    type: vpc,
    name: "network-secondary-vpc",
    path: "cidrBlock",
    value: "10.0.0.0/16",
    policy: "vpc-forbid-cidr-overlap",
  },
  {
    what: "the standby cluster is protected from deletion",
    type: cluster,
    name: "database-secondary",
    path: "deletionProtection",
    value: true,
    policy: "resource-forbid-retention",
  },
  {
    what: "the primary cluster is not encrypted",
    type: cluster,
    name: "database-primary",
    path: "storageEncrypted",
    value: false,
    policy: "rds-require-encryption",
  },
  {
    what: "a cluster is of the first generation",
    type: cluster,
    name: "database-primary",
    path: "clusterIdentifier",
    value: "primary-db-cluster-dev",
    policy: "resource-require-name-pattern",
  },
  {
    what: "the sessions' replica has no recovery",
    type: table,
    name: "sessions-table",
    path: "replicas[0].pointInTimeRecovery",
    value: false,
    policy: "dynamodb-require-pitr",
  },
  {
    what: "an update would switch off the stream that the replica lives by",
    type: table,
    name: "sessions-table",
    path: "streamEnabled",
    value: false,
    policy: "dynamodb-require-replica",
  },
  {
    what: "the secret's replica has no key of its region",
    type: secret,
    name: "database-password-secret",
    path: "replicas[0].kmsKeyId",
    value: absent,
    policy: "kms-require-customer-key",
  },
  {
    what: "two seconds of lag are tolerated where the database is copied to",
    type: alarm,
    name: "alarms-secondary-database-lag",
    path: "threshold",
    value: 2_000,
    policy: "cloudwatch-require-lag-alarm",
  },
  {
    what: "an alarm speaks to nobody",
    type: alarm,
    name: "alarms-secondary-capacity",
    path: "alarmActions",
    value: [],
    policy: "cloudwatch-require-alarm-action",
  },
  {
    what: "clients may hold an answer for five minutes",
    type: record,
    name: "app-primary",
    path: "ttl",
    value: 300,
    policy: "route53-exact-record-ttl",
    breaksRto: true,
  },
  {
    what: "four failures are waited for",
    type: check,
    name: "endpoint-primary-check",
    path: "failureThreshold",
    value: 4,
    policy: "route53-limit-failure-threshold",
  },
  {
    what: "the endpoint is asked every ten seconds",
    type: check,
    name: "endpoint-primary-check",
    path: "requestInterval",
    value: 10,
    policy: "route53-exact-health-check-interval",
  },
  {
    what: "the orchestrator runs on a runtime of the past",
    type: lambda,
    name: "failover-orchestrator-function",
    path: "runtime",
    value: "nodejs18.x",
    policy: "lambda-exact-runtime",
  },
  {
    what: "a tag is that of the other region",
    type: template,
    name: "fleet-secondary-template",
    path: "tags.DR-Role",
    value: "primary",
    policy: "resource-require-tags",
  },
];

let pack: RunningPack;
let good: Recording;

beforeAll(async () => {
  [pack, good] = await Promise.all([RunningPack.start("fleet", "fleet"), recorded("fleet")]);
});

afterAll(() => pack?.stop());

const policiesOf = async (recording: Recording) => [
  ...new Set((await pack.broken(recording)).map(({ policy }) => policy)),
];

describe("the fleet", () => {
  test("breaks no policy, and leaves none undetermined", async () => {
    const { violations, undetermined } = await pack.judge(good);
    expect({ violations, undetermined }).toEqual({ violations: [], undetermined: [] });
  });

  test.each(sampled(settings, 0.15))(
    "is rejected by $policy, and by the promise where another term than the exempted one breaks it, when $what",
    async (setting) => {
      const { policy, breaksRto } = setting;
      const policies = [...(await policiesOf(withField(good, setting)))].sort();
      expect(policies).toEqual([policy, ...(breaksRto ? ["recovery-limit-rto"] : [])].sort());
    },
  );

  test("is rejected when its instances stand in one zone", async () => {
    const crowded = withChange(good, group, "fleet-primary-group", (resource) => ({
      ...resource,
      propertyDependencies: {
        ...resource.propertyDependencies,
        vpcZoneIdentifiers: (resource.propertyDependencies.vpcZoneIdentifiers ?? []).slice(0, 1),
      },
      inputs: { ...resource.inputs, vpcZoneIdentifiers: (resource.inputs.vpcZoneIdentifiers as string[]).slice(0, 1) },
      outputs: {
        ...resource.outputs,
        vpcZoneIdentifiers: (resource.inputs.vpcZoneIdentifiers as string[]).slice(0, 1),
      },
    }));
    expect(await policiesOf(crowded)).toEqual(["autoscaling-require-multi-az"]);
  });

  test("is rejected when the way back over the peering is missing", async () => {
    const elsewhere = (tier: string, graph: Recording) =>
      withField(graph, {
        type: route,
        name: `peering-${tier}-secondary`,
        path: "destinationCidrBlock",
        value: "10.9.0.0/16",
      });
    const oneWay = elsewhere("public", elsewhere("private", good));
    expect(await policiesOf(oneWay)).toEqual(["vpc-require-peering-routes"]);
  });

  test("is rejected when what drives the failover is in the region that fails", async () => {
    const [primary] = good.resources.filter(({ type, name }) => type === provider && name === "primary");
    const moved = withChange(good, lambda, "failover-orchestrator-function", (resource) => ({
      ...resource,
      provider: primary?.urn ?? resource.provider,
      inputs: withValue(resource.inputs, "tags.DR-Role", "primary"),
      outputs: withValue(resource.outputs, "tags.DR-Role", "primary"),
    }));
    expect(await policiesOf(moved)).toEqual(["recovery-require-standby-control"]);
  });

  test("is rejected when instances may do anything to parameters", async () => {
    const wide = withChange(good, rolePolicy, "instance-primary-policy", (resource) => {
      const policy = String(resource.inputs.policy).replace('"ssm:GetParameters"', '"ssm:*"');
      return {
        ...resource,
        inputs: { ...resource.inputs, policy },
        outputs: { ...resource.outputs, policy },
      };
    });
    expect(await policiesOf(wide)).toEqual(["iam-forbid-wildcard-action"]);
  });

  test("is rejected by one policy alone when what the orchestrator may do is no JSON", async () => {
    const cut = withField(good, {
      type: rolePolicy,
      name: "failover-orchestrator-role-policy",
      path: "policy",
      value: "{",
    });
    expect(await policiesOf(cut)).toEqual(["iam-forbid-wildcard-action"]);
  });

  test.each([
    [150, []],
    [185, ["recovery-limit-rto"]],
    [186, ["recovery-limit-rto"]],
  ])(
    "keeps its five minutes in nine of ten losses when a promotion takes %i seconds: %j",
    async (automaticPromotionSeconds, broken) => {
      const law = { level: "mandatory" as const, properties: { maximumSeconds: 300 } };
      const profile = new Map([
        ["all", { level: "disabled" as const, properties: {} }],
        ["recovery-limit-rto", { ...law, properties: { ...law.properties, automaticPromotionSeconds } }],
      ]);
      const { violations } = await pack.judge(good, profile);
      expect(violations.map(({ policy }) => policy)).toEqual(broken);
    },
  );

  test("is rejected without its lag alarm in the standby region", async () => {
    const silent = without(good, alarm, "alarms-secondary-database-lag");
    expect(await policiesOf(silent)).toEqual(["cloudwatch-require-lag-alarm"]);
  });
});
