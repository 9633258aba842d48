import type { GraphResource, Json, JsonObject } from "../../../../preflight/graph";
import { Graph, holdsUnknown, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { asDocumented, elsewhere, everythingGiven } from "./variants";

/** Carry no tags. Everything else in the stack must. */
const untaggable =
  /^aws:(apigateway\/(account|authorizer|basePathMapping|deployment|integration|method|methodSettings|model|requestValidator|resource|response)|cloudwatch\/eventTarget|dynamodb\/tag|iam\/(rolePolicy|rolePolicyAttachment)|lambda\/(alias|invocation|permission)|route53\/record|s3\/bucket[A-Z]\w+|scheduler\/schedule|sns\/topicSubscription|sqs\/queuePolicy):/;

/** AWS's limits, as its documentation states them. */
const longestName: Readonly<Record<string, number>> = {
  "aws:apigateway/authorizer:Authorizer": 128,
  "aws:apigateway/requestValidator:RequestValidator": 128,
  "aws:apigateway/restApi:RestApi": 1024,
  "aws:apigateway/stage:Stage": 128,
  "aws:cloudwatch/logGroup:LogGroup": 512,
  "aws:cloudwatch/metricAlarm:MetricAlarm": 255,
  "aws:dynamodb/table:Table": 255,
  "aws:iam/role:Role": 64,
  "aws:iam/rolePolicy:RolePolicy": 128,
  "aws:cloudwatch/eventRule:EventRule": 64,
  "aws:lambda/alias:Alias": 128,
  "aws:lambda/function:Function": 64,
  "aws:s3/bucket:Bucket": 63,
  "aws:scheduler/schedule:Schedule": 64,
  "aws:sns/topic:Topic": 256,
  "aws:sqs/queue:Queue": 80,
  "aws:ssm/parameter:Parameter": 1011,
};

/** The domain's names; and the model's, which lives inside its API and may hold letters and digits alone. */
const namedOtherwise = ["aws:route53/zone:Zone", "aws:route53/record:Record", "aws:apigateway/model:Model"];

/** API Gateway names it itself, by an id that is not known yet: `API-Gateway-Execution-Logs_<api>/live-<suffix>`. */
const isNamedByAws = ({ name }: GraphResource) => name.endsWith("-execution-logs");

const variants: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["as documented", asDocumented],
  ["in other regions, with the longest suffix", elsewhere],
  ["with everything given", everythingGiven],
];

