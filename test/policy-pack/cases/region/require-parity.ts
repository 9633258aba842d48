import { unknown } from "../../../../model/graph/unknown";

const of =
  (region: unknown) =>
  (type: string, name: string, props: object, context: object = {}) => ({
    type,
    name,
    props,
    context: { provider: { region }, ...context },
  });
const east = of("us-east-1");
const west = of("us-west-2");
const fn = "aws:lambda/function:Function";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const furtherNetwork = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const group = "aws:autoscaling/group:Group";
const encoded = (text: string) => Buffer.from(text).toString("base64");
const both = (type: string, first: object, second: object) => [
  east(type, "primary-it", first),
  west(type, "secondary-it", second),
];

/** A global database whose cluster of this region writes, with the parameters of either group. */
const ledger = (writer: "east" | "west" | undefined, first: readonly object[], second: readonly object[]) => {
  const family = "aurora-postgresql16";
  const cluster = (name: string, side: typeof writer) => ({
    engine: "aurora-postgresql",
    globalClusterIdentifier: "ledger",
    dbClusterParameterGroupName: name,
    ...(writer === side ? { masterPassword: "example" } : {}),
  });
  const groupType = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
  return [
    east("aws:rds/cluster:Cluster", "primary-cluster", cluster("g-us-east-1", "east")),
    west("aws:rds/cluster:Cluster", "secondary-cluster", cluster("g-us-west-2", "west")),
    east(groupType, "primary-group", { name: "g-us-east-1", family, parameters: first }),
    west(groupType, "secondary-group", { name: "g-us-west-2", family, parameters: second }),
  ];
};
const hold = { name: "rds.global_db_rpo", value: "30" };
const size = { name: "max_connections", value: "500" };

