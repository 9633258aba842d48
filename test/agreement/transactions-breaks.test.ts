import type { Recording } from "../../preflight/graph";
import { absent, type Break, withChange, withField, without } from "../helpers/edit";
import { sampled } from "../helpers/histories";
import { RunningPack } from "../helpers/pack";
import { recorded } from "../helpers/recorded";

const global = "aws:rds/globalCluster:GlobalCluster";
const cluster = "aws:rds/cluster:Cluster";
const table = "aws:dynamodb/table:Table";
const secret = "aws:secretsmanager/secret:Secret";
const key = "aws:kms/key:Key";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const url = "aws:lambda/functionUrl:FunctionUrl";
const lambda = "aws:lambda/function:Function";
const record = "aws:route53/record:Record";
const check = "aws:route53/healthCheck:HealthCheck";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

interface Setting extends Break {
  /** Set where the promised recovery time is broken with it. */
  readonly breaksRto?: true;
  /** Other policies that it breaks too: what is exempted at a name is not where no name answers first. */
  readonly besides?: readonly string[];
}

/** One field of the good stack, one worse value, the one policy that has to notice. */
const settings: readonly Setting[] = [
  {
    what: "the primary cluster is not encrypted",
    type: cluster,
    name: "ledger-primary",
    path: "storageEncrypted",
    value: false,
    policy: "rds-require-encryption",
  },
  {
    what: "the secondary cluster has no key of its region",
    type: cluster,
    name: "ledger-secondary",
    path: "kmsKeyId",
    value: absent,
    policy: "rds-require-encryption",
  },
  {
    what: "the global cluster is not encrypted",
    type: global,
    name: "ledger-global",
    path: "storageEncrypted",
    value: false,
    policy: "rds-require-encryption",
  },
  {
    what: "a destroy asks for a final snapshot",
    type: cluster,
    name: "ledger-primary",
    path: "skipFinalSnapshot",
    value: false,
    policy: "resource-forbid-retention",
  },
  {
    what: "the secondary cluster is protected from deletion",
    type: cluster,
    name: "ledger-secondary",
    path: "deletionProtection",
    value: true,
    policy: "resource-forbid-retention",
  },
  {
    what: "the secret waits a week for its deletion",
    type: secret,
    name: "database-password-secret",
    path: "recoveryWindowInDays",
    value: 7,
    policy: "resource-forbid-retention",
  },
  {
    what: "the key waits a month for its deletion",
    type: key,
    name: "key-primary",
    path: "deletionWindowInDays",
    value: 30,
    policy: "resource-forbid-retention",
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
    what: "the sessions are under a key of DynamoDB's",
    type: table,
    name: "sessions-table",
    path: "serverSideEncryption.kmsKeyArn",
    value: absent,
    policy: "kms-require-customer-key",
  },
  {
    what: "the sessions' replica is under a key of DynamoDB's",
    type: table,
    name: "sessions-table",
    path: "replicas[0].kmsKeyArn",
    value: absent,
    policy: "kms-require-customer-key",
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
    what: "the documents are under a key of S3's",
    type: encryption,
    name: "documents-primary-encryption",
    path: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
    value: "AES256",
    policy: "s3-require-encryption",
  },
  {
    what: "the transaction function has 2 GB",
    type: lambda,
    name: "processor-primary-function",
    path: "memorySize",
    value: 2048,
    policy: "lambda-exact-memory",
  },
  {
    what: "the standby takes a share of the traffic",
    type: record,
    name: "api-secondary",
    path: "weightedRoutingPolicies[0].weight",
    value: 1,
    policy: "route53-exact-weights",
  },
  {
    what: "the primary takes none",
    type: record,
    name: "api-primary",
    path: "weightedRoutingPolicies[0].weight",
    value: 0,
    policy: "route53-require-failover-pair",
    breaksRto: true,
    besides: ["recovery-require-outside-notice"],
  },
  {
    what: "clients may hold an answer for five minutes",
    type: record,
    name: "api-primary",
    path: "ttl",
    value: 300,
    policy: "route53-exact-record-ttl",
  },
  {
    what: "the standby's record has no health check",
    type: record,
    name: "api-secondary",
    path: "healthCheckId",
    value: absent,
    policy: "route53-require-health-check",
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
    what: "31 seconds of lag are tolerated where the database is copied to",
    type: alarm,
    name: "alarms-secondary-database-lag",
    path: "threshold",
    value: 31_000,
    policy: "cloudwatch-require-lag-alarm",
  },
  {
    what: "a tag has another value",
    type: secret,
    name: "database-password-secret",
    path: "tags.DisasterRecovery",
    value: "Disabled",
    policy: "resource-require-tags",
  },
];