describe.each(variants)("%s", (_variant, config) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = new Graph(await recorded("payments", config));
  });

  const suffix = config.environmentSuffix ?? "dev";
  const primary = config.primaryRegion ?? "us-east-1";
  const secondary = config.secondaryRegion ?? "us-east-2";
  const physicalName = ({ inputs }: GraphResource): Json | undefined =>
    inputs.bucket ?? inputs.name ?? inputs.stageName;
  const named = () => graph.managed.filter((one) => one.type in longestName && !isNamedByAws(one));
  const documents = () =>
    graph.managed.flatMap(({ urn, inputs }) =>
      [inputs.policy, inputs.assumeRolePolicy]
        .filter((document) => document !== undefined)
        .map((document) => ({ urn, document })),
    );

  test("payments: names follow the convention of resource type, hyphen, environmentSuffix", () => {
    expect(named().length).toBeGreaterThan(50);
    for (const resource of named()) {
      expect(physicalName(resource)).toMatch(new RegExp(`^[a-z][a-z0-9-]*-${suffix}$`));
    }
  });

  test('payments: "Resource names must include environmentSuffix": whatever has a name is among those judged', () => {
    const forgotten = graph.managed.filter(
      ({ type, inputs }) => inputs.name !== undefined && !(type in longestName) && !namedOtherwise.includes(type),
    );
    expect(forgotten.map(({ urn }) => urn)).toEqual([]);
  });

  test("no name is longer than AWS allows, and none is given twice to one kind in one region", () => {
    const long = named().filter(
      (resource) => String(physicalName(resource)).length > (longestName[resource.type] ?? 0),
    );
    expect(long.map(physicalName)).toEqual([]);
    const kinds = named().filter(({ type }) => type !== "aws:lambda/alias:Alias");
    const places = kinds.map((resource) => `${resource.type} ${graph.regionOf(resource)} ${physicalName(resource)}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test("names that are unique beyond a region differ between the regions", () => {
    const beyond = named().filter(({ type }) => /iam\/role:|s3\/bucket:/.test(type));
    expect(new Set(beyond.map(physicalName)).size).toBe(beyond.length);
  });

  test("whatever can carry tags tells its environment and its part in a recovery", () => {
    const taggable = graph.managed.filter(({ type }) => !untaggable.test(type));
    expect(taggable.length).toBeGreaterThan(50);
    for (const resource of taggable) {
      const role = graph.regionOf(resource) === secondary ? "secondary" : "primary";
      expect({ urn: resource.urn, tags: resource.inputs.tags }).toEqual({
        urn: resource.urn,
        tags: expect.objectContaining({ Environment: config.environmentTag ?? "production", "DR-Role": role }),
      });
    }
  });

  test("every IAM document is known at preview", () => {
    expect(documents().length).toBeGreaterThanOrEqual(20);
    expect(documents().filter(({ document }) => holdsUnknown(document))).toEqual([]);
  });

  test('payments: "Follow principle of least privilege": an Allow names actions, resources and principals', () => {
    const allows = documents()
      .flatMap(({ document }) => statementsOf(document))
      .filter(({ Effect }) => Effect === "Allow");
    expect(allows.length).toBeGreaterThanOrEqual(30);
    for (const { Action, Resource = [], Principal, NotAction, NotResource, NotPrincipal } of allows) {
      expect([NotAction, NotResource, NotPrincipal]).toEqual([undefined, undefined, undefined]);
      expect(JSON.stringify([Action, Principal ?? null])).not.toContain("*");
      for (const resource of Resource as readonly string[]) {
        expect(resource).toMatch(
          /^arn:aws:(s3:::[a-z0-9-]+((\/[a-z-]+)*\/\*)?|dynamodb:[a-z0-9-]+:\d{12}:table\/[a-z0-9-]+\/stream\/\*|logs:[a-z0-9-]+:\d{12}:log-group:[a-z0-9-]+:\*|[^*]+)$/,
        );
      }
    }
  });

  test('payments: "All encryption must use AWS managed keys (no custom KMS keys required)"', () => {
    expect(graph.managed.filter(({ type }) => type.startsWith("aws:kms/"))).toEqual([]);
    const withKey = graph.managed.filter(({ inputs }) =>
      /"(kmsKeyId|kmsKeyArn|kmsMasterKeyId|keyId)":/.test(JSON.stringify(inputs)),
    );
    expect(withKey.map(({ urn }) => urn)).toEqual([]);
  });

  test('payments: "All resources must be destroyable (no Retain policies)"', () => {
    const kept = graph.managed.filter(({ options }) => options.protect || options.retainOnDelete);
    expect(kept.map(({ urn }) => urn)).toEqual([]);
    expect(graph.inputs("aws:s3/bucket:Bucket").map(({ forceDestroy }) => forceDestroy)).toEqual([true, true]);
    expect(graph.inputs("aws:dynamodb/table:Table")).toEqual([
      expect.objectContaining({
        deletionProtectionEnabled: false,
        replicas: [expect.objectContaining({ deletionProtectionEnabled: false })],
      }),
    ]);
    const keptLogs = graph
      .inputs("aws:cloudwatch/logGroup:LogGroup")
      .filter(({ skipDestroy }) => skipDestroy !== false);
    expect(keptLogs).toEqual([]);
  });

  test("the two regions have the same kinds of things", () => {
    const kindsIn = (region: string) =>
      graph.managed
        .filter((resource) => graph.regionOf(resource) === region)
        .map(({ type, name }) => `${type} ${name.replaceAll(/primary|secondary/g, "")}`)
        .filter((kind) => !/dynamodb\/|route53\/zone|route53\/record.* api-|alarms-endpoints-/.test(kind))
        .sort();
    expect(kindsIn(primary)).toEqual(kindsIn(secondary));
  });

  test("every resource is under a component, and the program says nothing", () => {
    expect(graph.managed.filter(({ parent }) => !parent?.includes("dr:")).map(({ urn }) => urn)).toEqual([]);
    expect([graph.recording.logs, graph.recording.notJudged]).toEqual([[], []]);
  });
});

describe("the outputs", () => {
  let outputs: JsonObject;
  beforeAll(async () => {
    outputs = (await recorded("payments")).outputs;
  });

  test('payments: "Export primary API endpoint URL", "secondary", "Route 53 health check URLs", "CloudWatch alarm ARNs"', () => {
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining([
        "primaryApiUrl",
        "secondaryApiUrl",
        "primaryHealthCheckUrl",
        "secondaryHealthCheckUrl",
        "alarmArns",
      ]),
    );
  });

  test("there is an ARN for every alarm", async () => {
    const graph = new Graph(await recorded("payments"));
    const arns = graph
      .all("aws:cloudwatch/metricAlarm:MetricAlarm")
      .map((alarm) => `arn:aws:cloudwatch:${graph.regionOf(alarm)}:123456789012:alarm:${alarm.inputs.name}`);
    expect(arns).toHaveLength(54);
    expect([...(outputs.alarmArns as readonly string[])].sort()).toEqual([...arns].sort());
  });

  test("the rest is what a person needs after the first update", () => {
    expect(outputs).toMatchObject({
      fqdn: "api.example.com",
      url: "https://api.example.com",
      tableName: "payments-table-dev",
      primaryBucket: "payment-logs-us-east-1-123456789012-dev",
      secondaryDeadLetterQueueArn: "arn:aws:sqs:us-east-2:123456789012:payment-dead-letter-queue-dev",
      secondaryTopicArn: "arn:aws:sns:us-east-2:123456789012:payment-alerts-topic-dev",
    });
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(["nameServers", "zoneId", "primaryHealthCheckId"]));
  });
});
