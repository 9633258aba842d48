import { guarded, guardsOf } from "../../../model/aws/keeping";

const patience = { keyDays: 30, secretDays: 7 };

describe("what keeps records", () => {
  const words = (type: string) => guardsOf(type).map(({ way, want }) => `${way.join(".")}: ${want(patience)}`);

  test("is said in words", () => {
    expect(words("aws:dynamodb/table:Table")).toEqual([
      "deletionProtectionEnabled: true",
      "replicas.*.deletionProtectionEnabled: true",
    ]);
    expect(words("aws:rds/cluster:Cluster")).toEqual(["deletionProtection: true", "skipFinalSnapshot: false"]);
    expect(words("aws:kms/key:Key")).toEqual(["deletionWindowInDays: at least 30"]);
    expect(words("aws:secretsmanager/secret:Secret")).toEqual(["recoveryWindowInDays: at least 7"]);
    expect(words("aws:cognito/userPool:UserPool")).toEqual(["deletionProtection: ACTIVE"]);
    expect(words("aws:s3/bucket:Bucket")).toEqual(["forceDestroy: false"]);
  });

  test("is known of types that hold records and of no others", () => {
    expect(guarded.has("aws:dynamodb/table:Table")).toBe(true);
    expect(guarded.has("aws:sns/topic:Topic")).toBe(false);
    expect(guardsOf("aws:sns/topic:Topic")).toEqual([]);
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
