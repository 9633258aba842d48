import { guarded, guardsOf } from "../../../policy-pack/facts/keeping";

const patience = { keyDays: 30, secretDays: 7 };

/** What keeps the records of each type. */
const guards: readonly (readonly [string, readonly string[]])[] = [
  ["aws:s3/bucket:Bucket", ["forceDestroy: false"]],
  ["aws:s3/bucketV2:BucketV2", ["forceDestroy: false"]],
  ["aws:s3/directoryBucket:DirectoryBucket", ["forceDestroy: false"]],
  ["aws:backup/vault:Vault", ["forceDestroy: false"]],
  ["aws:cognito/userPool:UserPool", ["deletionProtection: ACTIVE"]],
  ["aws:docdb/cluster:Cluster", ["deletionProtection: true", "skipFinalSnapshot: false"]],
  ["aws:docdb/globalCluster:GlobalCluster", ["deletionProtection: true"]],
  ["aws:dynamodb/table:Table", ["deletionProtectionEnabled: true", "replicas.*.deletionProtectionEnabled: true"]],
  ["aws:dynamodb/tableReplica:TableReplica", ["deletionProtectionEnabled: true"]],
  ["aws:ecr/repository:Repository", ["forceDelete: false"]],
  ["aws:kms/externalKey:ExternalKey", ["deletionWindowInDays: at least 30"]],
  ["aws:kms/key:Key", ["deletionWindowInDays: at least 30"]],
  ["aws:kms/replicaKey:ReplicaKey", ["deletionWindowInDays: at least 30"]],
  ["aws:neptune/cluster:Cluster", ["deletionProtection: true", "skipFinalSnapshot: false"]],
  ["aws:neptune/globalCluster:GlobalCluster", ["deletionProtection: true"]],
  ["aws:rds/cluster:Cluster", ["deletionProtection: true", "skipFinalSnapshot: false"]],
  ["aws:rds/globalCluster:GlobalCluster", ["deletionProtection: true"]],
  ["aws:rds/instance:Instance", ["deletionProtection: true", "skipFinalSnapshot: false"]],
  ["aws:redshift/cluster:Cluster", ["skipFinalSnapshot: false"]],
  ["aws:route53/zone:Zone", ["forceDestroy: false"]],
  ["aws:secretsmanager/secret:Secret", ["recoveryWindowInDays: at least 7"]],
];

describe("what keeps records", () => {
  test.each(guards)("of %s is %j", (type, wanted) => {
    expect(guardsOf(type).map(({ way, want }) => `${way.join(".")}: ${want(patience)}`)).toEqual(wanted);
    expect(guarded.has(type)).toBe(true);
  });

  test("is known of these types and no others", () => {
    expect([...guarded.list].sort()).toEqual(guards.map(([type]) => type).sort());
    expect(guarded.has("aws:sns/topic:Topic")).toBe(false);
    expect(guardsOf("constructor")).toEqual([]);
  });

  const holds = (type: string, index: number, value: unknown) => guardsOf(type)[index]?.holds(value, patience);

  test.each<readonly [string, string, number, readonly unknown[], readonly unknown[]]>([
    ["a switch that is off by itself", "aws:rds/cluster:Cluster", 0, [true], [undefined, null, false, "true"]],
    ["a switch that is on by itself", "aws:s3/bucket:Bucket", 0, [undefined, null, false], [true, "false", 0]],
    ["a word", "aws:cognito/userPool:UserPool", 0, ["ACTIVE"], [undefined, "INACTIVE", true]],
    ["a number of days", "aws:kms/key:Key", 0, [undefined, null, 30, 31], [29, 0, "30"]],
    ["a number of days for secrets", "aws:secretsmanager/secret:Secret", 0, [undefined, 7], [6, 0]],
  ])("is right in %s", (_what, type, index, good, bad) => {
    expect(good.filter((value) => holds(type, index, value) !== true)).toEqual([]);
    expect(bad.filter((value) => holds(type, index, value) !== false)).toEqual([]);
  });

  test.each<readonly [readonly string[], boolean]>([
    [[], true],
    [["globalClusterIdentifier"], false],
    [["globalClusterIdentifier", "masterUsername"], true],
    [["globalClusterIdentifier", "masterPassword"], true],
    [["globalClusterIdentifier", "masterPasswordWoVersion"], true],
    [["globalClusterIdentifier", "manageMasterUserPassword"], true],
    [["masterUsername"], true],
    [["replicateSourceDb"], false],
    [["replicationSourceIdentifier"], false],
    [["globalClusterIdentifier", "masterUsername", "replicateSourceDb"], false],
  ])("asks for a last snapshot where %j is given: %s", (given, asked) => {
    const [, snapshot] = guardsOf("aws:rds/cluster:Cluster");
    expect(snapshot?.asks?.((property) => given.includes(property))).toBe(asked);
  });
});
