import { tags } from "./convert";
import { type Entry, entry, type Part } from "./entry";
import { block, each, type Fields, same } from "./field";

const tag: Fields = { key: same("key"), value: same("value") };

const filter: Fields = {
  prefix: same("prefix"),
  tag: block(tag, "tagFilter"),
  and: block({ prefix: same("prefix"), tags: same("tagFilters") }, "and"),
};

const destination: Fields = {
  bucket: same("bucket"),
  account: same("account"),
  storageClass: same("storageClass"),
  encryptionConfiguration: block({ replicaKmsKeyId: same("replicaKmsKeyId") }, "encryptionConfiguration"),
  metrics: block({ status: same("status"), eventThreshold: same("eventThreshold") }, "metrics"),
  replicationTime: block({ status: same("status"), time: same("time") }, "replicationTime"),
};

const replicationRule: Fields = {
  id: same("id"),
  status: same("status"),
  prefix: same("prefix"),
  priority: same("priority"),
  filter: block(filter, "filter"),
  destination: block(destination, "destination"),
  deleteMarkerReplication: same("deleteMarkerReplication"),
  sourceSelectionCriteria: same("sourceSelectionCriteria"),
};

const encryptionRule: Fields = {
  applyServerSideEncryptionByDefault: block(
    { sseAlgorithm: same("sseAlgorithm"), kmsMasterKeyId: same("kmsMasterKeyId") },
    "serverSideEncryptionByDefault",
  ),
  bucketKeyEnabled: same("bucketKeyEnabled"),
};

const access: Fields = Object.fromEntries(
  ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((name) => [
    name,
    same(name),
  ]),
);

/** What has a resource of its own in the other form. */
const parts: readonly Part[] = [
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    of: "versioningConfiguration",
    fields: { versioningConfiguration: block({ status: same("status") }) },
    owner: "bucket",
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    of: "bucketEncryption",
    fields: { rules: each(encryptionRule, "serverSideEncryptionConfiguration") },
    owner: "bucket",
  },
  {
    type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    of: "replicationConfiguration",
    fields: { role: same("role"), rules: each(replicationRule, "rules") },
    owner: "bucket",
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    of: "publicAccessBlockConfiguration",
    fields: access,
    owner: "bucket",
  },
];

const key: Fields = { policy: same("keyPolicy"), description: same("description"), tags };

/** Buckets, keys, secrets and parameters. */
export const storage: Readonly<Record<string, Entry>> = {
  "s3:Bucket": entry("aws:s3/bucket:Bucket", { bucket: same("bucketName"), tags }, parts),
  "s3:BucketPolicy": entry("aws:s3/bucketPolicy:BucketPolicy", {
    bucket: same("bucket"),
    policy: same("policyDocument"),
  }),
  "s3:AccessPoint": entry("aws:s3/accessPoint:AccessPoint", {
    bucket: same("bucket"),
    name: same("name"),
    policy: same("policy"),
    tags,
  }),
  "kms:Key": entry("aws:kms/key:Key", {
    ...key,
    enableKeyRotation: same("enableKeyRotation"),
    multiRegion: same("multiRegion"),
    isEnabled: same("enabled"),
    deletionWindowInDays: same("pendingWindowInDays"),
  }),
  "kms:ReplicaKey": entry("aws:kms/replicaKey:ReplicaKey", {
    ...key,
    primaryKeyArn: same("primaryKeyArn"),
    deletionWindowInDays: same("pendingWindowInDays"),
  }),
  "secretsmanager:Secret": entry("aws:secretsmanager/secret:Secret", {
    name: same("name"),
    kmsKeyId: same("kmsKeyId"),
    replicas: each({ region: same("region"), kmsKeyId: same("kmsKeyId") }, "replicaRegions"),
    tags,
  }),
  "secretsmanager:ResourcePolicy": entry("aws:secretsmanager/secretPolicy:SecretPolicy", {
    secretArn: same("secretId"),
    policy: same("resourcePolicy"),
  }),
  "ssm:Parameter": entry("aws:ssm/parameter:Parameter", {
    name: same("name"),
    type: same("type"),
    value: same("value"),
    tier: same("tier"),
    tags: same("tags"),
  }),
  "logs:LogGroup": entry("aws:cloudwatch/logGroup:LogGroup", {
    name: same("logGroupName"),
    retentionInDays: same("retentionInDays"),
    kmsKeyId: same("kmsKeyId"),
    logGroupClass: same("logGroupClass"),
    tags,
  }),
  "logs:ResourcePolicy": entry("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", {
    policyName: same("policyName"),
    policyDocument: same("policyDocument"),
  }),
};
