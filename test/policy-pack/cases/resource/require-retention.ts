import { unknownList, unknownText, unknownTruth } from "../../given";

const cluster = "aws:rds/cluster:Cluster";
const instance = "aws:rds/instance:Instance";
const table = "aws:dynamodb/table:Table";
const key = "aws:kms/key:Key";
const secret = "aws:secretsmanager/secret:Secret";
const vault = "aws:backup/vault:Vault";

export default {
  pass: [
    {
      because: "a cluster joins a global database whose id is unknown still, as a secondary",
      type: cluster,
      given: { deletionProtection: true, skipFinalSnapshot: true, globalClusterIdentifier: unknownText },
    },
    { because: "a bucket says so itself", given: { forceDestroy: false } },
    { because: "an old token does", type: "aws:s3/bucketV2:BucketV2", given: { forceDestroy: null } },
    {
      because: "a secondary cluster has nothing of its own to back up",
      type: cluster,
      given: { deletionProtection: true, skipFinalSnapshot: true, globalClusterIdentifier: "ledger" },
    },
    {
      because: "a replica has nothing of its own to back up",
      type: instance,
      given: { deletionProtection: true, skipFinalSnapshot: true, replicateSourceDb: "ledger" },
    },
    {
      because: "every replica of a table asks twice",
      type: table,
      given: {
        deletionProtectionEnabled: true,
        replicas: [{ deletionProtectionEnabled: true }, { deletionProtectionEnabled: true }],
      },
    },
    { because: "a key waits for the longest time", type: key, given: { deletionWindowInDays: 30 } },
    {
      because: "a user pool is protected",
      type: "aws:cognito/userPool:UserPool",
      given: { deletionProtection: "ACTIVE" },
    },
  ],
  fail: [
    {
      because: "the primary cluster leaves no last backup",
      type: cluster,
      given: {
        deletionProtection: true,
        skipFinalSnapshot: true,
        globalClusterIdentifier: "ledger",
        masterUsername: "root",
      },
      at: ["skipFinalSnapshot"],
    },
    { because: "a cluster says nothing of protection", type: cluster, given: {}, at: ["deletionProtection"] },
    { because: "protection is null", type: cluster, given: { deletionProtection: null }, at: ["deletionProtection"] },
    {
      because: "protection is a text",
      type: instance,
      given: { deletionProtection: "true" },
      at: ["deletionProtection"],
    },
    { because: "a vault may be emptied", type: vault, given: { forceDestroy: true }, at: ["forceDestroy"] },
    { because: "a bucket's word is a text", given: { forceDestroy: "false" }, at: ["forceDestroy"] },
    {
      because: "a key waits a day too short",
      type: key,
      given: { deletionWindowInDays: 29 },
      at: ["deletionWindowInDays"],
    },
    {
      because: "a secret's window is a text",
      type: secret,
      given: { recoveryWindowInDays: "30" },
      at: ["recoveryWindowInDays"],
    },
    {
      because: "a secret's window is a day too short for the config",
      type: secret,
      config: { secretRecoveryDays: 8 },
      given: { recoveryWindowInDays: 7 },
      at: ["recoveryWindowInDays"],
    },
    {
      because: "a user pool is not protected",
      type: "aws:cognito/userPool:UserPool",
      given: {},
      at: ["deletionProtection"],
    },
    {
      because: "one of two replicas does not ask",
      type: table,
      given: { deletionProtectionEnabled: true, replicas: [{ deletionProtectionEnabled: true }, {}] },
      at: ["replicas[1].deletionProtectionEnabled"],
    },
    {
      because: "images may be thrown away",
      type: "aws:ecr/repository:Repository",
      given: { forceDelete: true },
      at: ["forceDelete"],
    },
  ],
  undetermined: [
    { because: "a bucket's word is unknown", given: { forceDestroy: unknownTruth }, at: ["forceDestroy"] },
    {
      because: "a table's replicas are unknown",
      type: table,
      given: { deletionProtectionEnabled: false, replicas: unknownList },
      at: ["replicas"],
      fail: ["deletionProtectionEnabled"],
    },
    {
      because: "a primary cluster's word on its last backup is unknown, and so is its password",
      type: cluster,
      given: {
        deletionProtection: true,
        skipFinalSnapshot: unknownTruth,
        globalClusterIdentifier: unknownText,
        masterPassword: unknownText,
      },
      at: ["skipFinalSnapshot"],
    },
  ],
};
