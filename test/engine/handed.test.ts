import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNewestPulumi, findPulumi, offlineEnvironment, repository, runToEnd } from "./harness/cli";
import { parseEvents } from "./harness/events";

jest.setTimeout(600_000);

const urnOf = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const root = urnOf("pulumi:pulumi:Stack", "shop-dev");
const provider = urnOf("pulumi:providers:aws", "west");
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hidden"' };

const bucket = (name: string, more: object = {}) => ({
  urn: urnOf("aws:s3/bucket:Bucket", name),
  custom: true,
  id: `${name}-id`,
  type: "aws:s3/bucket:Bucket",
  inputs: { bucket: name, forceDestroy: false, nested: { list: [1, { deep: true }] }, __defaults: [] },
  outputs: { bucket: name, arn: `arn:aws:s3:::${name}`, forceDestroy: false, id: `${name}-id` },
  parent: root,
  provider: `${provider}::provider-id`,
  ...more,
});

/** A stack with a provider, a component and these. */
const stateOf = (...resources: readonly object[]) => ({
  version: 3,
  deployment: {
    manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "v3.250.0" },
    resources: [
      { urn: root, custom: false, type: "pulumi:pulumi:Stack", outputs: { endpoint: "x" } },
      {
        urn: provider,
        custom: true,
        id: "provider-id",
        type: "pulumi:providers:aws",
        inputs: { region: "us-west-2", version: "7.48.0" },
        outputs: { region: "us-west-2", version: "7.48.0" },
        parent: root,
      },
      {
        urn: urnOf("my:index:Home", "home"),
        custom: false,
        type: "my:index:Home",
        inputs: { a: 1 },
        outputs: { b: 2 },
        parent: root,
      },
      ...resources,
    ],
  },
});

/** What a state can have: options, links, one that is marked for deletion, a secret. */
const whole = stateOf(
  bucket("logs", {
    protect: true,
    aliases: [urnOf("aws:s3/bucket:Bucket", "earlier")],
    ignoreChanges: ["tags"],
    additionalSecretOutputs: ["arn"],
    customTimeouts: { create: 90, update: 0, delete: 30 },
    dependencies: [urnOf("my:index:Home", "home")],
    propertyDependencies: { bucket: [urnOf("my:index:Home", "home")], tags: [] },
  }),
  bucket("logs", { delete: true, id: "old-id", inputs: { bucket: "old" }, outputs: { bucket: "old" } }),
  bucket("safe", { inputs: { bucket: secret }, outputs: { bucket: secret, arn: "arn:aws:s3:::safe" } }),
);

let place: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "dr-guardrails-handed-"));
});
afterAll(() => rmSync(place, { recursive: true }));

function write(state: object): string {
  const file = join(place, "state.json");
  writeFileSync(file, JSON.stringify(state));
  return file;
}

/** What the policies of the probe were handed, in order. */
type Handed = readonly { readonly policy: string; readonly urn: string; readonly handed: unknown }[];

function inOrder(messages: readonly (readonly [policy: string, urn: string, message: string])[]): Handed {
  const parts = messages.map(([policy, urn, message]) => ({ policy, urn, handed: JSON.parse(message.trim()) }));
  return parts.sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

async function byPulumi(pulumi: string, state: object): Promise<Handed> {
  const file = write(state);
  const words = [
    "policy",
    "analyze",
    "--policy-pack",
    "test/engine/probe",
    "--file",
    file,
    "--json",
    "--non-interactive",
  ];
  const env = offlineEnvironment(pulumi, join(place, "home"));
  const { status, stdout, stderr } = await runToEnd(pulumi, words, { cwd: repository, env });
  expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
  const events = parseEvents(stdout).flatMap(({ policyEvent }) => policyEvent ?? []);
  return inOrder(
    events.map(({ policyName, resourceUrn = "", message }) => [policyName, resourceUrn, message.replace(/^.*?\n/, "")]),
  );
}

async function byPreflight(state: object): Promise<Handed> {
  const file = write(state);
  const words = [
    "preflight/main.js",
    "analyze",
    "--file",
    file,
    "--policy-pack",
    "test/engine/probe",
    "--format",
    "json",
  ];
  const { status, stdout, stderr } = await runToEnd(process.execPath, words, { cwd: repository });
  expect([status, stderr]).toEqual([0, ""]);
  const { violations } = JSON.parse(stdout) as { violations: { policy: string; urn: string; message: string }[] };
  return inOrder(violations.map(({ policy, urn, message }) => [policy, urn, message]));
}

const engines = [
  ["pinned", findPulumi],
  ["newest", findNewestPulumi],
] as const;

test.each(engines)("analyze hands a pack what the %s engine's policy analyze hands it", async (_release, find) => {
  const [ours, theirs] = [await byPreflight(whole), await byPulumi(find(), whole)];
  expect(theirs.length).toBe(2 * 5);
  // The pack is handed the secret by both; the preflight hides it in what the pack says of it.
  expect(ours).toEqual(JSON.parse(JSON.stringify(theirs).replaceAll('"hidden"', '"[hidden]"')));
});

const nameOf = (urn: string) => urn.split("::").at(-1);

test("of a secret that the file hides, the engine hands out the text, and analyze that it is not known", async () => {
  const blind = stateOf(bucket("blind", { inputs: { bucket: "[secret]" } }));
  const handed = (await byPulumi(findNewestPulumi(), blind)).find(
    ({ policy, urn }) => policy === "resource" && nameOf(urn) === "blind",
  );
  expect(handed?.handed).toMatchObject({ props: { bucket: "[secret]" } });
  expect((await byPreflight(blind)).map(({ policy, urn }) => [policy, nameOf(urn)])).not.toContainEqual([
    "resource",
    "blind",
  ]);
});

test("of a resource without outputs, the engine hands nothing to stack policies, and analyze its inputs", async () => {
  const bare = stateOf(bucket("bare", { outputs: undefined }));
  const propsIn = (handed: Handed) =>
    handed.find(({ policy, urn }) => policy === "stack" && nameOf(urn) === "bare")?.handed as {
      readonly props: unknown;
    };
  expect(propsIn(await byPulumi(findNewestPulumi(), bare)).props).toEqual({});
  expect(propsIn(await byPreflight(bare)).props).toMatchObject({ bucket: "bare", forceDestroy: false });
});
