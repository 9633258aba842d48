/** How long AWS may keep what was deleted, in days. */
export interface Grace {
  readonly keyDays: number;
  readonly secretDays: number;
}

/** An input by which AWS keeps a resource, or what is in it, when its stack is destroyed. */
export interface Keeper {
  /** The way to the input; `*` stands for each element of a list. */
  readonly way: readonly string[];
  /** Whether this value lets the resource go; undefined is what AWS makes of an input that is left out. */
  releases(value: unknown, grace: Grace): boolean;
  /** What lets it go, in words. */
  want(grace: Grace): string;
}

/** AWS keeps nothing unless it is told to. */
function off(...way: readonly string[]): Keeper {
  return { way, want: () => "false", releases: (value) => value === undefined || value === null || value === false };
}

/** AWS keeps it unless it is told not to. */
function statedOff(...way: readonly string[]): Keeper {
  return { way, want: () => "false", releases: (value) => value === false };
}

/** AWS keeps it unless it is told to let go. */
function on(...way: readonly string[]): Keeper {
  return { way, want: () => "true", releases: (value) => value === true };
}

/** AWS lets it go unless it is told to keep it. */
function notOff(...way: readonly string[]): Keeper {
  return { way, want: () => "true", releases: (value) => [undefined, null, true, "true"].includes(value as never) };
}

/** A word, of which only one lets go; so does none. */
function word(releasing: string, ...way: readonly string[]): Keeper {
  return { way, want: () => releasing, releases: (value) => [undefined, null, releasing].includes(value as never) };
}

function unset(...way: readonly string[]): Keeper {
  return { way, want: () => "not set", releases: (value) => value === undefined || value === null };
}

function atMost(days: (grace: Grace) => number, ...way: readonly string[]): Keeper {
  return {
    way,
    want: (grace) => (days(grace) === 0 ? "0" : `at most ${days(grace)}`),
    releases: (value, grace) => typeof value === "number" && value <= days(grace),
  };
}

const keyDays = ({ keyDays }: Grace) => keyDays;
const secretDays = ({ secretDays }: Grace) => secretDays;

/** Inputs that mean the same in whichever type they occur. */
const anywhere: readonly Keeper[] = [
  off("deletionProtection"),
  off("deletionProtectionEnabled"),
  off("deleteProtection"),
  off("enableDeletionProtection"),
  off("terminationProtection"),
  off("retainOnDelete"),
  off("retainStack"),
  off("retainStacks"),
  off("retainPhysicalResources"),
  off("skipDestroy"),
];

const bucket = [on("forceDestroy"), word("GOVERNANCE", "objectLockConfiguration", "rule", "defaultRetention", "mode")];
const objectLock = [word("GOVERNANCE", "rule", "defaultRetention", "mode")];
const lockedObject = [word("GOVERNANCE", "objectLockMode")];
const cmk = [atMost(keyDays, "deletionWindowInDays")];
const database = [on("skipFinalSnapshot"), notOff("deleteAutomatedBackups")];
const cacheSnapshot = [unset("finalSnapshotIdentifier")];
const finalBackup = [on("skipFinalBackup")];

