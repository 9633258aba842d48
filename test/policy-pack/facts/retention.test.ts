import { keepersOf } from "../../../policy-pack/facts/retention";

const grace = { keyDays: 7, secretDays: 0 };

type Inputs = Readonly<Record<string, unknown>>;

/** What each type says when it is let go, and when it is kept; `*` is the first of a list. */
const kept: readonly (readonly [string, Inputs, Inputs, string])[] = [
  [
    "aws:acmpca/certificateAuthority:CertificateAuthority",
    { permanentDeletionTimeInDays: 7 },
    { permanentDeletionTimeInDays: 8 },
    "permanentDeletionTimeInDays: at most 7",
  ],
  ["aws:athena/database:Database", { forceDestroy: true }, {}, "forceDestroy: true"],
  ["aws:athena/workgroup:Workgroup", { forceDestroy: true }, { forceDestroy: null }, "forceDestroy: true"],
  [
    "aws:autoscaling/group:Group",
    { instanceLifecyclePolicy: { retentionTriggers: { terminateHookAbandon: "terminate" } } },
    { instanceLifecyclePolicy: { retentionTriggers: { terminateHookAbandon: "retain" } } },
    "instanceLifecyclePolicy.retentionTriggers.terminateHookAbandon: terminate",
  ],
  ["aws:backup/vault:Vault", { forceDestroy: true }, { forceDestroy: false }, "forceDestroy: true"],
  [
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    { changeableForDays: null },
    { changeableForDays: 3 },
    "changeableForDays: not set",
  ],
  [
    "aws:cloudtrail/eventDataStore:EventDataStore",
    { terminationProtectionEnabled: false },
    { terminationProtectionEnabled: null },
    "terminationProtectionEnabled: false",
  ],
  ["aws:cognito/userPool:UserPool", {}, { deletionProtection: "ACTIVE" }, "deletionProtection: INACTIVE"],
  ["aws:docdb/cluster:Cluster", { skipFinalSnapshot: true }, {}, "skipFinalSnapshot: true"],
  [
    "aws:dynamodb/table:Table",
    { replicas: { "*": { deletionProtectionEnabled: false } } },
    { replicas: { "*": { deletionProtectionEnabled: true } } },
    "replicas.*.deletionProtectionEnabled: false",
  ],
  ["aws:ebs/volume:Volume", {}, { finalSnapshot: true }, "finalSnapshot: false"],
  [
    "aws:ec2/instance:Instance",
    { disableApiTermination: null },
    { disableApiTermination: true },
    "disableApiTermination: false",
  ],
  [
    "aws:ec2/instance:Instance",
    { rootBlockDevice: { deleteOnTermination: "true" } },
    { rootBlockDevice: { deleteOnTermination: false } },
    "rootBlockDevice.deleteOnTermination: true",
  ],
  [
    "aws:ec2/instance:Instance",
    { ebsBlockDevices: { "*": { deleteOnTermination: null } } },
    { ebsBlockDevices: { "*": { deleteOnTermination: "false" } } },
    "ebsBlockDevices.*.deleteOnTermination: true",
  ],
  [
    "aws:ec2/launchTemplate:LaunchTemplate",
    { blockDeviceMappings: { "*": { ebs: { deleteOnTermination: "true" } } } },
    { blockDeviceMappings: { "*": { ebs: { deleteOnTermination: "false" } } } },
    "blockDeviceMappings.*.ebs.deleteOnTermination: true",
  ],
  [
    "aws:ec2/launchTemplate:LaunchTemplate",
    { networkInterfaces: { "*": { deleteOnTermination: true } } },
    { networkInterfaces: { "*": { deleteOnTermination: false } } },
    "networkInterfaces.*.deleteOnTermination: true",
  ],
  ["aws:ecr/repository:Repository", { forceDelete: true }, {}, "forceDelete: true"],
  ["aws:ecrpublic/repository:Repository", { forceDestroy: true }, {}, "forceDestroy: true"],
  ["aws:elasticache/cluster:Cluster", {}, { finalSnapshotIdentifier: "last" }, "finalSnapshotIdentifier: not set"],
  [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    { finalSnapshotIdentifier: null },
    { finalSnapshotIdentifier: "" },
    "finalSnapshotIdentifier: not set",
  ],
  ["aws:fsx/lustreFileSystem:LustreFileSystem", {}, { skipFinalBackup: false }, "skipFinalBackup: true"],
  ["aws:fsx/ontapVolume:OntapVolume", { skipFinalBackup: true }, {}, "skipFinalBackup: true"],
  ["aws:fsx/openZfsFileSystem:OpenZfsFileSystem", { skipFinalBackup: true }, {}, "skipFinalBackup: true"],
  ["aws:fsx/windowsFileSystem:WindowsFileSystem", { skipFinalBackup: true }, {}, "skipFinalBackup: true"],
  ["aws:glacier/vaultLock:VaultLock", { completeLock: false }, { completeLock: true }, "completeLock: false"],
  ["aws:kms/externalKey:ExternalKey", { deletionWindowInDays: 7 }, {}, "deletionWindowInDays: at most 7"],
  ["aws:kms/key:Key", { deletionWindowInDays: 7 }, { deletionWindowInDays: 8 }, "deletionWindowInDays: at most 7"],
  ["aws:kms/replicaExternalKey:ReplicaExternalKey", { deletionWindowInDays: 7 }, {}, "deletionWindowInDays: at most 7"],
  ["aws:kms/replicaKey:ReplicaKey", { deletionWindowInDays: 7 }, {}, "deletionWindowInDays: at most 7"],
  ["aws:lightsail/bucket:Bucket", { forceDelete: true }, {}, "forceDelete: true"],
  ["aws:lightsail/database:Database", { skipFinalSnapshot: true }, {}, "skipFinalSnapshot: true"],
  ["aws:memorydb/cluster:Cluster", {}, { finalSnapshotName: "last" }, "finalSnapshotName: not set"],
  ["aws:neptune/cluster:Cluster", { skipFinalSnapshot: true }, {}, "skipFinalSnapshot: true"],
  ["aws:neptunegraph/graph:Graph", { deletionProtection: false }, {}, "deletionProtection: false"],
  ["aws:qldb/ledger:Ledger", { deletionProtection: false }, { deletionProtection: null }, "deletionProtection: false"],
  ["aws:quicksight/analysis:Analysis", { recoveryWindowInDays: 0 }, {}, "recoveryWindowInDays: 0"],
  ["aws:rds/cluster:Cluster", { skipFinalSnapshot: true }, {}, "skipFinalSnapshot: true"],
  [
    "aws:rds/cluster:Cluster",
    { skipFinalSnapshot: true, deleteAutomatedBackups: true },
    { skipFinalSnapshot: true, deleteAutomatedBackups: false },
    "deleteAutomatedBackups: true",
  ],
  ["aws:rds/globalCluster:GlobalCluster", { forceDestroy: true }, {}, "forceDestroy: true"],
  ["aws:rds/instance:Instance", { skipFinalSnapshot: true }, { skipFinalSnapshot: "true" }, "skipFinalSnapshot: true"],
  ["aws:redshift/cluster:Cluster", { skipFinalSnapshot: true }, {}, "skipFinalSnapshot: true"],
  [
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
    { mutationProtection: "DISABLED" },
    { mutationProtection: "ENABLED" },
    "mutationProtection: DISABLED",
  ],
  ["aws:route53/zone:Zone", { forceDestroy: true }, {}, "forceDestroy: true"],
  ["aws:s3/bucket:Bucket", { forceDestroy: true }, {}, "forceDestroy: true"],
  [
    "aws:s3/bucketV2:BucketV2",
    { forceDestroy: true, objectLockConfiguration: { rule: { defaultRetention: { mode: "GOVERNANCE" } } } },
    { forceDestroy: true, objectLockConfiguration: { rule: { defaultRetention: { mode: "COMPLIANCE" } } } },
    "objectLockConfiguration.rule.defaultRetention.mode: GOVERNANCE",
  ],
  [
    "aws:s3/bucketObject:BucketObject",
    { objectLockMode: "GOVERNANCE" },
    { objectLockMode: "COMPLIANCE" },
    "objectLockMode: GOVERNANCE",
  ],
  [
    "aws:s3/bucketObjectv2:BucketObjectv2",
    { objectLockMode: null },
    { objectLockMode: "COMPLIANCE" },
    "objectLockMode: GOVERNANCE",
  ],
  [
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    { rule: { defaultRetention: { mode: "GOVERNANCE" } } },
    { rule: { defaultRetention: { mode: "COMPLIANCE" } } },
    "rule.defaultRetention.mode: GOVERNANCE",
  ],
  [
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
    {},
    { rule: { defaultRetention: { mode: "COMPLIANCE" } } },
    "rule.defaultRetention.mode: GOVERNANCE",
  ],
  ["aws:s3/directoryBucket:DirectoryBucket", { forceDestroy: true }, {}, "forceDestroy: true"],
  ["aws:s3/vectorsVectorBucket:VectorsVectorBucket", { forceDestroy: true }, {}, "forceDestroy: true"],
  ["aws:s3tables/tableBucket:TableBucket", { forceDestroy: true }, {}, "forceDestroy: true"],
  ["aws:secretsmanager/secret:Secret", { recoveryWindowInDays: 0 }, {}, "recoveryWindowInDays: 0"],
  [
    "aws:verifiedpermissions/policyStore:PolicyStore",
    { deletionProtection: "DISABLED" },
    { deletionProtection: "ENABLED" },
    "deletionProtection: DISABLED",
  ],
];