let pack: RunningPack;
let good: Recording;

beforeAll(async () => {
  [pack, good] = await Promise.all([RunningPack.start("transactions", "transactions"), recorded("transactions")]);
});

afterAll(() => pack?.stop());

function rewritten(type: string, name: string, from: string, to: string): Recording {
  return withChange(good, type, name, (resource) => {
    const policy = String(resource.inputs.policy);
    if (!policy.includes(from)) {
      throw new Error(`The policy of ${name} has no ${from}.`);
    }
    const changed = { policy: policy.replace(from, to) };
    return { ...resource, inputs: { ...resource.inputs, ...changed }, outputs: { ...resource.outputs, ...changed } };
  });
}

const policiesOf = async (recording: Recording) => [
  ...new Set((await pack.broken(recording)).map(({ policy }) => policy)),
];

describe("the transaction system", () => {
  test("breaks no policy, and leaves none undetermined", async () => {
    expect(await pack.faults(good)).toEqual({ violations: [], undetermined: [] });
  });

  test("says that the database version its document asks for is past support", async () => {
    const at = { policy: "rds-require-supported-engine-version", path: "engineVersion" };
    expect(await pack.outdated(good)).toEqual(
      expect.arrayContaining([
        { ...at, name: "ledger-global" },
        { ...at, name: "ledger-primary" },
        { ...at, name: "ledger-secondary" },
      ]),
    );
  });

  test.each(sampled(settings, 0.15))(
    "is rejected by $policy, and by the promise where that is broken, when $what",
    async (setting) => {
      const { policy, breaksRto, besides = [] } = setting;
      const policies = [...(await policiesOf(withField(good, setting)))].sort();
      expect(policies).toEqual([policy, ...besides, ...(breaksRto ? ["recovery-limit-rto"] : [])].sort());
    },
  );

  test("is rejected when the functions that anyone may call are those of transactions", async () => {
    const open = (region: string, role: string, graph: Recording) => {
      const value = `lambda-${region}-dev-transaction-processor`;
      return withField(graph, { type: url, name: `health-${role}-url`, path: "functionName", value });
    };
    const broken = open("us-west-2", "secondary", open("us-east-1", "primary", good));
    expect(await policiesOf(broken)).toEqual(["lambda-limit-public-url"]);
  });

  test("is rejected when the account may do everything with a key", async () => {
    const wide = rewritten(key, "key-primary", '"kms:CancelKeyDeletion"', '"kms:*"');
    expect(await policiesOf(wide)).toEqual(["iam-forbid-wildcard-action"]);
  });

  test("is rejected when anybody may use a key", async () => {
    const root = '{"AWS":"arn:aws:iam::123456789012:root"}';
    const open = rewritten(key, "key-primary", root, '{"AWS":"*"}');
    expect(await policiesOf(open)).toEqual(["iam-forbid-public-principal"]);
  });

  test("is rejected when another action is allowed on everything beside those of the network", async () => {
    const wide = rewritten(
      rolePolicy,
      "processor-role-primary-policy",
      '"ec2:DescribeSubnets"',
      '"ec2:TerminateInstances"',
    );
    expect(await policiesOf(wide)).toEqual(["iam-forbid-wildcard-resource"]);
  });

  test("is rejected when what is written in the standby region does not come back", async () => {
    const oneWay = without(
      good,
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      "documents-to-primary-config",
    );
    expect(await policiesOf(oneWay)).toEqual(["s3-require-cross-region-replication"]);
  });

  test("is rejected without its lag alarm in the standby region", async () => {
    const silent = without(good, alarm, "alarms-secondary-database-lag");
    expect(await policiesOf(silent)).toEqual(["cloudwatch-require-lag-alarm"]);
  });
});
