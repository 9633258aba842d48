import type { Tokens } from "../graph/tokens";

/** How long AWS has to keep what was deleted, in days. */
export interface Patience {
  readonly keyDays: number;
  readonly secretDays: number;
}

/** An input that keeps records from being deleted by accident. */
export interface Guard {
  /** The way to the input; `*` stands for each element of a list. */
  readonly way: readonly string[];
  /** Whether this value keeps them; undefined is what AWS makes of an input that is left out. */
  holds(value: unknown, patience: Patience): boolean;
  /** What does, in words. */
  want(patience: Patience): string;
  /** Whether it is asked of a resource that is given these inputs; of each when left out. */
  asks?(isGiven: (property: string) => boolean): boolean;
}

/** AWS guards it only when it is told to. */
function on(...way: readonly string[]): Guard {
  return { way, want: () => "true", holds: (value) => value === true };
}

/** AWS guards it until it is told not to. */
function notOn(...way: readonly string[]): Guard {
  return { way, want: () => "false", holds: (value) => value === undefined || value === null || value === false };
}

/** AWS waits 30 days before it deletes for good, unless another number is given. */
function atLeast(days: (patience: Patience) => number, ...way: readonly string[]): Guard {
  return {
    way,
    want: (patience) => `at least ${days(patience)}`,
    holds: (value, patience) =>
      value === undefined || value === null || (typeof value === "number" && value >= days(patience)),
  };
}

/** A last backup is made of the database that is written to: a replica holds nothing of its own. */
const finalSnapshot: Guard = {
  ...notOn("skipFinalSnapshot"),
  asks: (isGiven) => {
    const originMarks = ["masterUsername", "masterPassword", "masterPasswordWoVersion", "manageMasterUserPassword"];
    const isSecondary = isGiven("globalClusterIdentifier") && !originMarks.some(isGiven);
    return !isSecondary && !isGiven("replicateSourceDb") && !isGiven("replicationSourceIdentifier");
  },
};

const database = [on("deletionProtection"), finalSnapshot];
const bucket = [notOn("forceDestroy")];
const key = [atLeast(({ keyDays }) => keyDays, "deletionWindowInDays")];

const byType: Readonly<Record<string, readonly Guard[]>> = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/directoryBucket:DirectoryBucket": bucket,
  "aws:backup/vault:Vault": bucket,
  "aws:cognito/userPool:UserPool": [
    { way: ["deletionProtection"], want: () => "ACTIVE", holds: (value) => value === "ACTIVE" },
  ],
  "aws:docdb/cluster:Cluster": database,
  "aws:docdb/globalCluster:GlobalCluster": [on("deletionProtection")],
  "aws:dynamodb/table:Table": [on("deletionProtectionEnabled"), on("replicas", "*", "deletionProtectionEnabled")],
  "aws:dynamodb/tableReplica:TableReplica": [on("deletionProtectionEnabled")],
  "aws:ecr/repository:Repository": [notOn("forceDelete")],
  "aws:kms/externalKey:ExternalKey": key,
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:neptune/cluster:Cluster": database,
  "aws:neptune/globalCluster:GlobalCluster": [on("deletionProtection")],
  "aws:rds/cluster:Cluster": database,
  "aws:rds/globalCluster:GlobalCluster": [on("deletionProtection")],
  "aws:rds/instance:Instance": database,
  "aws:redshift/cluster:Cluster": [finalSnapshot],
  "aws:route53/zone:Zone": bucket,
  "aws:secretsmanager/secret:Secret": [atLeast(({ secretDays }) => secretDays, "recoveryWindowInDays")],
};

/** Types that hold records, or what records cannot be read without. */
export const guarded: Tokens<Readonly<Record<string, unknown>>> = {
  list: Object.keys(byType),
  has: (type) => Object.hasOwn(byType, type),
};

export function guardsOf(type: string): readonly Guard[] {
  return (Object.hasOwn(byType, type) ? byType[type] : undefined) ?? [];
}
