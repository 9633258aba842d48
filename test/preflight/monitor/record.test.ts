import { join } from "node:path";
import type { GraphResource, Recording } from "../../../preflight/graph";
import { recordProgram } from "../../../preflight/monitor/record";
import { isUnknown } from "../../../preflight/wire";

const programs = join(__dirname, "..", "programs");
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const DEFAULT_AWS = "urn:pulumi:dev::declares::pulumi:providers:aws::default_7_48_0";
const WEST = "urn:pulumi:dev::declares::pulumi:providers:aws::west";
const STACK = "urn:pulumi:dev::declares::pulumi:pulumi:Stack::declares-dev";
const TABLE = "urn:pulumi:dev::declares::aws:dynamodb/table:Table::trades";

describe("a program that declares every kind of resource", () => {
  let recording: Recording;
  const find = (name: string): GraphResource => {
    const resource = recording.resources.find((candidate) => candidate.name === name);
    if (resource === undefined) {
      throw new Error(`no resource is named ${name}`);
    }
    return resource;
  };

  beforeAll(async () => {
    recording = await recordProgram({
      programDirectory: join(programs, "declares"),
      stack: "acme/dev",
      config: { "aws:region": "eu-west-1", size: "large" },
    });
  });

  test("knows project, stack, organization and where it was", () => {
    expect(recording).toMatchObject({
      project: "declares",
      stack: "dev",
      organization: "acme",
      directory: join(programs, "declares"),
    });
  });

  test("starts with the stack, which every other resource belongs to", () => {
    expect(recording.resources[0]).toMatchObject({ urn: STACK, custom: false });
    expect(recording.resources[0]?.sourcePosition).toBeUndefined();
    expect(find("trades").parent).toBe(STACK);
  });

  test("writes the types of the parents into a URN, but not the stack's", () => {
    expect(find("app-inner-topic").urn).toBe(
      "urn:pulumi:dev::declares::dr:test:Outer$dr:test:Inner$aws:sns/topic:Topic::app-inner-topic",
    );
  });

  test("hands providers and protection down through components", () => {
    expect(find("app-inner-topic")).toMatchObject({ provider: WEST, options: { protect: true } });
    expect(find("renamed-inner-topic")).toMatchObject({ provider: DEFAULT_AWS, options: { protect: false } });
  });

  test("makes one default provider with the config of its namespace, overrides first", () => {
    const defaults = recording.resources.filter(({ urn }) => urn === DEFAULT_AWS);
    expect(defaults.map(({ inputs }) => inputs)).toEqual([
      {
        profile: "from-project",
        region: "eu-west-1",
        defaultTags: '{"tags":{"Team":"trading"}}',
        version: "7.48.0",
        __internal: {},
      },
    ]);
  });

  test("remembers the plugin of an explicit provider", () => {
    expect(find("west").inputs).toMatchObject({ region: "us-west-2", version: "7.48.0" });
  });

  test("passes a renamed component's earlier name on to its children", () => {
    expect(find("renamed").options.aliases).toEqual(["urn:pulumi:dev::declares::dr:test:Outer::old"]);
    expect(find("renamed-inner-topic").options.aliases).toEqual([
      "urn:pulumi:dev::declares::dr:test:Outer$dr:test:Inner$aws:sns/topic:Topic::old-inner-topic",
    ]);
  });

  test("resolves aliases by name, by type and by parent", () => {
    expect(find("endpoint").options.aliases).toEqual([
      "urn:pulumi:dev::declares::aws:ssm/parameter:Parameter::endpoint-old",
      "urn:pulumi:dev::declares::aws:ssm/parameter:Old::endpoint",
    ]);
  });

  test("records the options that a policy pack sees, and those it does not", () => {
    expect(find("endpoint").options).toMatchObject({
      protect: true,
      retainOnDelete: false,
      ignoreChanges: ["value"],
      deleteBeforeReplace: true,
      customTimeouts: { create: "5m", delete: "1h30m" },
      additionalSecretOutputs: ["description", "value", "valueWo"],
      replaceOnChanges: ["name"],
    });
    expect(find("orders").options).toMatchObject({ retainOnDelete: true, deletedWith: TABLE });
    expect(find("adopted").options).toMatchObject({ importId: "adopted-bucket" });
  });

  test("runs a resource's own transforms, then its parents', then the stack's", () => {
    expect(find("orders").inputs).toEqual({ name: "orders-own-stack" });
    expect(find("renamed-inner-topic").inputs).toEqual({ name: "-parent" });
    expect(find("app-inner-topic").inputs).toEqual({});
  });

  test("keeps secrets wrapped and what is computed unknown", () => {
    expect(find("trades").inputs.tags).toEqual({
      Password: { ...SECRET, value: "preflight-has-no-key-for-this-secret" },
    });
    expect(find("endpoint").inputs).toMatchObject({ value: UNKNOWN, description: UNKNOWN });
  });

  test("knows the properties that only the provider can compute", () => {
    const { outputs } = find("trades");
    expect(["arn", "streamArn", "tagsAll"].map((property) => isUnknown(outputs[property]))).toEqual([true, true, true]);
    expect(outputs.hashKey).toBe("id");
    expect(find("trades").id).toBe("");
  });

  test("records dependencies, those of each property apart", () => {
    const queue = "urn:pulumi:dev::declares::aws:sqs/queue:Queue::orders";
    expect(find("endpoint").dependencies).toEqual([TABLE, queue]);
    expect(find("endpoint").propertyDependencies).toMatchObject({
      value: [TABLE, queue],
      description: [TABLE],
      name: [],
    });
  });

  test("gives the program its config: project defaults, objects as JSON, encrypted values as secret placeholders", () => {
    expect(find("endpoint").inputs.name).toBe("/large/012345678901/yes");
    expect(find("endpoint").inputs.tags).toEqual({ orders: "12", user: { ...SECRET, value: "root" } });
    expect(recording.logs.map(({ message }) => message)).toContain(
      "config declares:password is encrypted: the program gets a placeholder; pass --config declares:password=... if its value matters",
    );
  });

  test("keeps archives in wire form", () => {
    expect(find("handler").inputs.code).toMatchObject({
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      assets: { "index.js": { text: "exports.handler = () => {};" } },
    });
  });

  test("marks what the program only reads", () => {
    expect(find("shared")).toMatchObject({ external: true, id: "shared-bucket" });
    expect(find("org/other/dev")).toMatchObject({ type: "pulumi:pulumi:StackReference", external: true });
    expect(find("trades").external).toBe(false);
  });

  test("reports a remote component as not judged and goes on", () => {
    expect(recording.notJudged).toEqual([
      {
        urn: "urn:pulumi:dev::declares::awsx:ec2:Vpc::network",
        reason:
          "awsx:ec2:Vpc is built by the plugin of package awsx, which does not run here: its children are not seen. Judge what pulumi preview --json writes, with analyze",
      },
    ]);
    expect(find("in-network").inputs.vpcId).toBe(UNKNOWN);
  });

  test("answers a reference to a registered resource", () => {
    expect(find("network").inputs.tableUrn).toBe(TABLE);
  });

  test("says where the program constructed a resource", () => {
    expect(find("trades").sourcePosition).toEqual({
      file: join(programs, "declares", "main.js"),
      line: 44,
      column: 15,
    });
    expect(find("west").sourcePosition?.file).toBe(join(programs, "declares", "main.js"));
  });

  test("collects the stack's outputs", () => {
    expect(recording.outputs).toMatchObject({
      tableArn: UNKNOWN,
      queueName: "orders-own-stack",
      secret: { ...SECRET, value: "stack-secret" },
    });
  });

  test("keeps what the program logs and prints", () => {
    expect(recording.logs).toContainEqual({ severity: "warning", message: "a warning for people" });
    expect(recording.logs).toContainEqual({ severity: "info", message: "printed by the program" });
  });
});

