import { unknown } from "../../../../model/graph/unknown";

const cluster = "aws:rds/cluster:Cluster";
const instance = "aws:rds/instance:Instance";
const global = "aws:rds/globalCluster:GlobalCluster";

export default {
  pass: [
    {
      because: "a cluster of another engine is encrypted",
      type: cluster,
      given: { engine: "mysql", storageEncrypted: true },
    },
    {
      because: "a replica says by itself that it is encrypted",
      type: instance,
      given: { replicateSourceDb: "one", storageEncrypted: true },
    },
    {
      because: "a key of one's own is asked of what has one, not of a global cluster",
      type: global,
      config: { requireKey: true },
      given: { storageEncrypted: true },
    },
  ],
  fail: [
    {
      because: "a global cluster says nothing",
      type: global,
      given: { globalClusterIdentifier: "ledger" },
      at: ["storageEncrypted"],
    },
    { because: "the switch is null", type: cluster, given: { storageEncrypted: null }, at: ["storageEncrypted"] },
    { because: "the switch is a text", type: cluster, given: { storageEncrypted: "true" }, at: ["storageEncrypted"] },
    {
      because: "a replica says that it is not encrypted",
      type: instance,
      given: { replicateSourceDb: "one", storageEncrypted: false },
      at: ["storageEncrypted"],
    },
    { because: "the source is empty", type: instance, given: { replicateSourceDb: "" }, at: ["storageEncrypted"] },
    {
      because: "a key is given and encryption is not",
      type: cluster,
      given: { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1" },
      at: ["storageEncrypted"],
    },
    {
      because: "the key is empty",
      type: cluster,
      config: { requireKey: true },
      given: { storageEncrypted: true, kmsKeyId: "" },
      at: ["kmsKeyId"],
    },
    { because: "there is nothing at all", type: cluster, given: {}, at: ["storageEncrypted"] },
  ],
  undetermined: [
    {
      because: "the switch of a replica is unknown",
      type: instance,
      given: { replicateSourceDb: "one", storageEncrypted: unknown.boolean },
      at: ["storageEncrypted"],
    },
  ],
  skip: [
    {
      because: "a global cluster is made around a cluster",
      type: global,
      given: { sourceDbClusterIdentifier: unknown.string },
    },
  ],
};
