import { attachments } from "../../../model/aws/admin-policy";
import { carriersOf, typesCarrying } from "../../../model/aws/carriers";
import written from "../../../model/aws/declared-types.json";
import { grantTypes } from "../../../model/aws/grants";
import { guarded, guardsOf } from "../../../model/aws/keeping";
import { findNameProperty } from "../../../model/aws/names";
import { hasOneHome, isJudgedElsewhere, sharedProperties } from "../../../model/aws/parity";
import { findTagForm, isGlobal, isOutputOnly } from "../../../model/aws/provider-types";
import { keepersOf } from "../../../model/aws/retention";
import { tokens } from "../../../model/aws/tokens";
import { twinType } from "../../../model/aws/twins";
import type { Rule } from "../../../policy-pack/engine/rule";
import { readProviderTypes } from "../../../policy-pack/extract/provider-types";
import { rules } from "../../../policy-pack/rules";
import { type Cases, casesOf, type Named } from "../../policy-pack/case-files";
import { installed, packageFolder } from "./installed";

// Tables of facts against the installed provider: what it declares is written by AWS's and Pulumi's tools, not by us.
const known = new Map(installed.map((type) => [type.token, type]));
const inputOf = (type: string, name: string | undefined) =>
  known.get(type)?.inputs.find((input) => input.name === name);
const allInputs = (type: string) => Object.fromEntries((known.get(type)?.inputs ?? []).map(({ name }) => [name, 1]));

describe("the extract of the provider's types", () => {
  const read = readProviderTypes(packageFolder, installed);

  test("is as fresh as the installed provider (otherwise: npm run extract)", () => {
    expect(written).toEqual(read);
  });

  test("was read from something", () => {
    expect(read.tagMaps.length).toBeGreaterThan(500);
    expect(read.global.length).toBeGreaterThan(50);
    expect(Object.values(read.outputsOnly).filter((names) => names !== "").length).toBeGreaterThan(1000);
    expect(installed.filter(({ inputs }) => inputs.length > 0).length).toBeGreaterThan(1600);
  });
});

