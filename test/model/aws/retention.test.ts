import { keepersOf } from "../../../model/aws/retention";

const grace = { keyDays: 7, secretDays: 0 };

type Inputs = Readonly<Record<string, unknown>>;

/** What some types say when they are let go, and when they are kept; `*` is the first of a list. */
const kept: readonly (readonly [string, Inputs, Inputs, string])[] = [
  [
    "aws:autoscaling/group:Group",
    { instanceLifecyclePolicy: { retentionTriggers: { terminateHookAbandon: "terminate" } } },
    { instanceLifecyclePolicy: { retentionTriggers: { terminateHookAbandon: "retain" } } },
    "instanceLifecyclePolicy.retentionTriggers.terminateHookAbandon: terminate",
  ],
  [
    "aws:cloudtrail/eventDataStore:EventDataStore",
    { terminationProtectionEnabled: false },
    { terminationProtectionEnabled: null },
    "terminationProtectionEnabled: false",
  ],
  ["aws:cognito/userPool:UserPool", {}, { deletionProtection: "ACTIVE" }, "deletionProtection: INACTIVE"],
  [
    "aws:dynamodb/table:Table",
    { replicas: { "*": { deletionProtectionEnabled: false } } },
    { replicas: { "*": { deletionProtectionEnabled: true } } },
    "replicas.*.deletionProtectionEnabled: false",
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
  ["aws:neptunegraph/graph:Graph", { deletionProtection: false }, {}, "deletionProtection: false"],
  ["aws:qldb/ledger:Ledger", { deletionProtection: false }, { deletionProtection: null }, "deletionProtection: false"],
  [
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
    { mutationProtection: "DISABLED" },
    { mutationProtection: "ENABLED" },
    "mutationProtection: DISABLED",
  ],
  [
    "aws:s3/bucketV2:BucketV2",
    { forceDestroy: true, objectLockConfiguration: { rule: { defaultRetention: { mode: "GOVERNANCE" } } } },
    { forceDestroy: true, objectLockConfiguration: { rule: { defaultRetention: { mode: "COMPLIANCE" } } } },
    "objectLockConfiguration.rule.defaultRetention.mode: GOVERNANCE",
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
  [
    "aws:verifiedpermissions/policyStore:PolicyStore",
    { deletionProtection: "DISABLED" },
    { deletionProtection: "ENABLED" },
    "deletionProtection: DISABLED",
  ],
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

  test("knows what some inputs mean in any type of AWS", () => {
    const type = "aws:future/thing:Thing";
    expect(verdictsOn(type, { deletionProtection: false, skipDestroy: null })).toEqual([]);
    expect(verdictsOn(type, { deletionProtection: true, skipDestroy: "false" })).toEqual([
      "deletionProtection: false",
      "skipDestroy: false",
    ]);
  });

  test.each(["gcp:sql/databaseInstance:DatabaseInstance", "acme:aws:Store", "pulumi:providers:aws"])(
    "reads no other provider's meaning into %s",
    (type) => expect(keepersOf(type, { deletionProtection: true, skipDestroy: true })).toEqual([]),
  );

  test("has none for what AWS always lets go", () => {
    expect(keepersOf("aws:sns/topic:Topic", { name: "alerts" })).toEqual([]);
  });
});