export default {
  pass: [
    { because: "the second region writes and holds its commits", given: ledger("west", [size], [hold, size]) },
    { because: "the parameter that holds commits is the only one", given: ledger("east", [hold], []) },
    {
      because: "a network is none, which is another policy's matter",
      given: both("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.1.0.0/33" }),
    },
    {
      because: "a further network is a number, which is another policy's matter",
      given: both(furtherNetwork, { cidrBlock: 5 }, { cidrBlock: "10.3.0.0/16" }),
    },
    {
      because: "a component of the provider's SDK is nowhere",
      given: [
        ...both(fn, {}, {}),
        { type: "aws:cloudwatch:EventRuleEventSubscription", name: "nightly", props: {}, context: {} },
      ],
    },
    {
      because: "a twin is called by its region's short name",
      given: [east(fn, "use1Worker", { timeout: 3 }), west(fn, "usw2Worker", { timeout: 3 })],
    },
    {
      because: "a twin is called by its point of the compass",
      given: [east(fn, "worker_east", {}), west(fn, "worker_west", {})],
    },
    {
      because: "the names have nothing in common, but each is the only one of its kind",
      given: [east(fn, "alpha", { timeout: 3 }), west(fn, "omega", { timeout: 3 })],
    },
    {
      because: "the names tell nothing and the settings tell who is whose twin",
      given: [
        east(fn, "a", { timeout: 3 }),
        east(fn, "b", { timeout: 9 }),
        west(fn, "x", { timeout: 9 }),
        west(fn, "y", { timeout: 3 }),
      ],
    },
    {
      because: "one program writes the old type and the new one",
      given: [
        east("aws:alb/loadBalancer:LoadBalancer", "lb", { internal: false }),
        west("aws:lb/loadBalancer:LoadBalancer", "lb2", { internal: false }),
      ],
    },
    {
      because: "a multi-region key has its replica",
      given: [
        east("aws:kms/key:Key", "key", { multiRegion: true, enableKeyRotation: true }),
        west("aws:kms/replicaKey:ReplicaKey", "key-replica", { primaryKeyArn: unknown.string }),
      ],
    },
    {
      because: "both exist, and AWS gave each its own ids and addresses",
      given: both(
        "aws:ec2/vpc:Vpc",
        { cidrBlock: "10.0.0.0/16", arn: "arn:one", defaultRouteTableId: "rtb-1", dhcpOptionsId: "dopt-1" },
        { cidrBlock: "10.1.0.0/16", arn: "arn:two", defaultRouteTableId: "rtb-2", dhcpOptionsId: "dopt-2" },
      ),
    },
    {
      because: "texts differ in region, zone, account, id, address and role",
      given: both(
        fn,
        { description: "Primary in us-east-1a of 111111111111, vpc-0123456789abcdef0 at 10.0.1.2" },
        { description: "Secondary in us-west-2b of 222222222222, vpc-0fedcba9876543210 at 10.1.1.2" },
      ),
    },
    {
      because: "hosts of AWS differ",
      given: both(
        fn,
        { environment: { variables: { URL: "https://abc.execute-api.us-east-1.amazonaws.com/v1" } } },
        { environment: { variables: { URL: "https://xyz.execute-api.us-west-2.amazonaws.com/v1" } } },
      ),
    },
    { because: "a list has another order", given: both(fn, { layers: ["a", "b"] }, { layers: ["b", "a"] }) },
    { because: "nothing is as good as an empty list", given: both(fn, { layers: [] }, {}) },
    {
      because: "both values are unknown",
      given: both("aws:ec2/subnet:Subnet", { vpcId: unknown.string }, { vpcId: unknown.string }),
    },
    {
      because: "what another policy judges differs",
      given: both(
        fn,
        { memorySize: 512, reservedConcurrentExecutions: 100, runtime: "nodejs18.x", tags: { a: "1" } },
        { memorySize: 256, reservedConcurrentExecutions: 99, runtime: "nodejs22.x" },
      ),
    },
    {
      because: "networks have addresses of their own",
      given: both("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.1.0.0/16" }),
    },
    {
      because: "a table has one home and an alarm on a health check too",
      given: [
        ...both(fn, {}, {}),
        east("aws:dynamodb/table:Table", "t", {}),
        east(alarm, "h", { namespace: "AWS/Route53" }),
        west(alarm, "lag", { metricName: "AuroraGlobalDBReplicationLag" }),
      ],
    },
    {
      because: "a firewall for CloudFront has one home",
      given: [...both(fn, {}, {}), east("aws:wafv2/webAcl:WebAcl", "w", { scope: "CLOUDFRONT" })],
    },
    {
      because: "a third region is not compared",
      given: [...both(fn, {}, {}), of("eu-west-1")("aws:sqs/queue:Queue", "q", {})],
    },
    {
      because: "references lead to things with names that were made up",
      given: [
        east("aws:sqs/queue:Queue", "q1", { name: "orders-1a2b3c4" }),
        west("aws:sqs/queue:Queue", "q2", { name: "orders-5d6e7f8" }),
        east(
          fn,
          "f1",
          { environment: { variables: { QUEUE: "orders-1a2b3c4", MODE: "fast" } } },
          { sources: { environment: ["q1"] } },
        ),
        west(
          fn,
          "f2",
          { environment: { variables: { QUEUE: "orders-5d6e7f8", MODE: "fast" } } },
          { sources: { environment: ["q2"] } },
        ),
      ],
    },
    {
      because: "two launch templates differ in image, key, count of versions and the region that user data names",
      given: both(
        template,
        {
          imageId: "ami-1",
          defaultVersion: 3,
          latestVersion: 3,
          userData: encoded("#!/bin/sh\nexport REGION=us-east-1\n"),
          blockDeviceMappings: [
            { ebs: { encrypted: "true", kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/mrk-1" } },
          ],
        },
        {
          imageId: "ami-2",
          defaultVersion: 1,
          latestVersion: 1,
          userData: encoded("#!/bin/sh\nexport REGION=us-west-2\n"),
          blockDeviceMappings: [
            { ebs: { encrypted: "true", kmsKeyId: "arn:aws:kms:us-west-2:123456789012:key/mrk-1" } },
          ],
        },
      ),
    },
    {
      because: "two groups start the newest versions of two launch templates",
      given: [
        ...both(template, {}, {}),
        east(
          group,
          "a",
          { launchTemplate: { id: "lt-0123456789abcdef0", version: "3" } },
          { sources: { launchTemplate: ["primary-it"] } },
        ),
        west(
          group,
          "b",
          { launchTemplate: { id: "lt-0fedcba9876543210", version: "12" } },
          { sources: { launchTemplate: ["secondary-it"] } },
        ),
      ],
    },
    {
      because: "what the policies of instances judge differs",
      given: [
        ...both(
          template,
          { metadataOptions: { httpTokens: "required" } },
          { metadataOptions: { httpTokens: "optional" } },
        ),
        ...both(group, { healthCheckType: "ELB" }, { vpcZoneIdentifiers: ["subnet-1"] }).map((one) => ({
          ...one,
          name: `${one.name}-group`,
        })),
      ],
    },
    {
      because: "one keeps its disk, which another policy forbids",
      given: both(
        template,
        { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { deleteOnTermination: "true" } }] },
        { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { deleteOnTermination: "false" } }] },
      ),
    },
    {
      because: "AWS has filled in what the program leaves to it, on one side so far",
      given: both(
        group,
        { name: "web", defaultCooldown: 300 },
        { name: "web", defaultCooldown: 300, minElbCapacity: unknown.number },
      ),
    },
    {
      because: "ids of their own stand among the outputs, of types known and unknown",
      given: [
        ...both("aws:apigateway/restApi:RestApi", { id: "a1b2c3d4e5" }, { id: "zyxwvu9876" }),
        ...both("aws:future/thing:Thing", { id: "one", arn: "arn:x" }, { id: "two", arn: "arn:y" }).map((one) => ({
          ...one,
          name: `${one.name}-thing`,
        })),
      ],
    },
    {
      because: "an intended difference is inside a property",
      config: { ignoreProperties: { "aws:*": ["environment.variables.*"] } },
      given: both(fn, { environment: { variables: { MODE: "a" } } }, { environment: { variables: { MODE: "b" } } }),
    },
    {
      because: "references lead to things with names that people chose, inside a longer text",
      given: [
        east("aws:sqs/queue:Queue", "q1", { name: "orders-alpha" }),
        west("aws:sqs/queue:Queue", "q2", { name: "orders-omega" }),
        east(fn, "f1", { description: "works on orders-alpha, then rests" }, { sources: { description: ["q1"] } }),
        west(fn, "f2", { description: "works on orders-omega, then rests" }, { sources: { description: ["q2"] } }),
      ],
    },
    {
      because: "a name of eight letters is long enough to be known again, although another value is unknown",
      given: [
        east("aws:sqs/queue:Queue", "q1", { kmsMasterKeyId: unknown.string, name: "orders-a" }),
        west("aws:sqs/queue:Queue", "q2", { kmsMasterKeyId: unknown.string, name: "orders-b" }),
        east(fn, "f1", { description: "works on orders-a" }, { sources: { description: ["q1"] } }),
        west(fn, "f2", { description: "works on orders-b" }, { sources: { description: ["q2"] } }),
      ],
    },
    {
      because: "of two names that begin alike the longer one is meant",
      given: [
        east("aws:sqs/queue:Queue", "q1", { name: "orders-alpha" }),
        east("aws:sqs/queue:Queue", "q2", { name: "orders-alpha-dead" }),
        west("aws:sqs/queue:Queue", "q3", { name: "orders-omega" }),
        west("aws:sqs/queue:Queue", "q4", { name: "failures-omega" }),
        east(fn, "f1", { description: "fills orders-alpha-dead" }, { sources: { description: ["q1", "q2"] } }),
        west(fn, "f2", { description: "fills failures-omega" }, { sources: { description: ["q3", "q4"] } }),
      ],
    },
    {
      because: "each group starts the newest version of its template, somewhere inside",
      given: [
        east(template, "t1", {}),
        west(template, "t2", {}),
        east(
          group,
          "g1",
          { mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { version: "3" } } } },
          { sources: { mixedInstancesPolicy: ["t1"] } },
        ),
        west(
          group,
          "g2",
          { mixedInstancesPolicy: { launchTemplate: { launchTemplateSpecification: { version: "14" } } } },
          { sources: { mixedInstancesPolicy: ["t2"] } },
        ),
      ],
    },
    {
      because: "an id of eight letters and digits is made up",
      given: [
        east("aws:sqs/queue:Queue", "q1", {}),
        west("aws:sqs/queue:Queue", "q2", {}),
        east(fn, "f1", { description: "orders-1" }, { sources: { description: ["q1"] } }),
        west(fn, "f2", { description: "orders-2" }, { sources: { description: ["q2"] } }),
      ],
    },
    {
      because: "one of several intended differences is there",
      config: { ignoreProperties: { "aws:lambda/*": ["architectures", "timeout"] } },
      given: both(fn, { timeout: 3 }, { timeout: 4 }),
    },
  ],
  fail: [
    {
      because: "the standby holds its commits and the cluster that writes does not",
      given: ledger("east", [size], [size, hold]),
      at: ["secondary-group parameters"],
    },
    {
      because: "both hold commits, for another time",
      given: ledger("east", [hold], [{ ...hold, value: "60" }]),
      at: ["secondary-group parameters[0].value"],
    },
    {
      because: "nothing tells which cluster writes",
      given: ledger(undefined, [hold, size], [size]),
      at: ["secondary-group parameters"],
    },
    {
      because: "another parameter is set beside the one that holds commits",
      given: ledger("east", [hold, size], []),
      at: ["secondary-group parameters"],
    },
    {
      because: "a further network is there in one region alone",
      given: both(furtherNetwork, { cidrBlock: "10.2.0.0/16" }, {}),
      at: ["secondary-it cidrBlock"],
    },
    {
      because: "launch templates start other machines",
      given: both(template, { instanceType: "t3.medium" }, { instanceType: "t3.small" }),
      at: ["secondary-it instanceType"],
    },
    {
      because: "one launch template does not encrypt",
      given: both(
        template,
        { blockDeviceMappings: [{ ebs: { encrypted: "true" } }] },
        { blockDeviceMappings: [{ ebs: { encrypted: "false" } }] },
      ),
      at: ["secondary-it blockDeviceMappings[0].ebs.encrypted"],
    },
    {
      because: "one launch template lets more hops reach the metadata service",
      given: both(
        template,
        { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } },
        { metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 2 } },
      ),
      at: ["secondary-it metadataOptions.httpPutResponseHopLimit"],
    },
    {
      because: "user data differs by a command",
      given: both(template, { userData: encoded("start app") }, { userData: encoded("start app --slow") }),
      at: ["secondary-it userData"],
    },
    {
      because: "one group stays with an old version",
      given: both(group, { launchTemplate: { version: "$Latest" } }, { launchTemplate: { version: "7" } }),
      at: ["secondary-it launchTemplate.version"],
    },
    {
      because: "one side leaves to AWS what the other states",
      given: both(group, { defaultCooldown: 60 }, { defaultCooldown: unknown.number }),
      at: ["secondary-it defaultCooldown"],
    },
    {
      because: "a number differs by one",
      given: both("aws:autoscaling/group:Group", { minSize: 2 }, { minSize: 1 }),
      at: ["secondary-it minSize"],
    },
    {
      because: "the standby is scaled to nothing",
      given: both("aws:autoscaling/group:Group", { desiredCapacity: 2 }, { desiredCapacity: 0 }),
      at: ["secondary-it desiredCapacity"],
    },
    {
      because: "one list is longer",
      given: both(fn, { layers: ["a", "b"] }, { layers: ["a"] }),
      at: ["secondary-it layers"],
    },
    {
      because: "a nested setting differs",
      given: both(
        fn,
        { vpcConfig: { ipv6AllowedForDualStack: true } },
        { vpcConfig: { ipv6AllowedForDualStack: false } },
      ),
      at: ["secondary-it vpcConfig.ipv6AllowedForDualStack"],
    },
    {
      because: "an element of a list differs",
      given: both(
        "aws:lb/listener:Listener",
        { defaultActions: [{ type: "forward", targetGroupArn: unknown.string }] },
        { defaultActions: [{ type: "redirect", targetGroupArn: unknown.string }] },
      ),
      at: ["secondary-it defaultActions[0].type"],
    },
    {
      because: "one network is larger",
      given: both("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.1.0.0/20" }),
      at: ["secondary-it cidrBlock"],
    },
    {
      because: "one is open to everything",
      given: both(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        { cidrIpv4: "10.0.0.0/0" },
        { cidrIpv4: "0.0.0.0/0" },
      ),
      at: ["secondary-it cidrIpv4"],
    },
    {
      because: "a plain word differs though the property refers to something",
      given: [
        east("aws:sqs/queue:Queue", "q1", {}),
        west("aws:sqs/queue:Queue", "q2", {}),
        east(fn, "a", { environment: { variables: { MODE: "fast" } } }, { sources: { environment: ["q1"] } }),
        west(fn, "b", { environment: { variables: { MODE: "slow" } } }, { sources: { environment: ["q2"] } }),
      ],
      at: ["b environment.variables.MODE"],
    },
    {
      because: "one region has one more of a kind",
      given: [...both(fn, {}, {}), west(fn, "extra", {})],
      at: ["extra region"],
    },
    {
      because: "an unknown value stands where the other has none",
      given: [
        east("aws:sns/topic:Topic", "t1", {}),
        west("aws:sns/topic:Topic", "t2", {}),
        east(
          fn,
          "primary-it",
          { kmsKeyArn: unknown.string, vpcConfig: unknown.object },
          { sources: { vpcConfig: ["t1"] } },
        ),
        west(fn, "secondary-it", {}),
      ],
      at: ["secondary-it vpcConfig"],
    },
    {
      because: "types of values differ",
      given: both(fn, { timeout: 3 }, { timeout: "3" }),
      at: ["secondary-it timeout"],
    },
    {
      because: "a key is called like something of the prototype",
      given: both(fn, { environment: { variables: { constructor: "a" } } }, { environment: { variables: {} } }),
      at: ["secondary-it environment.variables.constructor"],
    },
    {
      because: "an ordinary alarm is on one side only",
      given: [...both(fn, {}, {}), east(alarm, "errors", { namespace: "AWS/Lambda", metricName: "Errors" })],
      at: ["errors region"],
    },
    {
      because: "a name of seven letters may be chance",
      given: [
        east("aws:sqs/queue:Queue", "q1", { name: "order-a" }),
        west("aws:sqs/queue:Queue", "q2", { name: "order-b" }),
        east(fn, "f1", { description: "works on order-a" }, { sources: { description: ["q1"] } }),
        west(fn, "f2", { description: "works on order-b" }, { sources: { description: ["q2"] } }),
      ],
      at: ["f2 description"],
    },
    {
      because: "a text of seven letters and digits, and a long one without digits, are nobody's id",
      given: [
        east("aws:sqs/queue:Queue", "q1", {}),
        west("aws:sqs/queue:Queue", "q2", {}),
        east(
          fn,
          "f1",
          { description: "order-1", handler: "alphabet" },
          { sources: { description: ["q1"], handler: ["q1"] } },
        ),
        west(
          fn,
          "f2",
          { description: "order-2", handler: "omegabet" },
          { sources: { description: ["q2"], handler: ["q2"] } },
        ),
      ],
      at: ["f2 description", "f2 handler"],
    },
    {
      because: "the same id is a reference on one side only",
      given: [
        east("aws:sqs/queue:Queue", "q1", {}),
        west("aws:sqs/queue:Queue", "q2", {}),
        east(fn, "f1", { description: "orders-1a2b3c4" }, { sources: { description: ["q1"] } }),
        west(fn, "f2", { description: "orders-5d6e7f8" }),
      ],
      at: ["f2 description"],
    },
    {
      because: "one side refers to something and the other says what it is in words",
      given: [
        east("aws:sqs/queue:Queue", "q1", {}),
        west("aws:sqs/queue:Queue", "q2", {}),
        east(fn, "f1", { description: "orders-1a2b3c4" }, { sources: { description: ["q1"] } }),
        west(fn, "f2", { description: "the queue of orders" }, { sources: { description: ["q2"] } }),
      ],
      at: ["f2 description"],
    },
    {
      because: "a version is not a number alone, and a number not of a version",
      given: [
        east(template, "t1", {}),
        west(template, "t2", {}),
        east(group, "g1", { launchTemplate: { version: "v3", name: "7" } }, { sources: { launchTemplate: ["t1"] } }),
        west(group, "g2", { launchTemplate: { version: "v4", name: "8" } }, { sources: { launchTemplate: ["t2"] } }),
      ],
      at: ["g2 launchTemplate.name", "g2 launchTemplate.version"],
    },
    {
      because: "a version ends in a letter",
      given: [
        east(template, "t1", {}),
        west(template, "t2", {}),
        east(group, "g1", { launchTemplate: { version: "3a" } }, { sources: { launchTemplate: ["t1"] } }),
        west(group, "g2", { launchTemplate: { version: "4a" } }, { sources: { launchTemplate: ["t2"] } }),
      ],
      at: ["g2 launchTemplate.version"],
    },
    {
      because: "the intended difference is another type's, or another setting's",
      config: { ignoreProperties: { "aws:sqs/*": ["timeout"], "aws:lambda/*": ["memorySize"] } },
      given: both(fn, { timeout: 3 }, { timeout: 4 }),
      at: ["secondary-it timeout"],
    },
    {
      because: "findings come type by type, in the order of the alphabet",
      given: [
        east("aws:sqs/queue:Queue", "q1", { delaySeconds: 1 }),
        west("aws:sqs/queue:Queue", "q2", { delaySeconds: 2 }),
        west("aws:sns/topic:Topic", "alone", {}),
        east(fn, "f1", { timeout: 1 }),
        west(fn, "f2", { timeout: 2 }),
      ],
      at: ["f2 timeout", "alone region", "q2 delaySeconds"],
    },
  ],
  undetermined: [
    {
      because: "the region of one is unknown, so that no other is alone yet",
      given: [
        ...both(fn, {}, {}),
        of(unknown.string)("aws:sqs/queue:Queue", "q", {}),
        east("aws:sqs/queue:Queue", "p", {}),
      ],
      at: ["provider region"],
    },
    {
      because: "one side is unknown deep inside",
      given: both(fn, { vpcConfig: { subnetIds: ["a"] } }, { vpcConfig: { subnetIds: [unknown.string] } }),
      at: ["secondary-it vpcConfig.subnetIds[0]"],
    },
    {
      because: "what an alarm watches is unknown",
      given: [...both(fn, {}, {}), east(alarm, "a", { namespace: unknown.string })],
      at: ["a namespace"],
    },
    {
      because: "nobody says in which region one of them is",
      given: [...both(fn, {}, {}), { type: fn, name: "lost", props: {}, context: {} }],
      at: ["lost region"],
    },
  ],
  skip: [
    { because: "there is nothing at all", given: [] },
    {
      because: "the second region has only what has one home",
      given: [east(fn, "a", {}), west("aws:dynamodb/tag:Tag", "t", {})],
    },
    { because: "everything is ignored", config: { ignoreNames: ["*"] }, given: both(fn, {}, { timeout: 1 }) },
  ],
};
