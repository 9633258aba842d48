import type { GraphResource, Json, JsonObject } from "../../../../preflight/graph";
import { Graph, holdsUnknown, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { elsewhere, everythingGiven, overHttp, withCertificates, withZone } from "./variants";

const variants: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["over HTTP", overHttp],
  ["with a zone", withZone],
  ["with certificates", withCertificates],
  ["in other regions, with the longest suffix", elsewhere],
  ["with everything given", everythingGiven],
];

/** What AWS gives no tags. Everything else in the stack must carry them. */
const untaggable = [
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:dynamodb/tag:Tag",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:lambda/alias:Alias",
  "aws:lambda/invocation:Invocation",
  "aws:lambda/permission:Permission",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:route53/record:Record",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:sqs/queuePolicy:QueuePolicy",
];

/** AWS's limits, as its documentation states them. */
const longestName: Readonly<Record<string, number>> = {
  "aws:cloudwatch/logGroup:LogGroup": 512,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
  "aws:dynamodb/table:Table": 255,
  "aws:ec2/securityGroup:SecurityGroup": 255,
  "aws:iam/role:Role": 64,
  "aws:iam/rolePolicy:RolePolicy": 128,
  "aws:lambda/alias:Alias": 128,
  "aws:lambda/function:Function": 64,
  "aws:lb/loadBalancer:LoadBalancer": 32,
  "aws:lb/targetGroup:TargetGroup": 32,
  "aws:s3/bucket:Bucket": 63,
  "aws:sns/topic:Topic": 256,
  "aws:sqs/queue:Queue": 80,
  "aws:ssm/parameter:Parameter": 1011,
};

/** Not names that the system gives: the domain's. */
const namedByDomain = ["aws:route53/zone:Zone", "aws:route53/record:Record"];

