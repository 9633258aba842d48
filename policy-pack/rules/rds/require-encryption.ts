import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { isGiven } from "../../../model/graph/reading";
import { union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

const databases = union(tokens.cluster, tokens.databaseInstance, tokens.globalCluster);
/** Where a database takes its data, and its encryption, from another one. */
const origins = ["replicateSourceDb", "sourceDbClusterIdentifier"];

/** Aurora Serverless, the first version, encrypts whatever is said: its storage has no other form. */
function isAlwaysEncrypted(engineMode: unknown): boolean {
  return engineMode === "serverless";
}

const cluster = { engine: "aurora-postgresql" };

export default resourceRule({
  meta: {
    name: "rds-require-encryption",
    severity: "high",
    law: "A relational database encrypts its storage, in every region.",
    rationale: "A copy in a second region is a second place to steal from, and encryption cannot be added later.",
    remediation: "Set storageEncrypted to true; the database is replaced.",
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
    framework: { wellArchitected: "SEC8-BP02", nist: ["SC-28", "SC-28(1)"] },
  },
  config: {
    requireKey: {
      type: "boolean",
      default: false,
      description: "Demand a customer managed key, by kmsKeyId, on clusters and instances.",
    },
  },
  on: databases,
  *check(props, { requireKey }, { type }): Check<Finding> {
    const given: Readonly<Record<string, unknown>> = props;
    const inherits = origins.some((origin) => isGiven(() => given[origin]));
    if (inherits && !isGiven(() => given.storageEncrypted)) {
      return skip("it is encrypted as its source is");
    }
    yield* part(function* () {
      if (given.storageEncrypted !== true && !isAlwaysEncrypted(given.engineMode)) {
        yield { at: "storageEncrypted", got: given.storageEncrypted, want: "true" };
      }
    });
    if (requireKey && !tokens.globalCluster.has(type) && !isGiven(() => given.kmsKeyId)) {
      yield { at: "kmsKeyId", got: undefined, want: "the ARN of a key in the database's own region" };
    }
  },
  examples: {
    pass: [
      { because: "a cluster is encrypted", given: { ...cluster, storageEncrypted: true } },
      { because: "the mode knows no other storage", given: { ...cluster, engineMode: "serverless" } },
      {
        because: "a global cluster is encrypted",
        type: "aws:rds/globalCluster:GlobalCluster",
        given: { globalClusterIdentifier: "ledger", storageEncrypted: true },
      },
      {
        because: "an instance is encrypted with a key that is still to be made",
        config: { requireKey: true },
        type: "aws:rds/instance:Instance",
        given: { instanceClass: "db.r6g.large", storageEncrypted: true, kmsKeyId: unknown.string },
      },
    ],
    fail: [
      { because: "nothing is said of encryption", given: cluster, at: ["storageEncrypted"] },
      {
        because: "an instance is not encrypted",
        type: "aws:rds/instance:Instance",
        given: { instanceClass: "db.r6g.large", storageEncrypted: false },
        at: ["storageEncrypted"],
      },
      {
        because: "the config asks for a customer managed key",
        config: { requireKey: true },
        given: { ...cluster, storageEncrypted: true },
        at: ["kmsKeyId"],
      },
    ],
    undetermined: [
      {
        because: "the switch is unknown, while the key is still judged",
        config: { requireKey: true },
        given: { ...cluster, storageEncrypted: unknown.boolean },
        at: ["storageEncrypted"],
        fail: ["kmsKeyId"],
      },
    ],
    skip: [
      {
        because: "a read replica is encrypted as its source is",
        type: "aws:rds/instance:Instance",
        given: { instanceClass: "db.r6g.large", replicateSourceDb: unknown.string },
      },
    ],
  },
});
