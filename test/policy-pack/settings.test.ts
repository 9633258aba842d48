import Ajv, { type ValidateFunction } from "ajv";
import type { Rule } from "../../policy-pack/engine/rule";
import { schemaOf } from "../../policy-pack/engine/schema";
import { rules } from "../../policy-pack/rules";

const ajv = new Ajv({ strict: false, validateFormats: false });
const validators = new Map<Rule, ValidateFunction>();

/** What a profile may say to a policy, tried on the schema that the pack publishes for it. */
function takes(law: string, setting: string, value: unknown): boolean {
  const rule = rules.find(({ meta }) => meta.name === law);
  if (rule === undefined || !Object.hasOwn(rule.config, setting)) {
    throw new Error(`there is no setting ${setting} of ${law}`);
  }
  const validate = validators.get(rule) ?? ajv.compile({ type: "object", ...schemaOf(rule.config) });
  validators.set(rule, validate);
  return validate({ [setting]: value });
}

describe("a setting", () => {
  test.each<readonly [string, string, unknown, unknown]>([
    ["alb-require-tls-policy", "policies", ["ELBSecurityPolicy-TLS13-1-3-*"], [""]],
    ["alb-require-tls-policy", "policies", ["a", "b"], []],
    ["apigateway-require-shared-domain", "regions", ["eu-west-1"], [""]],
    ["apigateway-require-shared-domain", "regions", ["eu-west-1", "eu-west-2"], ["eu-west-1", "eu-west-1"]],
    ["backup-limit-frequency", "maximumSeconds", 3600, 3599],
    ["backup-limit-frequency", "maximumSeconds", 86_400, "86400"],
    ["cloudwatch-require-health-alarm", "metricNames", ["HealthCheckStatus"], [7]],
    ["cloudwatch-require-health-alarm", "metricNames", ["A", "B"], ["A", "A"]],
    ["cloudwatch-require-health-alarm", "metricNames", ["A"], []],
    ["cloudwatch-require-health-alarm", "metricsRegion", "us-gov-west-1", ""],
    ["cloudwatch-require-lag-alarm", "directions", "any", "both"],
    ["cloudwatch-require-lag-alarm", "directions", "each", ""],
    ["cloudwatch-require-lag-alarm", "maximumSeconds", 0, -1],
    ["dynamodb-require-pitr", "minimumRecoveryDays", 35, 36],
    ["dynamodb-require-pitr", "minimumRecoveryDays", 1, 0],
    ["dynamodb-require-replica", "regions", [], [""]],
    ["dynamodb-require-replica", "regions", ["eu-west-1"], ["eu-west-1", "eu-west-1"]],
    ["iam-forbid-admin-policy", "allowedPolicies", ["arn:aws:iam::aws:policy/ReadOnlyAccess"], [null]],
    ["iam-forbid-wildcard-resource", "unscopable", ["ec2:DescribeSubnets"], ["ec2:*"]],
    ["iam-forbid-wildcard-resource", "unscopable", ["sqs:ListQueues"], ["sqs:ListQueues", "sqs:ListQueues"]],
    ["iam-forbid-wildcard-resource", "allowUnscopableActions", true, "true"],
    ["iam-forbid-wildcard-action", "allowAccountOnItsKeys", false, "false"],
    ["kms-forbid-customer-key", "managedOnly", true, "true"],
    ["kms-require-customer-key", "requireKey", true, 1],
    ["lambda-exact-memory", "megabytes", [128, 10_240], [127]],
    ["lambda-exact-memory", "megabytes", [512], [10_241]],
    ["lambda-exact-memory", "megabytes", [512], ["512"]],
    ["lambda-exact-runtime", "runtimes", ["nodejs22.x"], [22]],
    ["lambda-limit-public-url", "publicFunctions", ["*-health"], [""]],
    ["lambda-limit-public-url", "publicFunctions", ["a", "b"], ["a", "a"]],
    ["rds-require-encryption", "requireKey", false, "no"],
    ["rds-require-global-cluster", "regions", ["eu-west-1"], [1]],
    ["rds-require-global-cluster", "regions", ["eu-west-1", "eu-west-2"], ["eu-west-1", "eu-west-1"]],
    ["recovery-limit-rto", "launchSeconds", 0, -1],
    ["recovery-limit-rto", "failures", { "writer-lost": 300 }, { writer_lost: 300 }],
    ["recovery-limit-rto", "failures", {}, { region: 300 }],
    ["recovery-limit-rto", "failures", { endpoint: 0 }, { endpoint: -1 }],
    ["recovery-limit-rpo", "failures", { "bad-release": 0 }, { "bad-release": "0" }],
    ["recovery-limit-rpo", "failures", { "read-only": 1 }, [{ "read-only": 1 }]],
    ["recovery-limit-rpo", "failures", { "read-only": 1 }, { "read-only": null }],
    ["recovery-limit-rto", "launchSeconds", 300, "300"],
    ["recovery-require-standby-control", "actions", ["rds:FailoverGlobalCluster"], [{}]],
    ["region-limit-pair", "regions", ["eu-west-1"], [1]],
    ["region-limit-pair", "regions", ["eu-west-1", "eu-west-2"], ["eu-west-1", "eu-west-1"]],
    ["region-limit-pair", "elsewhere", { "aws:sns/topic*": ["us-east-1"] }, { "aws:sns/topic*": "us-east-1" }],
    ["region-limit-pair", "elsewhere", { "aws:sns/topic*": [] }, { "aws:sns/topic*": [1] }],
    ["region-require-parity", "regions", ["eu-west-1", "eu-west-2"], ["eu-west-1", 2]],
    ["region-require-parity", "regions", ["eu-west-1", "eu-west-2"], ["eu-west-1", "eu-west-1"]],
    ["region-require-parity", "ignoreTypes", ["aws:sns/*"], [null]],
    ["region-require-parity", "ignoreNames", ["failover-*"], [7]],
    ["region-require-parity", "ignoreProperties", { "aws:lambda/*": ["timeout"] }, { "aws:lambda/*": "timeout" }],
    ["region-require-parity", "ignoreProperties", { "aws:lambda/*": [] }, { "aws:lambda/*": [true] }],
    ["resource-require-environment-suffix", "suffix", "dev-2", "Dev"],
    ["resource-require-environment-suffix", "suffix", "", "dev_2"],
    ["resource-require-name-pattern", "pattern", "{service}-{region}", "{service}-{place}"],
    ["resource-require-name-pattern", "patternByType", { "aws:iam/*": "{purpose}" }, { "aws:iam/*": "{nobody}" }],
    ["resource-require-name-pattern", "patternByType", { "aws:iam/*": "{purpose}" }, { "aws:iam/*": 7 }],
    ["resource-require-name-pattern", "regions", ["eu-west-1"], [7]],
    ["resource-require-tags", "required", { Owner: [] }, { Owner: "me" }],
    ["resource-require-tags", "required", { Owner: ["me"] }, { Owner: [7] }],
    ["resource-require-tags", "roleOfRegion", { "eu-west-1": "primary" }, { "eu-west-1": 1 }],
    ["route53-exact-record-ttl", "only", "all", "some"],
    ["route53-exact-weights", "weights", [0, 255], [0, 256]],
    ["route53-exact-weights", "weights", [1, 0], [1, -1]],
    ["route53-exact-weights", "weights", [100, 100], [100, "100"]],
    ["route53-require-failover-pair", "routing", "weighted", "latency"],
    ["route53-require-failover-pair", "routing", "any", ""],
    ["s3-require-encryption", "algorithms", ["aws:kms"], [""]],
    ["s3-require-encryption", "algorithms", ["AES256", "aws:kms"], ["AES256", "AES256"]],
    ["sqs-require-retention", "only", "all", "some"],
    ["ssm-require-secure-string", "plainNames", ["/trade/region"], [1]],
  ])("of %s, %s, may be %j and not %j", (law, setting, good, bad) => {
    expect(takes(law, setting, good)).toBe(true);
    expect(takes(law, setting, bad)).toBe(false);
  });

  test.each<readonly [string, string, unknown]>([
    ["iam-forbid-admin-policy", "allowedPolicies", []],
    ["region-require-parity", "ignoreTypes", []],
    ["region-require-parity", "ignoreNames", []],
    ["ssm-require-secure-string", "plainNames", []],
    [
      "region-limit-pair",
      "elsewhere",
      { "aws:acm/certificate*": ["us-east-1"], "aws:sns/topic*": ["us-east-1"], "aws:wafv2/*": ["us-east-1"] },
    ],
    [
      "recovery-require-standby-control",
      "actions",
      [
        "rds:FailoverGlobalCluster",
        "rds:SwitchoverGlobalCluster",
        "rds:RemoveFromGlobalCluster",
        "rds:PromoteReadReplica",
        "rds:PromoteReadReplicaDBCluster",
        "route53:ChangeResourceRecordSets",
        "route53-recovery-cluster:UpdateRoutingControlState",
        "route53-recovery-cluster:UpdateRoutingControlStates",
        "arc-region-switch:StartPlanExecution",
        "elasticache:FailoverGlobalReplicationGroup",
      ],
    ],
  ])("of %s, %s, is in a profile that says nothing %j", (law, setting, expected) => {
    const rule = rules.find(({ meta }) => meta.name === law);
    expect(rule?.config[setting]?.default).toEqual(expected);
  });
});