/** Inputs that only some types have, or that mean something else there. */
const byType: Readonly<Record<string, readonly Keeper[]>> = {
  "aws:acmpca/certificateAuthority:CertificateAuthority": [atMost(keyDays, "permanentDeletionTimeInDays")],
  "aws:athena/database:Database": [on("forceDestroy")],
  "aws:athena/workgroup:Workgroup": [on("forceDestroy")],
  "aws:autoscaling/group:Group": [
    word("terminate", "instanceLifecyclePolicy", "retentionTriggers", "terminateHookAbandon"),
  ],
  "aws:backup/vault:Vault": [on("forceDestroy")],
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": [unset("changeableForDays")],
  "aws:cloudtrail/eventDataStore:EventDataStore": [statedOff("terminationProtectionEnabled")],
  "aws:cognito/userPool:UserPool": [word("INACTIVE", "deletionProtection")],
  "aws:docdb/cluster:Cluster": [on("skipFinalSnapshot")],
  "aws:dynamodb/table:Table": [off("replicas", "*", "deletionProtectionEnabled")],
  "aws:ebs/volume:Volume": [off("finalSnapshot")],
  "aws:ec2/instance:Instance": [
    off("disableApiTermination"),
    notOff("rootBlockDevice", "deleteOnTermination"),
    notOff("ebsBlockDevices", "*", "deleteOnTermination"),
  ],
  "aws:ec2/launchTemplate:LaunchTemplate": [
    notOff("blockDeviceMappings", "*", "ebs", "deleteOnTermination"),
    notOff("networkInterfaces", "*", "deleteOnTermination"),
  ],
  "aws:ecr/repository:Repository": [on("forceDelete")],
  "aws:ecrpublic/repository:Repository": [on("forceDestroy")],
  "aws:elasticache/cluster:Cluster": cacheSnapshot,
  "aws:elasticache/replicationGroup:ReplicationGroup": cacheSnapshot,
  "aws:fsx/lustreFileSystem:LustreFileSystem": [notOff("skipFinalBackup")],
  "aws:fsx/ontapVolume:OntapVolume": finalBackup,
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": finalBackup,
  "aws:fsx/windowsFileSystem:WindowsFileSystem": finalBackup,
  "aws:glacier/vaultLock:VaultLock": [off("completeLock")],
  "aws:kms/externalKey:ExternalKey": cmk,
  "aws:kms/key:Key": cmk,
  "aws:kms/replicaExternalKey:ReplicaExternalKey": cmk,
  "aws:kms/replicaKey:ReplicaKey": cmk,
  "aws:lightsail/bucket:Bucket": [on("forceDelete")],
  "aws:lightsail/database:Database": [on("skipFinalSnapshot")],
  "aws:memorydb/cluster:Cluster": [unset("finalSnapshotName")],
  "aws:neptune/cluster:Cluster": [on("skipFinalSnapshot")],
  "aws:neptunegraph/graph:Graph": [statedOff("deletionProtection")],
  "aws:qldb/ledger:Ledger": [statedOff("deletionProtection")],
  "aws:quicksight/analysis:Analysis": [atMost(secretDays, "recoveryWindowInDays")],
  "aws:rds/cluster:Cluster": database,
  "aws:rds/globalCluster:GlobalCluster": [on("forceDestroy")],
  "aws:rds/instance:Instance": database,
  "aws:redshift/cluster:Cluster": [on("skipFinalSnapshot")],
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": [
    word("DISABLED", "mutationProtection"),
  ],
  "aws:route53/zone:Zone": [on("forceDestroy")],
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/bucketObject:BucketObject": lockedObject,
  "aws:s3/bucketObjectv2:BucketObjectv2": lockedObject,
  "aws:s3/objectCopy:ObjectCopy": lockedObject,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": objectLock,
  "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2": objectLock,
  "aws:s3/directoryBucket:DirectoryBucket": [on("forceDestroy")],
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket": [on("forceDestroy")],
  "aws:s3tables/tableBucket:TableBucket": [on("forceDestroy")],
  "aws:secretsmanager/secret:Secret": [atMost(secretDays, "recoveryWindowInDays")],
  "aws:verifiedpermissions/policyStore:PolicyStore": [word("DISABLED", "deletionProtection")],
};

/** Every input by which a resource of this type, with these inputs, might be kept. */
export function keepersOf(type: string, props: object): readonly Keeper[] {
  const own = (Object.hasOwn(byType, type) ? byType[type] : undefined) ?? [];
  if (!/^aws(-native)?:/.test(type)) {
    return own;
  }
  const isOwn = (name: string | undefined) => own.some(({ way }) => way.length === 1 && way[0] === name);
  return [...own, ...anywhere.filter(({ way: [name] }) => name !== undefined && name in props && !isOwn(name))];
}
