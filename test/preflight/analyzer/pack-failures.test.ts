import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "../../../preflight/analyzer/judge";
import { connectPack } from "../../../preflight/analyzer/pack";
import { spawnPack } from "../../../preflight/analyzer/pack-process";
import { queue } from "./graph";

const identity = {
  project: "shop",
  stack: "dev",
  organization: "organization",
  dryRun: true,
  config: {},
  configSecretKeys: [],
};
const packs = join(__dirname, "..", "packs");
const broken = join(packs, "broken");

async function start(directory: string, timeLimitSeconds: number) {
  const process = spawnPack({ directory, identity, timeLimitSeconds });
  try {
    return await connectPack(process, identity, timeLimitSeconds);
  } finally {
    process.kill();
  }
}

afterEach(() => {
  delete process.env.BROKEN_PACK;
});

test("shows the error of a pack that cannot be loaded", async () => {
  await expect(start(broken, 60)).rejects.toMatchObject({
    message: expect.stringMatching(/broken ended \(status \d+\) before it was ready; its own error follows$/),
    // Without the colours that the SDK gives it.
    detail: expect.stringMatching(/^\P{Cc}*(\n\P{Cc}*)*the pack is on fire/u),
  });
});

test("says what a pack printed instead of its port", async () => {
  process.env.BROKEN_PACK = "prints";
  await expect(start(broken, 60)).rejects.toThrow('printed "welcome to my pack" first, expected its port');
});

test("does not wait for ever for a pack to start", async () => {
  process.env.BROKEN_PACK = "hangs";
  await expect(start(broken, 1)).rejects.toThrow("did not start within 1 s");
});

test("does not wait for ever for a policy to answer", async () => {
  const packProcess = spawnPack({ directory: join(packs, "tiny"), identity, timeLimitSeconds: 60 });
  const pack = await connectPack(packProcess, identity, await packProcess.port.then(() => 3));
  const resources = [queue("orders", { name: "orders", messageRetentionSeconds: 60, trigger: "hang" })];
  const profile = new Map();
  const failure = judge({ pack, identity, resources, profile, profileName: "profile x", deployed: false });
  await expect(failure).rejects.toMatchObject({
    message: `the policy pack in ${join(packs, "tiny")} did not answer within 3 s while it judged ${resources[0]?.urn}; look for what it waits for, or raise --time-limit`,
    detail: "",
  });
  pack.close();
});

describe("a pack without policies", () => {
  function packWith(code: string): string {
    const directory = mkdtempSync(join(tmpdir(), "empty-"));
    symlinkSync(join(__dirname, "../../../node_modules"), join(directory, "node_modules"));
    writeFileSync(join(directory, "PulumiPolicy.yaml"), "runtime: nodejs");
    writeFileSync(join(directory, "package.json"), '{"name":"empty","version":"1.0.0","main":"index.js"}');
    writeFileSync(join(directory, "index.js"), code);
    return directory;
  }

  test("judges nothing", async () => {
    const directory = packWith(
      'const { PolicyPack } = require("@pulumi/policy"); new PolicyPack("none", { policies: [] });',
    );
    const pack = await connectPack(spawnPack({ directory, identity, timeLimitSeconds: 60 }), identity, 60);
    const options = {
      pack,
      identity,
      resources: [queue("orders", {})],
      profile: new Map(),
      profileName: "",
      deployed: false,
    };
    await expect(judge(options)).rejects.toThrow('the policy pack "none" has no policies, expected at least one');
    pack.close();
  });

  test("is none at all when its main file makes none", async () => {
    await expect(start(packWith(""), 60)).rejects.toThrow(
      "ended without an error before it was ready, expected its main file to make a PolicyPack",
    );
  });

  test("is told which options Node was started with when it ends too early", async () => {
    process.env.NODE_OPTIONS = "--require=./not-there.js";
    await expect(start(packWith(""), 60)).rejects.toMatchObject({
      message: expect.stringContaining('(NODE_OPTIONS is "--require=./not-there.js" and holds for it too)'),
      detail: expect.stringContaining("not-there.js"),
    });
    delete process.env.NODE_OPTIONS;
  });
});

describe("a directory that is no policy pack", () => {
  const directory = mkdtempSync(join(tmpdir(), "preflight-"));

  test("has no project file", () => {
    expect(() => spawnPack({ directory, identity, timeLimitSeconds: 1 })).toThrow(
      `${directory} has no PulumiPolicy.yaml, expected the directory of a policy pack; name it with --policy-pack`,
    );
  });

  test.each([
    ["runtime: python", 'runtime is "python", expected "nodejs"'],
    ["description: x", 'runtime is not set, expected "nodejs"'],
    ["runtime: nodejs", "cannot load @pulumi/pulumi"],
  ])("says %s", (text, message) => {
    writeFileSync(join(directory, "PulumiPolicy.yaml"), text);
    expect(() => spawnPack({ directory, identity, timeLimitSeconds: 1 })).toThrow(message);
  });
});