describe.each(variants)("%s", (_variant, config) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("trading", config));
  });

  const suffix = config.environmentSuffix ?? "dev";
  const primary = config.primaryRegion ?? "us-east-1";
  const secondary = config.secondaryRegion ?? "us-west-2";

  const physicalName = ({ inputs }: GraphResource): Json | undefined => inputs.bucket ?? inputs.name;
  const named = () => graph.managed.filter(({ type }) => type in longestName);
  const tagsOf = ({ inputs }: GraphResource) => inputs.tags as JsonObject | undefined;

  test('trading: "All resources tagged: Environment=production, DR-Role=primary/secondary", by the region they serve', () => {
    const taggable = graph.managed.filter(({ type }) => !untaggable.includes(type));
    expect(taggable.length).toBeGreaterThan(60);
    for (const resource of taggable) {
      const role = graph.regionOf(resource) === secondary ? "secondary" : "primary";
      expect({ urn: resource.urn, tags: tagsOf(resource) }).toEqual({
        urn: resource.urn,
        tags: expect.objectContaining({ Environment: "production", "DR-Role": role }),
      });
    }
  });

  test('trading: "Resource naming format: {service}-{region}-{environment}-{purpose}"', () => {
    expect(named().length).toBeGreaterThan(40);
    for (const resource of named()) {
      const pattern = new RegExp(`^[a-z0-9]+-${graph.regionOf(resource)}-${suffix}-[a-z0-9-]+$`);
      expect(physicalName(resource)).toMatch(pattern);
    }
  });

  test("whatever has a name of its own is among the names judged here", () => {
    const forgotten = graph.managed.filter(
      ({ type, inputs }) => inputs.name !== undefined && !(type in longestName) && !namedByDomain.includes(type),
    );
    expect(forgotten.map(({ urn }) => urn)).toEqual([]);
  });

  test('trading: "All resources must include environmentSuffix parameter": also in the Name tags of the nameless', () => {
    const labelled = graph.managed.filter((resource) => tagsOf(resource)?.Name !== undefined);
    expect(labelled.length).toBeGreaterThan(15);
    for (const resource of labelled) {
      expect(tagsOf(resource)?.Name).toMatch(
        new RegExp(`^[a-z0-9]+-${graph.regionOf(resource)}-${suffix}-[a-z0-9-]+$`),
      );
    }
  });

  test("no name is longer than AWS allows", () => {
    const long = named().filter(
      (resource) => String(physicalName(resource)).length > (longestName[resource.type] ?? 0),
    );
    expect(long.map(physicalName)).toEqual([]);
  });

  test("no two resources of a kind have one name in one region", () => {
    const places = named()
      .filter(({ type }) => type !== "aws:iam/rolePolicy:RolePolicy" && type !== "aws:lambda/alias:Alias")
      .map((resource) => `${resource.type} ${graph.regionOf(resource)} ${physicalName(resource)}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test("every IAM document is known at preview", () => {
    const documents = graph.managed.flatMap(({ urn, inputs }) =>
      [inputs.policy, inputs.assumeRolePolicy]
        .filter((document) => document !== undefined)
        .map((document) => ({ urn, document })),
    );
    expect(documents.length).toBeGreaterThanOrEqual(14);
    expect(documents.filter(({ document }) => holdsUnknown(document)).map(({ urn }) => urn)).toEqual([]);
  });

  test('trading: "NO wildcard permissions": an Allow names actions, resources and principals', () => {
    const allows = graph.managed
      .flatMap(({ inputs }) => [inputs.policy, inputs.assumeRolePolicy])
      .filter((document) => document !== undefined)
      .flatMap(statementsOf)
      .filter(({ Effect }) => Effect === "Allow");
    expect(allows.length).toBeGreaterThanOrEqual(20);
    for (const { Action, Resource = [], Principal, NotAction, NotResource, NotPrincipal } of allows) {
      expect([NotAction, NotResource, NotPrincipal]).toEqual([undefined, undefined, undefined]);
      expect(JSON.stringify([Action, Principal ?? null])).not.toContain("*");
      for (const resource of Resource as readonly string[]) {
        expect(resource).toMatch(
          /^arn:aws:(s3:::[a-z0-9-]+((\/[a-z-]+)*(\/AWSLogs\/\d{12})?\/\*)?|dynamodb:[a-z0-9-]+:\d{12}:table\/[a-z0-9-]+\/stream\/\*|logs:[a-z0-9-]+:\d{12}:log-group:[a-z0-9-]+:\*|[^*]+)$/,
        );
      }
    }
  });

  test('trading: "All resources must be destroyable (no Retain policies)": no option keeps a resource', () => {
    const kept = graph.managed.filter(({ options }) => options.protect || options.retainOnDelete);
    expect(kept.map(({ urn }) => urn)).toEqual([]);
  });

  test('trading: "All resources can be cleanly destroyed": nor does a property', () => {
    expect(graph.inputs("aws:s3/bucket:Bucket").map(({ forceDestroy }) => forceDestroy)).toEqual([true, true]);
    expect(graph.inputs("aws:dynamodb/table:Table")).toEqual([
      expect.objectContaining({
        deletionProtectionEnabled: false,
        replicas: [expect.objectContaining({ deletionProtectionEnabled: false })],
      }),
    ]);
    expect(graph.inputs("aws:lb/loadBalancer:LoadBalancer").map((inputs) => inputs.enableDeletionProtection)).toEqual([
      false,
      false,
    ]);
    const zones = graph.managed.filter(({ type }) => type === "aws:route53/zone:Zone");
    expect(zones.filter(({ inputs }) => inputs.forceDestroy !== true)).toEqual([]);
    const logs = graph.inputs("aws:cloudwatch/logGroup:LogGroup");
    expect(logs.map(({ skipDestroy }) => skipDestroy)).toEqual(Array(8).fill(false));
    expect(graph.inputs("aws:iam/role:Role").filter(({ forceDetachPolicies }) => forceDetachPolicies !== true)).toEqual(
      [],
    );
  });

  test('trading: "Identical infrastructure stacks in both regions"', () => {
    const kindsIn = (region: string) =>
      graph.managed
        .filter((resource) => graph.regionOf(resource) === region)
        .map(({ type, name }) => `${type} ${name.replaceAll(/primary|secondary/g, "")}`)
        .sort();
    const shared = (kind: string) => /dynamodb\/|route53\/zone|route53\/record.* api-|alarms-endpoints-/.test(kind);
    expect(kindsIn(primary).filter((kind) => !shared(kind))).toEqual(
      kindsIn(secondary).filter((kind) => !shared(kind)),
    );
  });

  test("every resource is under a component, and every resource has an explicit provider", () => {
    expect(graph.managed.filter(({ parent }) => !parent?.includes("dr:")).map(({ urn }) => urn)).toEqual([]);
    expect(new Set(graph.managed.map((resource) => graph.regionOf(resource)))).toEqual(
      new Set(primary === "eu-west-1" ? ["eu-west-1", "eu-central-1", "us-east-1"] : [primary, secondary]),
    );
  });

  test("the program says who may call, and nothing else, and every resource of it can be judged", () => {
    const isPlain = config.certificateArns === undefined && config.hostedZoneId === undefined;
    expect(graph.recording.logs).toEqual([
      expect.objectContaining({
        severity: "warning",
        message: expect.stringContaining("callers is anyone: whoever reaches the load balancers"),
      }),
    ]);
    expect(graph.recording.logs[0]?.message.includes("not encrypted")).toBe(isPlain);
    expect(graph.recording.notJudged).toEqual([]);
  });
});

test("the outputs are what a person needs after the first update", async () => {
  const { outputs } = await recorded("trading");
  expect(Object.keys(outputs).sort()).toEqual([
    "alarmNames",
    "fqdn",
    "nameServers",
    "primaryBucket",
    "primaryHealthCheckId",
    "primaryTopicArn",
    "primaryUrl",
    "secondaryBucket",
    "secondaryHealthCheckId",
    "secondaryTopicArn",
    "secondaryUrl",
    "tableName",
    "url",
    "zoneId",
  ]);
  expect(outputs).toMatchObject({
    fqdn: "api.example.com",
    url: "http://api.example.com",
    tableName: "dynamodb-us-east-1-dev-trades",
    primaryBucket: "s3-us-east-1-dev-trade-archive-123456789012",
    secondaryTopicArn: "arn:aws:sns:us-west-2:123456789012:sns-us-west-2-dev-failover-alerts",
  });
  expect(outputs.alarmNames).toHaveLength(40);
});

test("the longest suffix that the configuration takes brings a name to AWS's limit, and not beyond", async () => {
  const graph = new Graph(await recorded("trading", elsewhere));
  const balancer = graph.only("eu-central-1", "aws:lb/loadBalancer:LoadBalancer").inputs.name;
  expect(balancer).toBe("alb-eu-central-1-abcdefghi-trade");
  expect(balancer).toHaveLength(32);
});