/** Inputs that keep a resource when they are true, whatever it is. */
const outright = [
  "deletionProtection",
  "deletionProtectionEnabled",
  "deleteProtection",
  "enableDeletionProtection",
  "terminationProtection",
  "retainOnDelete",
  "retainStack",
  "retainStacks",
  "retainPhysicalResources",
  "skipDestroy",
];

/** What keeps a resource, and what would let it go. */
function verdictsOn(type: string, inputs: Inputs): readonly string[] {
  return keepersOf(type, inputs)
    .filter(({ way, releases }) => !releases(valueAt(inputs, way), grace))
    .map(({ way, want }) => `${way.join(".")}: ${want(grace)}`);
}

function valueAt(inputs: Inputs, way: readonly string[]): unknown {
  return way.reduce<unknown>((owner, key) => (owner as Inputs | undefined)?.[key], inputs);
}

describe("keepersOf", () => {
  test("lists what a type has and what its inputs bring, each once", () => {
    const ways = keepersOf("aws:cognito/userPool:UserPool", { deletionProtection: "ACTIVE", skipDestroy: true });
    expect(ways.map(({ way }) => way.join("."))).toEqual(["deletionProtection", "skipDestroy"]);
  });

  test("says in words what lets go", () => {
    const [keeper] = keepersOf("aws:kms/key:Key", {});
    expect(keeper?.want(grace)).toBe("at most 7");
    const [secret] = keepersOf("aws:secretsmanager/secret:Secret", {});
    expect(secret?.want(grace)).toBe("0");
  });

  test.each(kept)("knows that %s is let go of by %j, and kept by %j", (type, released, keeping, want) => {
    expect(verdictsOn(type, released)).toEqual([]);
    expect(verdictsOn(type, keeping)).toEqual([want]);
  });

  test.each(outright)("knows what %s means in any type of AWS", (name) => {
    const type = "aws:sns/topic:Topic";
    expect(verdictsOn(type, { [name]: false })).toEqual([]);
    expect(verdictsOn(type, { [name]: null })).toEqual([]);
    expect(verdictsOn(type, { [name]: true })).toEqual([`${name}: false`]);
    expect(verdictsOn(type, { [name]: "false" })).toEqual([`${name}: false`]);
  });

  test.each(["gcp:sql/databaseInstance:DatabaseInstance", "acme:aws:Store", "pulumi:providers:aws"])(
    "reads no other provider's meaning into %s",
    (type) => expect(keepersOf(type, { deletionProtection: true, skipDestroy: true })).toEqual([]),
  );

  test("has none for what AWS always lets go", () => {
    expect(keepersOf("aws:sns/topic:Topic", { name: "alerts" })).toEqual([]);
  });
});