test("a program's lookups are answered where that is certain, and unknown otherwise", async () => {
  const { outputs, resources, logs } = await recordProgram({
    programDirectory: join(programs, "lookups"),
    stack: "dev",
  });

  expect(outputs).toEqual({
    account: "123456789012",
    regions: ["us-west-2", "eu-west-1"],
    unknownRegion: UNKNOWN,
    partition: "aws",
    zones: ["us-west-2a", "us-west-2b", "us-west-2c"],
    zonesByPromise: ["apse2-az1", "apse2-az2", "apse2-az3"],
    // Version 2008-10-17 is what the program's own transform of lookups asked for.
    policy: `{
  "Version": "2008-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::b/*"
    }
  ]
}`,
    called: UNKNOWN,
  });
  expect(resources.find(({ name }) => name === "server")?.inputs).toEqual({
    ami: UNKNOWN,
    instanceType: "t3.micro",
    subnetId: UNKNOWN,
  });
  expect(resources.find(({ name }) => name === "readers")?.inputs).toEqual({ bucket: "archive", policy: UNKNOWN });
  expect(resources.find(({ name }) => name === "note")?.inputs).toMatchObject({
    key: UNKNOWN,
    source: { text: "[object Object] is what JavaScript calls a thing" },
  });
  expect(resources.find(({ name }) => name === "topic")?.inputs).toEqual({ displayName: UNKNOWN, name: "known" });
  expect(logs.map(({ message }) => message)).toEqual([
    "aws:ec2/getAmi:getAmi can be answered by a provider alone: its result is unknown here",
    "aws:ec2/getVpc:getVpc can be answered by a provider alone: its result is unknown here",
    "aws:index/getRegion:getRegion can be answered by a provider alone: its result is unknown here",
    "awsx:ec2:Vpc/cidr can be answered by a provider alone: its result is unknown here",
  ]);
});