describe("findTagForm", () => {
  test.each([
    ["aws:dynamodb/table:Table", "map"],
    ["aws:s3/bucketV2:BucketV2", "map"],
    ["aws:autoscaling/group:Group", "list"],
    ["aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "map"],
    ["aws:route53/record:Record", undefined],
    ["aws:iam/rolePolicy:RolePolicy", undefined],
    ["aws:devopsguru/resourceCollection:ResourceCollection", undefined],
    ["constructor", undefined],
  ])("of %s is %s", (type, form) => expect(findTagForm(type)).toBe(form));
});

describe("isGlobal", () => {
  test.each([
    ["aws:iam/role:Role", true],
    ["aws:route53/healthCheck:HealthCheck", true],
    ["aws:cloudfront/distribution:Distribution", true],
    ["aws:route53/resolverEndpoint:ResolverEndpoint", false],
    ["aws:dynamodb/table:Table", false],
    ["aws:alb/loadBalancer:LoadBalancer", false],
  ])("of %s is %s", (type, global) => expect(isGlobal(type)).toBe(global));
});

describe("isOutputOnly", () => {
  test.each([
    ["aws:ec2/vpc:Vpc", "defaultRouteTableId", true],
    ["aws:ec2/vpc:Vpc", "cidrBlock", false],
    ["aws:applicationloadbalancing/loadBalancer:LoadBalancer", "dnsName", true],
    ["aws:lb/loadBalancer:LoadBalancer", "internal", false],
    ["aws:s3/bucket:Bucket", "constructor", false],
    ["aws:cloudwatch/eventTarget:EventTarget", "arn", false],
    ["aws:apigateway/restApi:RestApi", "id", true],
    ["aws:future/thing:Thing", "id", true],
    ["aws:future/thing:Thing", "arn", true],
    ["aws:future/thing:Thing", "size", false],
    ["__proto__", "arn", true],
  ])("of %s, %s is %s", (type, property, only) => expect(isOutputOnly(type, property)).toBe(only));
});

describe("the token tables", () => {
  test("hold every type once", () => {
    const all = Object.values(tokens).flatMap(({ list }) => list);
    expect(all).toEqual([...new Set(all)]);
  });

  test("begin with a type that the installed provider has", () => {
    const first = Object.values(tokens).map(({ list }) => list[0] ?? "");
    expect(first.filter((token) => !known.has(token))).toEqual([]);
  });
});

/** Texts that the provider makes up when they are left out, and that are no name of a resource of its own. */
const noNames: readonly string[] = [
  // inside another resource
  "aws:iam/groupPolicy:GroupPolicy name",
  "aws:iam/rolePolicy:RolePolicy name",
  "aws:iam/userPolicy:UserPolicy name",
  "aws:lambda/permission:Permission statementId",
  "aws:signer/signingProfilePermission:SigningProfilePermission statementId",
  // of a version beside the name
  "aws:comprehend/documentClassifier:DocumentClassifier versionName",
  "aws:comprehend/entityRecognizer:EntityRecognizer versionName",
  // letters, digits and underscores alone: no hyphen can part the words of a pattern
  "aws:signer/signingProfile:SigningProfile name",
  // settings of another thing's encryption, without tags of their own
  "aws:cloudfront/publicKey:PublicKey name",
  "aws:emr/securityConfiguration:SecurityConfiguration name",
];

describe("the property that people know a resource by", () => {
  test("is the one that the provider makes up when it is left out", () => {
    const madeUp = installed.flatMap(({ token, inputs }) =>
      inputs
        .filter(({ name }) => inputOf(token, `${name}Prefix`) !== undefined)
        .filter(({ name }) => findNameProperty(token)?.join(".") !== name)
        .map(({ name }) => `${token} ${name}`),
    );
    expect(madeUp.sort()).toEqual([...noNames].sort());
  });

  test("is a text of which the provider says that it is a name, or else a tag", () => {
    const wrong = installed.filter(({ token, tags }) => {
      const way = findNameProperty(token);
      const [name, ...below] = way ?? [];
      const input = inputOf(token, name);
      return (
        way !== undefined &&
        (name === "tags"
          ? tags !== "map" || below.join() !== "Name" || inputOf(token, "name") !== undefined
          : input?.type !== "string" || below.length > 0 || !/name|identifier/i.test(input.says))
      );
    });
    expect(wrong.map(({ token }) => token)).toEqual([]);
  });

  test("is known of everything in the policies that carries tags and a name", () => {
    const unnamed = Object.values(tokens)
      .flatMap(({ list }) => list)
      .filter((type) => (known.get(type)?.tags ?? "none") !== "none" && inputOf(type, "name")?.type === "string")
      .filter((type) => findNameProperty(type)?.[0] !== "name");
    // The name of a zone is a domain; that of such a stage is mostly $default; that of a keyspace has no hyphens.
    expect(unnamed).toEqual([
      "aws:keyspaces/keyspace:Keyspace",
      "aws:apigatewayv2/stage:Stage",
      "aws:route53/zone:Zone",
    ]);
  });

  // The column "Name" of the VPC and EC2 consoles is the tag; https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html
  test.each(["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:ec2/instance:Instance", "aws:ec2/natGateway:NatGateway"])(
    "is of %s its Name tag",
    (type) => expect(findNameProperty(type)).toEqual(["tags", "Name"]),
  );

  // Required by CreateDomain, CreateCacheCluster, PutCompositeAlarm, PutDashboard, CreateFileSystem.
  test.each([
    ["aws:opensearch/domain:Domain", "domainName"],
    ["aws:elasticache/cluster:Cluster", "clusterId"],
    ["aws:cloudwatch/compositeAlarm:CompositeAlarm", "alarmName"],
    ["aws:cloudwatch/dashboard:Dashboard", "dashboardName"],
    ["aws:efs/fileSystem:FileSystem", "creationToken"],
    ["aws:ecs/cluster:Cluster", "name"],
    ["aws:eks/cluster:Cluster", "name"],
    ["aws:kinesis/stream:Stream", "name"],
  ])("is of %s its %s", (type, name) => expect(findNameProperty(type)).toEqual([name]));

  test.each([
    "aws:route53/record:Record", // a domain
    "aws:route53/zone:Zone",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:s3/bucketVersioning:BucketVersioning",
    "acme:index:Service",
    "constructor",
    "__proto__",
  ])("is none of %j", (type) => expect(findNameProperty(type)).toBeUndefined());
});

/** Properties that are called a policy and are no IAM document, or one that grants nothing. */
const reviewed: readonly string[] = [
  // settings of a service, under the name of a policy
  "aws:alb/listener:Listener alpnPolicy",
  "aws:alb/listener:Listener sslPolicy",
  "aws:alb/loadBalancer:LoadBalancer dnsRecordClientRoutingPolicy",
  "aws:apigateway/domainName:DomainName securityPolicy",
  "aws:apigateway/restApi:RestApi securityPolicy",
  "aws:bedrock/agentDataSource:AgentDataSource dataDeletionPolicy",
  "aws:cloudwatch/logAccountPolicy:LogAccountPolicy policyDocument",
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy policyDocument",
  "aws:cloudwatch/logIndexPolicy:LogIndexPolicy policyDocument",
  "aws:dlm/lifecyclePolicy:LifecyclePolicy defaultPolicy",
  "aws:ec2/fleet:Fleet excessCapacityTerminationPolicy",
  "aws:ec2/spotFleetRequest:SpotFleetRequest excessCapacityTerminationPolicy",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy policy",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate lifecyclePolicy",
  "aws:eks/capability:Capability deletePropagationPolicy",
  "aws:emr/instanceGroup:InstanceGroup autoscalingPolicy",
  "aws:fsx/lustreFileSystem:LustreFileSystem autoImportPolicy",
  "aws:fsx/ontapVolume:OntapVolume snapshotPolicy",
  "aws:gamelift/fleet:Fleet newGameSessionProtectionPolicy",
  "aws:gamelift/gameServerGroup:GameServerGroup gameServerProtectionPolicy",
  "aws:kendra/index:Index userContextPolicy",
  "aws:lb/listener:Listener alpnPolicy",
  "aws:lb/listener:Listener sslPolicy",
  "aws:lb/loadBalancer:LoadBalancer dnsRecordClientRoutingPolicy",
  "aws:mailmanager/ingressPoint:IngressPoint tlsPolicy",
  "aws:networkmanager/coreNetwork:CoreNetwork basePolicyDocument",
  "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment policyDocument",
  "aws:ses/receiptFilter:ReceiptFilter policy",
  "aws:ses/receiptRule:ReceiptRule tlsPolicy",
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy policy",
  "aws:sns/topic:Topic archivePolicy",
  "aws:sns/topic:Topic deliveryPolicy",
  "aws:sns/topicSubscription:TopicSubscription deliveryPolicy",
  "aws:sns/topicSubscription:TopicSubscription filterPolicy",
  "aws:sns/topicSubscription:TopicSubscription redrivePolicy",
  "aws:sns/topicSubscription:TopicSubscription replayPolicy",
  "aws:sqs/queue:Queue redriveAllowPolicy",
  "aws:sqs/queue:Queue redrivePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy redriveAllowPolicy",
  "aws:sqs/redrivePolicy:RedrivePolicy redrivePolicy",
  "aws:storagegateway/nfsFileShare:NfsFileShare notificationPolicy",
  "aws:storagegateway/smbFileShare:SmbFileShare notificationPolicy",
  "aws:workspacesweb/browserSettings:BrowserSettings browserPolicy",
  // languages of their own
  "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy policy",
  "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy policy",
  "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy policy",
  "aws:verifiedaccess/endpoint:Endpoint policyDocument",
  "aws:verifiedaccess/group:Group policyDocument",
  // the name of a policy
  "aws:iot/policyAttachment:PolicyAttachment policy",
  // session policies: they narrow a role and grant nothing
  "aws:eks/podIdentityAssociation:PodIdentityAssociation policy",
  "aws:rolesanywhere/profile:Profile sessionPolicy",
  "aws:transfer/access:Access policy",
  "aws:transfer/user:User policy",
];

test("what attaches managed policies is every type that takes their ARNs, but for a boundary and an organization's", () => {
  const names = ["policyArn", "policyArns", "managedPolicyArn", "managedPolicyArns"];
  const taking = installed.filter(
    ({ token, inputs }) => /^aws:(iam|ssoadmin)\//.test(token) && inputs.some(({ name }) => names.includes(name)),
  );
  expect([...attachments.list].sort()).toEqual(taking.map(({ token }) => token).sort());
});

describe("the carriers of IAM documents", () => {
  test("are every property that is called a policy, but for those reviewed here", () => {
    const unread = installed.flatMap(({ token, policies }) =>
      policies
        .filter((name) => !carriersOf(token).some(({ property }) => property[0] === name))
        .map((name) => `${token} ${name}`),
    );
    expect(unread.sort()).toEqual([...reviewed].sort());
  });

  test("are types that the provider has", () => {
    const all = [...typesCarrying(["identity", "trust", "resource", "endpoint"]), ...grantTypes];
    expect(all.filter((type) => !known.has(type))).toEqual([]);
    expect(all.length).toBeGreaterThan(70);
  });

  test("know a role's trust policy from the policies inside it", () => {
    expect(carriersOf("aws:iam/role:Role")).toEqual([
      { kind: "trust", property: ["assumeRolePolicy"] },
      { kind: "identity", property: ["inlinePolicies", "*", "policy"] },
    ]);
  });

  test.each(["aws:dynamodb/table:Table", "constructor", ""])("are none in %j", (type) => {
    expect(carriersOf(type)).toEqual([]);
  });
});

/** Inputs by which AWS keeps what it deletes, whatever it is: what lets it go, and what keeps it. */
const keeping: Readonly<Record<string, readonly [goes: readonly unknown[], stays: readonly unknown[], want: string]>> =
  {
    forceDestroy: [[true], [undefined, null, false, "true"], "true"],
    forceDelete: [[true], [undefined, null, false, "true"], "true"],
    skipFinalSnapshot: [[true], [undefined, null, false], "true"],
    skipFinalBackup: [[true], [false], "true"],
    deleteAutomatedBackups: [[true, undefined, null], [false], "true"],
    finalSnapshot: [[undefined, null, false], [true], "false"],
    finalSnapshotIdentifier: [[undefined, null], ["last", ""], "not set"],
    finalSnapshotName: [[undefined, null], ["last", ""], "not set"],
    deletionProtectionEnabled: [[null, false], [true, "false"], "false"],
    deleteProtection: [[null, false], [true, "false"], "false"],
    enableDeletionProtection: [[null, false], [true, "false"], "false"],
    terminationProtection: [[null, false], [true, "false"], "false"],
    disableApiTermination: [[undefined, null, false], [true], "false"],
    retainOnDelete: [[null, false], [true, "false"], "false"],
    retainStack: [[null, false], [true, "false"], "false"],
    retainStacks: [[null, false], [true, "false"], "false"],
    retainPhysicalResources: [[null, false], [true, "false"], "false"],
    skipDestroy: [[null, false], [true, "false"], "false"],
    deletionWindowInDays: [[7, 0], [8, "7", undefined, null], "at most 7"],
    permanentDeletionTimeInDays: [[7], [8, undefined], "at most 7"],
    recoveryWindowInDays: [[0], [1, 7, undefined, null], "0"],
    completeLock: [[undefined, false], [true], "false"],
    changeableForDays: [[undefined, null], [3, 0], "not set"],
    objectLockMode: [[undefined, null, "GOVERNANCE"], ["COMPLIANCE"], "GOVERNANCE"],
  };

/** Where such an input keeps no records, or nothing at all. */
const keepingNothing: readonly string[] = [
  // it deletes what hangs on the thing, and that holds no records
  "aws:autoscaling/group:Group forceDelete",
  "aws:directconnect/linkAggregationGroup:LinkAggregationGroup forceDestroy",
  "aws:ecs/service:Service forceDelete",
  "aws:ecs/taskSet:TaskSet forceDelete",
  "aws:elasticbeanstalk/applicationVersion:ApplicationVersion forceDelete",
  "aws:iam/user:User forceDestroy",
  "aws:redshift/endpointAuthorization:EndpointAuthorization forceDelete",
  "aws:redshift/snapshotSchedule:SnapshotSchedule forceDestroy",
  "aws:servicediscovery/service:Service forceDestroy",
  "aws:transfer/server:Server forceDestroy",
  // it is there for what AWS made by itself
  "aws:cloudwatch/eventRule:EventRule forceDestroy",
  "aws:cloudwatch/eventTarget:EventTarget forceDestroy",
  "aws:ec2/defaultSubnet:DefaultSubnet forceDestroy",
  "aws:ec2/defaultVpc:DefaultVpc forceDestroy",
  // it only overrules another protection, and that one is judged
  "aws:dsql/cluster:Cluster forceDestroy",
  "aws:ec2/instance:Instance forceDestroy",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest forceDestroy",
  "aws:s3/bucketObject:BucketObject forceDestroy",
  "aws:s3/bucketObjectv2:BucketObjectv2 forceDestroy",
  "aws:s3/objectCopy:ObjectCopy forceDestroy",
  // it is not the cluster, which has the records
  "aws:neptune/clusterInstance:ClusterInstance skipFinalSnapshot",
  "aws:rds/clusterInstance:ClusterInstance forceDestroy",
  // the name of a snapshot that another input asks for
  "aws:docdb/cluster:Cluster finalSnapshotIdentifier",
  "aws:lightsail/database:Database finalSnapshotName",
  "aws:neptune/cluster:Cluster finalSnapshotIdentifier",
  "aws:rds/cluster:Cluster finalSnapshotIdentifier",
  "aws:rds/instance:Instance finalSnapshotIdentifier",
  "aws:redshift/cluster:Cluster finalSnapshotIdentifier",
  // for instances that others end: a group, or AWS itself
  "aws:ec2/launchTemplate:LaunchTemplate disableApiTermination",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest disableApiTermination",
  // the provider does not say what these do
  "aws:dataexchange/revisionAssets:RevisionAssets forceDestroy",
  "aws:paymentcryptography/key:Key deletionWindowInDays",
];

describe("what keeps a resource when its stack is destroyed", () => {
  const grace = { keyDays: 7, secretDays: 0 };
  const keeperOf = (type: string, name: string) =>
    keepersOf(type, { [name]: 1 }).find(({ way }) => way.join(".") === name);

  test("is every input that does so by its name, but for those reviewed here", () => {
    const unread = installed.flatMap(({ token, inputs }) =>
      inputs
        .filter(({ name }) => Object.hasOwn(keeping, name) && !keeperOf(token, name))
        .map(({ name }) => `${token} ${name}`),
    );
    expect(unread.sort()).toEqual([...keepingNothing].sort());
  });

  test.each(Object.entries(keeping))("means by %s the same in each type", (name, [goes, stays, want]) => {
    const types = installed.filter(({ token }) => inputOf(token, name) !== undefined && keeperOf(token, name));
    expect(types.length).toBeGreaterThan(0);
    const wrong = types.filter(({ token }) => {
      const keeper = keeperOf(token, name);
      const lets = (value: unknown) => keeper?.releases(value, grace);
      return (
        !goes.every((value) => lets(value) === true) ||
        !stays.every((value) => lets(value) === false) ||
        keeper?.want(grace) !== want
      );
    });
    expect(wrong.map(({ token }) => token)).toEqual([]);
  });

  test("is an input that the provider has, or lies inside one", () => {
    const wrong = installed.flatMap(({ token }) =>
      keepersOf(token, allInputs(token))
        .filter(({ way: [first] }) => inputOf(token, first) === undefined)
        .map(({ way }) => `${token} ${way.join(".")}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("what guards records", () => {
  const patience = { keyDays: 30, secretDays: 7 };
  const grace = { keyDays: 7, secretDays: 0 };
  const guardNames = [
    ...["deletionProtection", "deletionProtectionEnabled", "skipFinalSnapshot", "forceDelete"],
    ...["deletionWindowInDays", "recoveryWindowInDays"],
  ];

  test("is every input that does so of a type that holds them", () => {
    const unguarded = guarded.list.flatMap((type) =>
      guardNames
        .filter((name) => inputOf(type, name) && !guardsOf(type).some(({ way }) => way.join(".") === name))
        .map((name) => `${type} ${name}`),
    );
    expect(unguarded).toEqual([]);
    expect(guarded.list.filter((type) => guardsOf(type).length === 0 || !guarded.has(type))).toEqual([]);
  });

  test("is an input of the provider's, and keeps what the policy of retention would let go", () => {
    for (const type of guarded.list) {
      for (const guard of guardsOf(type)) {
        const keeper = keepersOf(type, allInputs(type)).find(({ way }) => way.join(".") === guard.way.join("."));
        expect([type, inputOf(type, guard.way[0])?.name]).toEqual([type, guard.way[0]]);
        expect([type, keeper?.way]).toEqual([type, guard.way]);
        // Some values do neither: 20 days are too few to guard and too many to let go.
        const values = [undefined, null, true, false, 0, 7, 29, 30, "ACTIVE", "INACTIVE"];
        const both = values.filter((value) => guard.holds(value, patience) && keeper?.releases(value, grace));
        const ends = values.filter((value) => guard.holds(value, patience) || keeper?.releases(value, grace));
        expect([type, guard.way, both]).toEqual([type, guard.way, []]);
        expect(ends.length).toBeGreaterThan(1);
      }
    }
  });
});

/** What every policy's examples and cases find fault with: `aws:sqs/queue:Queue redrivePolicy`, by its newest type. */
const judged = new Map<string, Set<string>>();
for (const rule of rules) {
  const failing = [
    ...(rule.examples as Cases & { readonly fail: readonly Named[] }).fail,
    ...(casesOf(rule).fail ?? []),
  ];
  for (const example of failing) {
    for (const at of example.at) {
      const [type, path] = placeOf(rule, example, at);
      const key = `${twinType(type)} ${/^[^.[]*/.exec(path)?.[0]}`;
      judged.set(key, (judged.get(key) ?? new Set()).add(rule.meta.name));
    }
  }
}

/** The type of the resource that a finding is about, and the path in it. A stack's finding begins with a name. */
function placeOf(rule: Rule, example: Named, at: string): readonly [type: string, path: string] {
  if (rule.kind === "resource") {
    return [("type" in example ? example.type : undefined) ?? rule.on.list[0] ?? "", at];
  }
  const [, owner, path = ""] = /^(\S*) (.*)$/s.exec(at) ?? [];
  const resources = example.given as readonly { readonly name: string; readonly type: string }[];
  return [resources.find(({ name }) => name === owner)?.type ?? "", path];
}

/** Names of inputs that tell a place, a key of that place, or a time that AWS chooses at random. */
const ofPlace =
  /^(region|tags|tagsAll)$|availabilityZone(s|Id)?$|^kms(Master)?Key(Id|Arn)$|^(preferred)?(backup|maintenance|snapshot)Window$/i;

/** Inputs in which twins may differ, that no policy judges by themselves: why. */
const byNature: Readonly<Record<string, readonly string[]>> = {
  // each region has images of its own, and counts versions by itself
  "aws:ec2/instance:Instance": ["ami"],
  "aws:ec2/launchConfiguration:LaunchConfiguration": ["imageId"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["defaultVersion", "imageId"],
  // one consumer of a table's stream is on, the other waits
  "aws:lambda/eventSourceMapping:EventSourceMapping": ["enabled"],
  // inherited from the primary cluster, or the instance that is read
  "aws:rds/cluster:Cluster": [
    ...[
      "databaseName",
      "enableGlobalWriteForwarding",
      "manageMasterUserPassword",
      "masterPassword",
      "masterPasswordWo",
    ],
    ...[
      "masterPasswordWoVersion",
      "masterUsername",
      "replicationSourceIdentifier",
      "snapshotIdentifier",
      "sourceRegion",
    ],
  ],
  "aws:rds/instance:Instance": ["password", "passwordWo", "username"],
  // what a parameter says is said to a region
  "aws:ssm/parameter:Parameter": ["insecureValue", "value", "valueWo", "valueWoVersion"],
  // judged by what hangs on them: cloudwatch-require-alarm-action, sns-require-subscription, lambda-require-dead-letter
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["actionsEnabled"],
  "aws:sns/topicSubscription:TopicSubscription": ["topic"],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ["destinationConfig"],
  // read by s3-require-encryption under its older names too
  "aws:s3/bucketV2:BucketV2": ["serverSideEncryptionConfigurations"],
};

/** Types of which twins share nothing that is compared: a replica takes it from its key, or a policy judges the whole. */
const nothingShared: readonly string[] = [
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketVersioningV2:BucketVersioningV2",
];

/** Inputs that a policy judges and twins share all the same: a lawful difference would be a mistake of its own. */
const comparedToo: readonly string[] = [
  "aws:apigateway/method:Method authorization",
  "aws:apigateway/restApi:RestApi body",
  "aws:apigatewayv2/api:Api target",
  "aws:apigatewayv2/route:Route authorizationType",
  "aws:autoscaling/group:Group desiredCapacity",
  "aws:autoscaling/group:Group minSize",
  "aws:cloudwatch/metricAlarm:MetricAlarm comparisonOperator",
  "aws:cloudwatch/metricAlarm:MetricAlarm evaluationPeriods",
  "aws:cloudwatch/metricAlarm:MetricAlarm metricName",
  "aws:cloudwatch/metricAlarm:MetricAlarm threshold",
  "aws:cloudwatch/metricAlarm:MetricAlarm treatMissingData",
  "aws:ec2/vpc:Vpc cidrBlock",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation cidrBlock",
  "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation ipv6CidrBlock",
  "aws:elb/loadBalancer:LoadBalancer listeners",
  "aws:lambda/function:Function timeout",
  "aws:lambda/functionUrl:FunctionUrl authorizationType",
  "aws:lb/listener:Listener protocol",
  "aws:rds/cluster:Cluster engine",
  "aws:rds/cluster:Cluster engineVersion",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup parameters",
  "aws:rds/instance:Instance engineVersion",
  "aws:sqs/redrivePolicy:RedrivePolicy redrivePolicy",
];

/** Policies that go through all types, or that a profile has to switch on: their matter is more than one input. */
const ofAllTypes = /^(region-require-parity|resource-|iam-|kms-forbid-customer-key)/;

describe("what twins in two regions share", () => {
  const sharedBy = new Map(installed.map(({ token }) => [token, new Set(sharedProperties(token, allInputs(token)))]));
  const isShared = (type: string, name: string) => sharedBy.get(type)?.has(name) === true;

  test("is every input, but for places, names, documents, keepers and what a policy judges or nature gives", () => {
    const left = installed.flatMap(({ token, inputs }) => {
      const reasons = new Set([
        ...(byNature[token] ?? byNature[twinType(token)] ?? []),
        ...[findNameProperty(token)?.[0] ?? ""].flatMap((name) => [name, `${name}Prefix`]),
        ...carriersOf(token).map(({ property }) => String(property[0])),
        ...keepersOf(token, allInputs(token)).flatMap(({ way }) => (way.length === 1 ? way : [])),
      ]);
      return inputs
        .filter(({ name }) => !isShared(token, name) && !ofPlace.test(name) && !reasons.has(name))
        .filter(({ name }) => !judged.has(`${twinType(token)} ${name}`) && !nothingShared.includes(token))
        .map(({ name }) => `${token} ${name}`);
    });
    expect(left.sort()).toEqual([]);
  });

  test("is no place", () => {
    const shared = installed.flatMap(({ token, inputs }) =>
      inputs.filter(({ name }) => ofPlace.test(name) && isShared(token, name)).map(({ name }) => `${token} ${name}`),
    );
    expect(shared).toEqual([]);
  });

  test("is not what a policy of one type judges already, but for what is compared too", () => {
    const twice = [...judged]
      .filter(([, names]) => [...names].some((name) => !ofAllTypes.test(name)))
      .map(([key]) => key.split(" ") as [string, string])
      .filter(([type, name]) => inputOf(type, name) && !isGlobal(type) && isShared(type, name))
      .filter(([type]) => !hasOneHome(type, {}))
      .filter(([type, name]) => !isJudgedElsewhere(type, {}, [name, "httpTokens"]))
      .map((pair) => pair.join(" "));
    expect(twice.sort()).toEqual([...comparedToo].sort());
  });

  test("is not what nature gives: that is an input of the type", () => {
    const pairs = Object.entries(byNature).flatMap(([type, names]) => names.map((name) => [type, name] as const));
    expect(pairs.filter(([type, name]) => !inputOf(type, name) || isShared(type, name))).toEqual([]);
    expect(Object.keys(byNature).flatMap((type) => sharedProperties(type, { anInput: 1 }))).toEqual(
      Object.keys(byNature).map(() => "anInput"),
    );
  });

  test.each(nothingShared)("is nothing of %s", (type) => {
    expect(sharedProperties(type, { ...allInputs(type), anInput: 1 })).toEqual([]);
  });
});
