import provider from "@pulumi/pulumi/proto/provider_pb";
import { refusals } from "./stand-ins/aws/checks";
import { findResourceType } from "./stand-ins/aws/declarations";
import { lookUp } from "./stand-ins/aws/lookups";
import { StandInProvider } from "./stand-ins/aws/provider";
import { fromStruct, toStruct, UNKNOWN, type WireObject } from "./stand-ins/wire";

const TABLE = "aws:dynamodb/table:Table";

function refused(token: string, inputs: WireObject): readonly string[] {
  const type = findResourceType(token);
  if (type === undefined) throw new Error(`no declaration of ${token}`);
  return refusals(token, type, inputs).map(({ property, reason }) => `${property}: ${reason}`);
}

function configured(settings: WireObject): StandInProvider {
  const standIn = new StandInProvider();
  standIn.configure(new provider.ConfigureRequest().setArgs(toStruct(settings)));
  return standIn;
}

function checked(standIn: StandInProvider, token: string, inputs: WireObject): WireObject {
  const request = new provider.CheckRequest().setUrn(`urn:pulumi:s::p::${token}::Trades`).setNews(toStruct(inputs));
  return fromStruct(standIn.check(request).getInputs());
}

function secret(value: WireObject): WireObject {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

describe("the stand-in for AWS refuses what AWS's provider refuses", () => {
  test.each([
    ["a missing argument", "aws:s3/bucketPolicy:BucketPolicy", { bucket: "b" }, "policy: Missing required argument"],
    [
      "an argument that is null",
      "aws:s3/bucketPolicy:BucketPolicy",
      { bucket: "b", policy: null },
      "policy: Missing required argument",
    ],
    [
      "a missing argument of a nested block",
      TABLE,
      { name: "trades", replicas: [{}] },
      "replicas[0].regionName: Missing required argument",
    ],
    [
      "an argument that does not exist",
      TABLE,
      { name: "trades", tabelClass: "STANDARD" },
      "tabelClass: Unsupported argument",
    ],
    [
      "a nested argument that does not exist",
      TABLE,
      { name: "trades", ttl: { enabeld: true } },
      "ttl.enabeld: Unsupported argument",
    ],
    [
      "an interval that Route 53 does not have",
      "aws:route53/healthCheck:HealthCheck",
      { type: "HTTP", requestInterval: 20 },
      "requestInterval: expected requestInterval to be one of [10 30], got 20",
    ],
  ])("%s", (_title, token, inputs, reason) => {
    expect(refused(token, inputs)).toEqual([reason]);
  });

  test.each([
    ["aws:lb/loadBalancer:LoadBalancer", "name", 32],
    ["aws:iam/role:Role", "name", 64],
    ["aws:s3/bucket:Bucket", "bucket", 63],
    ["aws:dynamodb/table:Table", "name", 255],
    ["aws:sqs/queue:Queue", "name", 80],
  ])("a %s whose %s is longer than %i characters", (token, property, longest) => {
    const required: WireObject = token === "aws:iam/role:Role" ? { assumeRolePolicy: "{}" } : {};
    expect(refused(token, { ...required, [property]: "a".repeat(longest) })).toEqual([]);
    expect(refused(token, { ...required, [property]: "a".repeat(longest + 1) })).toHaveLength(1);
  });

  test.each([
    ["aws:s3/bucket:Bucket", { bucket: "Trades_Archive" }],
    ["aws:lb/loadBalancer:LoadBalancer", { name: "internal-trades" }],
    ["aws:lb/loadBalancer:LoadBalancer", { name: "trades-" }],
  ])("characters that a name of %s may not have: %j", (token, inputs) => {
    expect(refused(token, inputs)).toHaveLength(1);
  });

  test("what is not known yet is not refused", () => {
    expect(refused(TABLE, { name: UNKNOWN, replicas: [UNKNOWN], attributes: UNKNOWN })).toEqual([]);
    expect(refused("aws:s3/bucketPolicy:BucketPolicy", { bucket: UNKNOWN, policy: UNKNOWN })).toEqual([]);
  });

  test("a type that the SDK does not have", () => {
    const request = new provider.CheckRequest().setUrn("urn:pulumi:s::p::aws:dynamodb/tabel:Tabel::t");
    expect(() => new StandInProvider().check(request)).toThrow("unrecognized resource type: aws:dynamodb/tabel:Tabel");
  });

  test("the deletion of a resource that is locked against it", () => {
    const request = new provider.DeleteRequest()
      .setUrn("urn:table")
      .setProperties(toStruct({ deletionProtectionEnabled: true }));
    expect(() => new StandInProvider().delete(request)).toThrow(
      "urn:table cannot be deleted while deletionProtectionEnabled is true",
    );
  });
});

describe("the stand-in for AWS answers like AWS's provider", () => {
  test("it adds its region to what is regional, before anyone judges it", () => {
    const west = configured({ region: "us-west-2" });
    expect(checked(west, TABLE, { name: "trades" })).toEqual({ name: "trades", region: "us-west-2" });
    expect(checked(west, TABLE, { name: "trades", region: "eu-west-1" }).region).toBe("eu-west-1");
    expect(checked(west, "aws:iam/role:Role", { name: "r", assumeRolePolicy: "{}" })).not.toHaveProperty("region");
  });

  test("it names what the program does not name, and keeps that name", () => {
    const { name } = checked(configured({}), TABLE, {});
    expect(name).toMatch(/^trades-[0-9a-f]{7}$/);
  });

  test("before creation everything that AWS chooses is unknown; afterwards it is there", () => {
    const standIn = configured({ region: "us-east-1", defaultTags: '{"tags":{"Owner":"dr"}}' });
    const create = (preview: boolean) =>
      standIn.create(
        new provider.CreateRequest()
          .setUrn(`urn:pulumi:s::p::${TABLE}::t`)
          .setProperties(toStruct({ name: "trades", region: "us-east-1", tags: { Environment: "production" } }))
          .setPreview(preview),
      );
    const planned = fromStruct(create(true).getProperties());
    const made = fromStruct(create(false).getProperties());
    expect([planned.arn, planned.name]).toEqual([UNKNOWN, "trades"]);
    expect([made.arn, create(false).getId()]).toEqual([
      "arn:aws:dynamodb:us-east-1:123456789012:table/trades",
      "trades",
    ]);
    expect(made.tagsAll).toEqual({ Owner: "dr", Environment: "production" });
    expect(Object.values(made)).not.toContain(UNKNOWN);
  });

  test.each([
    ["an alarm that wants more than it has", "aws:cloudwatch/metricAlarm:MetricAlarm", { datapointsToAlarm: 3 }],
    [
      "a replica in the table's own region",
      TABLE,
      { replicas: [{ regionName: "us-west-2" }], streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" },
    ],
    [
      "a name that Lambda keeps, in variables that are secret",
      "aws:lambda/function:Function",
      { environment: { variables: secret({ AWS_REGION: "us-west-2" }) } },
    ],
  ])("%s is refused when it is created, and not before", (_title, token, inputs) => {
    const standIn = configured({ region: "us-west-2" });
    const create = (preview: boolean) => () =>
      standIn.create(
        new provider.CreateRequest()
          .setUrn(`urn:pulumi:s::p::${token}::x`)
          .setProperties(toStruct({ evaluationPeriods: 2, ...inputs }))
          .setPreview(preview),
      );
    expect(create(false)).toThrow(`${token}::x: AWS does not support `);
    expect(create(true)).not.toThrow();
  });

  test("a secondary cluster of a global database has a name for its readers, and none for a writer", () => {
    const created = (more: WireObject) => {
      const inputs = { clusterIdentifier: "ledger", region: "us-west-2", globalClusterIdentifier: "world", ...more };
      const request = new provider.CreateRequest()
        .setUrn("urn:pulumi:s::p::aws:rds/cluster:Cluster::c")
        .setProperties(toStruct(inputs));
      return fromStruct(configured({ region: "us-west-2" }).create(request).getProperties());
    };
    expect(created({})).toMatchObject({
      endpoint: "",
      readerEndpoint: expect.stringMatching(/^ledger\.cluster-ro-\w+\.us-west-2\.rds\.amazonaws\.com$/),
    });
    expect(created({ masterUsername: "owner" }).endpoint).toMatch(/^ledger\.cluster-\w+\.us-west-2\./);
  });

  test("a policy document is built from its statements", () => {
    const args = {
      statements: [
        {
          actions: ["s3:GetObject"],
          resources: ["arn:aws:s3:::b/*"],
          principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
          conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["123456789012"] }],
        },
      ],
    };
    const { json } = lookUp("aws:iam/getPolicyDocument:getPolicyDocument", args, "us-east-1") ?? {};
    expect(JSON.parse(String(json))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::b/*",
          Principal: { Service: "lambda.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
      ],
    });
  });

  test("a data source that it does not know is an error, not an empty answer", () => {
    const response = configured({ region: "us-east-1" }).invoke(
      new provider.InvokeRequest().setTok("aws:ec2/getAmi:getAmi"),
    );
    expect(response.getFailuresList()[0]?.getReason()).toContain("aws:ec2/getAmi:getAmi");
  });
});
