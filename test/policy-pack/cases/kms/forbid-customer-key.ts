import { unknown } from "../../../../model/graph/unknown";

const config = { managedOnly: true };
const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

export default {
  pass: [
    { because: "no key is named", config, type: "aws:sqs/queue:Queue", given: { sqsManagedSseEnabled: true } },
    {
      because: "the key of the service is named by its ARN",
      config,
      type: "aws:sns/topic:Topic",
      given: { kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:alias/aws/sns" },
    },
    { because: "the key is null", config, type: "aws:sqs/queue:Queue", given: { kmsMasterKeyId: null } },
    { because: "a key of another kind is meant", config, type: "aws:apigateway/apiKey:ApiKey", given: { keyId: "k" } },
    { because: "the key is empty", config, type: "aws:sqs/queue:Queue", given: { kmsMasterKeyId: "" } },
    {
      because: "a type of another service has a key in its name",
      config,
      type: "aws:location/aws:kms/key:Key",
      given: {},
    },
    {
      because: "what is unknown cannot hold a key, whatever its name resembles",
      config,
      type: "aws:wafv2/ruleGroup:RuleGroup",
      given: { rulesText: unknown.string, ourrules: unknown.object, isse: unknown.object },
    },
    { because: "the key is undefined", config, type: "aws:sqs/queue:Queue", given: { kmsMasterKeyId: undefined } },
  ],
  fail: [
    {
      because: "a replica of a key is made",
      config,
      type: "aws:kms/replicaKey:ReplicaKey",
      given: { primaryKeyArn: key },
      at: ["resource"],
    },
    {
      because: "a parameter has a customer's key",
      config,
      type: "aws:ssm/parameter:Parameter",
      given: { type: "SecureString", keyId: key },
      at: ["keyId"],
    },
    {
      because: "an alias only looks like one of AWS",
      config,
      type: "aws:sqs/queue:Queue",
      given: { kmsMasterKeyId: "alias/awsome" },
      at: ["kmsMasterKeyId"],
    },
    {
      because: "a bucket's rule has a customer's key",
      config,
      type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      given: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key } }] },
      at: ["rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId"],
    },
    {
      because: "the key is a number",
      config,
      type: "aws:sqs/queue:Queue",
      given: { kmsMasterKeyId: 7 },
      at: ["kmsMasterKeyId"],
    },
    {
      because: "a file system, a device and a copy of a snapshot have customers' keys",
      config,
      type: "aws:example/thing:Thing",
      given: { kmsKey: key, kmsMasterKeyArn: key, replicaKmsKeyId: key },
      at: ["kmsKey", "kmsMasterKeyArn", "replicaKmsKeyId"],
    },
    {
      because: "an alias of AWS is only the end of the text",
      config,
      type: "aws:sqs/queue:Queue",
      given: { kmsMasterKeyId: "our-alias/aws/sqs" },
      at: ["kmsMasterKeyId"],
    },
  ],
  undetermined: [
    {
      because: "a nested key is unknown",
      config,
      type: "aws:dynamodb/table:Table",
      given: { serverSideEncryption: { enabled: true, kmsKeyArn: unknown.string } },
      at: ["serverSideEncryption.kmsKeyArn"],
    },
  ],
};