test("a program goes on with what only AWS knows, and none of it is known afterwards", async () => {
  const { outputs, resources, logs } = await recordProgram({
    programDirectory: join(programs, "answers"),
    stack: "dev",
  });
  const inputsOf = (wanted: string) => resources.find(({ name }) => name === wanted)?.inputs;

  expect(outputs).toEqual({ made: { network: UNKNOWN, port: UNKNOWN } });
  expect(["eip-0", "eip-1", "eip-2"].map(inputsOf)).toEqual(Array(3).fill({ instance: UNKNOWN, tags: UNKNOWN }));
  expect(inputsOf("db")).toEqual({
    instanceClass: "db.t3.micro",
    allocatedStorage: UNKNOWN,
    multiAz: UNKNOWN,
    username: UNKNOWN,
    identifier: UNKNOWN,
    vpcSecurityGroupIds: [UNKNOWN, UNKNOWN, UNKNOWN],
    finalSnapshotIdentifier: UNKNOWN,
  });
  expect(inputsOf("buckets")).toEqual({ policy: UNKNOWN });
  // Of the tags nobody knows which there are: one that is asked for may be there, and so may others.
  expect(inputsOf("tagged")).toEqual({ name: UNKNOWN, tags: { Env: UNKNOWN, Team: "shop" } });
  expect(inputsOf("inherited")).toEqual({ name: UNKNOWN, tags: UNKNOWN });
  expect(inputsOf("of-each-tag")).toEqual({ name: UNKNOWN, tags: UNKNOWN });
  expect(inputsOf("there")).toMatchObject({ region: UNKNOWN });
  expect(inputsOf("named")).toEqual({ name: UNKNOWN });
  expect(resources.find(({ name }) => name === "group")).toMatchObject({ id: UNKNOWN, external: true });
  expect(logs).toContainEqual({ severity: "info", message: "network (unknown)" });
  expect(JSON.stringify({ outputs, resources, logs })).not.toMatch(/unknown7c1e5d20|1804289383/);
});

test("an alias that only a plugin's process knows is left out, and the program goes on", async () => {
  const { resources } = await recordProgram({ programDirectory: join(programs, "remote"), stack: "dev" });
  const aliasesOf = (wanted: string) => resources.find(({ name }) => name === wanted)?.options.aliases;
  for (const name of ["named", "transformed", "transformed-here"]) {
    expect(aliasesOf(name)).toEqual(["urn:pulumi:dev::remote::aws:sqs/queue:Queue::before"]);
  }
});

test("a program that cannot go on says what was unknown to it, and the way out", async () => {
  const run = recordProgram({
    programDirectory: join(programs, "remote"),
    stack: "dev",
    config: { needs: "network" },
  });
  await expect(run).rejects.toMatchObject({
    detail: expect.stringMatching(
      /no network, no program(?:.|\n)*\nawsx:ec2:Vpc is built by a plugin, which does not run here: its outputs are unknown here\nwhere the program cannot go on .* pulumi preview --json > preview\.json, then dr-guardrails analyze --file preview\.json$/,
    ),
  });
});
