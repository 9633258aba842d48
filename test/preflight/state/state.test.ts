import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject, Recording } from "../../../preflight/graph";
import { exportState } from "../../../preflight/state/export";
import { readStateFile } from "../../../preflight/state/read";
import { options, PROVIDER, provider, queue } from "../analyzer/graph";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: JsonObject[string]) => ({ [SIGNATURE]: SECRET, value });

const directory = mkdtempSync(join(tmpdir(), "preflight-"));
const file = join(directory, "state.json");

function readText(text: string) {
  writeFileSync(file, text);
  return readStateFile(file);
}
const read = (document: unknown) => readText(JSON.stringify(document));
const readResources = (...resources: unknown[]) => read({ version: 3, deployment: { resources } }).recording.resources;

const recordingOf = (resources: Recording["resources"]): Recording => ({
  project: "shop",
  stack: "dev",
  organization: "organization",
  directory: "/home/ann/shop",
  resources,
  outputs: {},
  logs: [],
  notJudged: [],
});

const full = queue(
  "orders",
  { name: "orders", password: secret({ text: "hunter2", pin: 1234, on: true }), list: [secret("hunter3")] },
  {
    outputs: { name: "orders", arn: UNKNOWN },
    parent: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
    dependencies: [PROVIDER],
    propertyDependencies: { name: [PROVIDER] },
    options: options({
      protect: true,
      retainOnDelete: true,
      ignoreChanges: ["name"],
      additionalSecretOutputs: ["password"],
      replaceOnChanges: ["name"],
      customTimeouts: { create: "5m" },
      deletedWith: PROVIDER,
      importId: "q-1",
    }),
    sourcePosition: { file: "/home/ann/shop/lib/queue.ts", line: 3, column: 5 },
  },
);

describe("an exported recording", () => {
  test("reads back as it was, secrets hidden and places relative to the project", () => {
    const [first, second] = read(exportState(recordingOf([full, provider]))).recording.resources;
    expect(first?.urn).toBe(PROVIDER);
    expect(second).toEqual({
      ...full,
      inputs: { name: "orders", password: secret(UNKNOWN), list: [secret(UNKNOWN)] },
      options: { ...full.options, customTimeouts: { create: "300s" } },
      sourcePosition: { file: "lib/queue.ts", line: 3, column: 5 },
    });
  });

  test("holds no secret", () => {
    expect(JSON.stringify(exportState(recordingOf([full])))).not.toMatch(/hunter|1234/);
  });

  test("names what a resource needs before the resource, whatever the order of registration", () => {
    const a = queue("a", {}, { dependencies: [queue("z", {}).urn] });
    const forward = exportState(recordingOf([provider, a, queue("z", {})]));
    const backward = exportState(recordingOf([queue("z", {}), a, provider]));
    expect(forward).toEqual(backward);
    expect(JSON.stringify(forward).match(/"urn":"[^"]*::(\w+)"/g)).toEqual([
      '"urn":"urn:pulumi:dev::shop::pulumi:providers:aws::east"',
      '"urn":"urn:pulumi:dev::shop::aws:sqs/queue:Queue::z"',
      '"urn":"urn:pulumi:dev::shop::aws:sqs/queue:Queue::a"',
    ]);
  });

  test.each([
    ["dependencies", (before: string) => ({ dependencies: [before] })],
    ["parents", (before: string) => ({ parent: before })],
  ])("is written however deep its %s are", (_what, needing) => {
    const resources = Array.from({ length: 20_000 }, (_, index) =>
      queue(`q${index}`, {}, index === 0 ? {} : needing(queue(`q${index - 1}`, {}).urn)),
    );
    const { deployment } = exportState(recordingOf(resources.toReversed())) as {
      deployment: { resources: { urn: string }[] };
    };
    expect(deployment.resources.map(({ urn }) => urn)).toEqual(resources.map(({ urn }) => urn));
  });

  test("is written where resources need each other in a circle", () => {
    const [a, b] = [queue("a", {}), queue("b", {})].map((each, index, all) => ({
      ...each,
      dependencies: [all[1 - index]?.urn ?? ""],
    }));
    const { deployment } = exportState(recordingOf([a, b].flatMap((each) => each ?? []))) as {
      deployment: { resources: unknown[] };
    };
    expect(deployment.resources).toHaveLength(2);
  });

  test("writes a provider with the id by which others refer to it", () => {
    const { deployment } = exportState(recordingOf([{ ...provider, id: UNKNOWN }, queue("a", {})]));
    expect(JSON.stringify(deployment)).toContain(`"provider":"${PROVIDER}::${UNKNOWN}"`);
  });
});

