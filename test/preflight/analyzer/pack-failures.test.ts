import { mkdtempSync, writeFileSync } from "node:fs";
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
    message: expect.stringContaining("failed while it judged urn:pulumi:dev::shop::aws:sqs/queue:Queue::orders"),
    detail: expect.stringContaining("Deadline exceeded"),
  });
  pack.close();
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