describe("a state file", () => {
  const resource = { urn: full.urn, type: full.type, custom: true };

  test("leaves out what waits to be deleted", () => {
    expect(readResources({ ...resource, delete: true }, resource)).toHaveLength(1);
  });

  test("takes its project and stack from the URNs", () => {
    expect(read({ version: 3, deployment: { resources: [resource] } })).toMatchObject({
      deployed: true,
      recording: { project: "shop", stack: "dev" },
    });
  });

  test.each([
    ["encrypted", { [SIGNATURE]: SECRET, ciphertext: "AAAA" }, secret(UNKNOWN)],
    ["in plain text", { [SIGNATURE]: SECRET, plaintext: '"hunter2"' }, secret("hunter2")],
    ["in a text that is not JSON", { [SIGNATURE]: SECRET, plaintext: "hunter2" }, secret(UNKNOWN)],
    ["blinded", "[secret]", secret(UNKNOWN)],
  ])("holds a secret %s", (_how, value, expected) => {
    expect(readResources({ ...resource, inputs: { nested: [value] } })[0]?.inputs).toEqual({ nested: [expected] });
  });

  test("reads a preview: the later of two steps, without deletions", () => {
    const step = (op: string, inputs: JsonObject) => ({ op, urn: full.urn, newState: { ...resource, inputs } });
    const { deployed, recording } = read({
      steps: [
        step("create-replacement", { name: "old" }),
        step("replace", { name: "new" }),
        { op: "delete-replaced", urn: full.urn, oldState: resource },
      ],
    });
    expect(deployed).toBe(false);
    expect(recording.resources.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [{ name: "new" }, { name: "new" }],
    ]);
  });

  test("reads a stack's file of a local backend", () => {
    const checkpoint = { stack: "organization/shop/dev", latest: { manifest: {}, resources: [resource] } };
    const { deployed, recording } = read({ version: 3, checkpoint });
    expect(deployed).toBe(true);
    expect(recording).toEqual(read({ version: 3, deployment: { resources: [resource] } }).recording);
  });

  test("takes property names that mean something to JavaScript for names", () => {
    const inputs = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "hasOwnProperty": 2}');
    const [read] = readResources({ ...resource, inputs });
    expect(Object.keys(read?.inputs ?? {}).sort()).toEqual(["constructor", "hasOwnProperty"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each([
    ["nothing", "", "is not valid JSON"],
    ["text", "hello", "is not valid JSON"],
    ["a number", "12", "the document is not as expected"],
    ["null", "null", "the document is not as expected"],
    ["a list", "[]", "the document is not as expected"],
    ["an older version", '{"version": 1, "deployment": {}}', "version is not as expected"],
    ["no deployment", '{"version": 3}', "deployment is not as expected"],
    [
      "resources that are no list",
      '{"version":3,"deployment":{"resources":{}}}',
      "deployment.resources is not as expected",
    ],
    [
      "a resource without a type",
      '{"version":3,"deployment":{"resources":[{"urn":"urn:pulumi:d::s::t::n"}]}}',
      "deployment.resources[0].type is not as expected",
    ],
    [
      "a URN that is none",
      '{"version":3,"deployment":{"resources":[{"urn":"x","type":"t"}]}}',
      "deployment.resources[0].urn is not as expected: expected a URN such as",
    ],
    [
      "inputs that are no object",
      '{"version":3,"deployment":{"resources":[{"urn":"urn:pulumi:d::s::t::n","type":"t","inputs":[1]}]}}',
      "deployment.resources[0].inputs is not as expected",
    ],
    ["no resource", '{"version":3,"deployment":{"resources":[]}}', "holds no resource"],
    ["a checkpoint of a stack that is not there yet", '{"version":3,"checkpoint":{"stack":"s"}}', "holds no resource"],
    ["a checkpoint of an older version", '{"version":2,"checkpoint":{"latest":{}}}', "version is not as expected"],
    ["a checkpoint that is none", '{"version":3,"checkpoint":1}', "deployment is not as expected"],
    [
      "a stream of events",
      '{"sequence":0,"timestamp":1,"preludeEvent":{}}\n{"sequence":1,"timestamp":1,"resourcePreEvent":{}}\n',
      "is a stream of the engine's events, one to a line, expected the output of pulumi stack export",
    ],
    ["one event", '{"sequence":0,"timestamp":1,"cancelEvent":{}}', "is a stream of the engine's events"],
    ["what only begins like an event", '{"sequence":0,"timestamp":1}', "version is not as expected"],
    ["steps that are no list", '{"steps": 1}', "steps is not as expected"],
    ["an endless nest", `${'{"a":'.repeat(20000)}1${"}".repeat(20000)}`, "nests deeper than 100 levels"],
  ])("is refused when it holds %s", (_what, text, message) => {
    expect(() => readText(text)).toThrow(message);
    expect(() => readText(text)).toThrow(expect.objectContaining({ name: "PreflightError" }));
  });

  test("is refused when it cannot be read", () => {
    expect(() => readStateFile(join(directory, "gone.json"))).toThrow("gone.json cannot be read (ENOENT), expected");
    expect(() => readStateFile(directory)).toThrow("cannot be read (EISDIR), expected");
  });
});

describe("secrets of a file", () => {
  const shown = (plaintext: string) => ({ [SIGNATURE]: SECRET, plaintext });
  const inputsOf = (inputs: JsonObject) =>
    readResources({ urn: "urn:pulumi:s::p::t:m:T::a", type: "t:m:T", custom: true, inputs })[0]?.inputs;

  test.each<[string, JsonObject[string], unknown]>([
    ["a number", shown("12"), 12],
    ["a secret in a secret", shown(JSON.stringify({ k: shown('"deep"') })), { k: "deep" }],
    ["three in each other, in a list", shown(JSON.stringify([shown(JSON.stringify([shown("7")]))])), [[7]]],
    [
      "one that is encrypted within",
      shown(JSON.stringify({ k: { [SIGNATURE]: SECRET, ciphertext: "x" } })),
      { k: UNKNOWN },
    ],
    ["one that an export has hidden", shown('"[hidden]"'), UNKNOWN],
    ["no JSON", shown("{"), UNKNOWN],
  ])("are read at every depth: %s", (_what, value, expected) => {
    expect(inputsOf({ value })).toEqual({ value: secret(expected as JsonObject[string]) });
  });

  test.each([
    ["text like a signature", "0123456789abcdef0123456789abcdef"],
    ["text like an unknown's marker but longer", `${UNKNOWN}x`],
    ["a number", 987654321],
    ["names", { "name-of-a-secret": { below: "value-of-it" } }],
    ["a list", ["first-of-many", [31337]]],
    ["a secret in it", { k: secret("innermost-text") }],
  ])("never reach an export, with nothing of their form: %s", (_what, value) => {
    const [exported] = [exportState(recordingOf([queue("q", { list: [secret(value as JsonObject[string])] })]))];
    const text = JSON.stringify(exported);
    expect(text).toContain(JSON.stringify({ [SIGNATURE]: SECRET, plaintext: '"[hidden]"' }));
    expect(text).not.toMatch(
      /0123456789abcdef|8fe7x|0ba9x|987654321|name-of-a|below|value-of|first-of|31337|innermost/,
    );
  });
});

test.each([
  ["a value", "inputs", { name: "a\ud800b" }],
  ["a name", "outputs", { "a\udc00": 1 }],
  ["a list", "inputs", { names: [["\udfff"]] }],
])("half a character in %s is read as U+FFFD, and said to be so", (_what, where, properties) => {
  const file = join(mkdtempSync(join(tmpdir(), "half-")), "state.json");
  const resource = { urn: "urn:pulumi:s::p::aws:sqs/queue:Queue::a", type: "aws:sqs/queue:Queue", custom: true };
  writeFileSync(
    file,
    JSON.stringify({ version: 3, deployment: { resources: [{ ...resource, [where]: properties }] } }),
  );
  const { logs, resources } = readStateFile(file).recording;
  expect(logs.map(({ message }) => message)).toEqual([
    expect.stringMatching(/state\.json holds half a character in "\S*\\ud[8-f]\S*", which was read as U\+FFFD/),
  ]);
  expect(JSON.stringify(resources)).toContain("\ufffd");
  const whole = { ...resource, [where]: { name: "🎉" } };
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources: [whole] } }));
  expect(readStateFile(file).recording).toMatchObject({ resources: [{}], logs: [] });
});
