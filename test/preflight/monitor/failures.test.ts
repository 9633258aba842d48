import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { supportedFeatures } from "../../../preflight/monitor/features";
import { recordProgram } from "../../../preflight/monitor/record";
import { PreflightError } from "../../../preflight/problem";
import { allGone, isAlive, pidsIn } from "../processes";

const programDirectory = join(__dirname, "..", "programs", "fails");

/** The error of a program that ends in the given way. */
async function failureOf(how: string, more: { config?: Record<string, string>; timeLimitSeconds?: number } = {}) {
  const { config = {}, ...options } = more;
  const error = await recordProgram({ programDirectory, stack: "dev", config: { how, ...config }, ...options }).catch(
    (reason: unknown) => reason,
  );
  if (!(error instanceof PreflightError)) {
    throw new Error(`expected a PreflightError, found ${error}`);
  }
  return error;
}

test.each([
  ["throws", "the table is on fire"],
  ["rejects", "the promise is on fire"],
])("shows the program's own error in full when it %s", async (how, text) => {
  const { message, detail } = await failureOf(how);
  expect(message).toBe(`the program in ${programDirectory} (stack dev) failed; its own error follows`);
  expect(detail).toContain(text);
  expect(detail).toContain(join(programDirectory, "main.js"));
});

test("says with which status a program ended, and what it printed", async () => {
  const { message, detail } = await failureOf("status");
  expect(message).toBe(
    `the program in ${programDirectory} (stack dev) exited with status 3 before it had declared its outputs, ` +
      "expected it to run to its end; look for process.exit",
  );
  expect(detail).toBe("printed before the end");
});

test("does not take an early exit for success", async () => {
  const { message } = await failureOf("early");
  expect(message).toMatch(/exited with status [01] before it had declared its outputs, .* look for process\.exit$/);
});

test("ends a program that takes longer than it may", async () => {
  const { message } = await failureOf("hangs", { timeLimitSeconds: 1 });
  expect(message).toMatch(/did not finish within 1 s \(\d+ resources so far\); .* raise --time-limit$/);
});

test("says of a program that takes more memory than Node gives it how it gets more, without V8's own words", async () => {
  process.env.NODE_OPTIONS = "--max-old-space-size=120";
  const { message, detail } = await failureOf("bursts").finally(() => delete process.env.NODE_OPTIONS);
  expect(message).toMatch(
    / ran out of memory \(\d+ resources so far\), expected it to fit into Node's heap; raise --max-old-space-size \(in MiB\) in NODE_OPTIONS or the nodeargs of Pulumi\.yaml, or judge what Pulumi sees instead: .* analyze --file preview\.json$/,
  );
  expect(detail).toBe("");
});

test("ends a program that hangs together with the processes it started", async () => {
  const pidFile = join(mkdtempSync(join(tmpdir(), "preflight-")), "pids");
  const controller = new AbortController();
  const run = recordProgram({
    programDirectory,
    stack: "dev",
    config: { how: "hangs", pidFile },
    signal: controller.signal,
  });
  const stopped = expect(run).rejects.toThrow("the run was stopped before the program had finished");
  const pids = await pidsIn(pidFile);
  expect(pids.map(isAlive)).toEqual([true, true]);
  controller.abort();
  await stopped;
  await allGone(pids);
});

test("says how a missing value is given for one run", async () => {
  const { detail } = await failureOf("missing");
  expect(detail).toContain("Missing required configuration variable 'shop:size'");
  expect(detail).toContain("for this run alone, pass --config shop:size=VALUE");
});

test("names both places of two resources that share a name", async () => {
  const { message } = await failureOf("twins");
  expect(message).toContain('two resources of type aws:sns/topic:Topic are named "twin"');
  expect(message).toMatch(/ \(\S+main\.js:49 and \S+main\.js:50\), expected one per name/);
});

/** What a program that ends well declares. */
async function recordingOf(how: string, config: Record<string, string> = {}) {
  return recordProgram({ programDirectory, stack: "dev", config: { how, ...config } });
}

describe("what the engine refuses in a preview", () => {
  test("a hook that runs in previews and fails", async () => {
    const { message } = await failureOf("hookBefore");
    expect(message).toMatch(
      /^hook "check-beforeCreate" of aws:sns\/topic:Topic "hooked" runs in previews and failed there: .*the hook is on fire/,
    );
  });

  test("not a hook that fails after a creation, of which it warns", async () => {
    const { logs } = await recordingOf("hookAfter");
    expect(logs).toContainEqual(
      expect.objectContaining({ severity: "warning", message: expect.stringContaining("the hook is on fire") }),
    );
  });

  test("not a hook that waits for a deployment", async () => {
    const { logs, resources } = await recordingOf("hookInDeployments");
    expect(logs.filter(({ message }) => message.includes("on fire"))).toEqual([]);
    expect(resources.map(({ name }) => name)).toContain("hooked");
  });

  test.each([
    ["noProvider", '["aws"]'],
    ["noProviderToRead", '["gcp", " aws "]'],
    ["noProviderToAsk", '["*"]'],
  ])("a default provider that is disabled (%s by %s)", async (how, disabled) => {
    const { message } = await failureOf(how, { config: { "pulumi:disable-default-providers": disabled } });
    expect(message).toMatch(
      /^aws:\S+ asks for the default provider of aws, which the config disables \(pulumi:disable-/,
    );
    expect(message).toMatch(/, expected a provider of its own; pass one in the options$/);
  });

  test.each(['["gcp"]', ""])("not a default provider under %j", async (disabled) => {
    const { resources } = await recordingOf("noProvider", { "pulumi:disable-default-providers": disabled });
    expect(resources.map(({ name }) => name)).toContain("alone");
  });

  test("not a resource or a lookup with a provider of its own", async () => {
    const { resources } = await recordingOf("ownProvider", { "pulumi:disable-default-providers": '["*"]' });
    expect(resources.map(({ name }) => name)).toContain("alone");
  });

  test.each(["aws", "[1]"])("a list of disabled providers that is none: %j", async (disabled) => {
    const { message } = await failureOf("noProvider", { config: { "pulumi:disable-default-providers": disabled } });
    expect(message).toBe(
      `config pulumi:disable-default-providers is ${JSON.stringify(disabled)}, expected a list of package names, or of "*"`,
    );
  });

  test("environment variables of what is no provider", async () => {
    const { detail } = await failureOf("mappings");
    expect(detail).toContain('aws:sns/topic:Topic "mapped" sets envVarMappings, which can only be used with provider');
    const { resources } = await recordingOf("mappingsOfProvider");
    expect(resources.map(({ name }) => name)).toContain("mapped");
  });
});

test("state migrations of a newer SDK are taken, since a first preview migrates nothing", () => {
  expect(supportedFeatures()).toContain(16);
});

describe("a directory that is not what it should be", () => {
  const directory = mkdtempSync(join(tmpdir(), "preflight-"));
  const projectFile = join(directory, "Pulumi.yaml");
  const run = (project: string, stack = "dev") => {
    writeFileSync(projectFile, project);
    return recordProgram({ programDirectory: directory, stack });
  };

  test.each([["without a project file", "no such directory at all", ""]])("%s", async (_because, name) => {
    await expect(recordProgram({ programDirectory: join(directory, name), stack: "dev" })).rejects.toThrow(
      `${join(directory, name)} has no Pulumi.yaml, expected the directory of a Pulumi program; name it with --program`,
    );
  });

  test.each([
    ["a project without a name", "runtime: nodejs", "name is not set, expected the project's name"],
    ["another runtime", "name: x\nruntime: python", 'runtime is "python", expected "nodejs"'],
    ["a main that is not there", "name: x\nruntime: nodejs\nmain: gone.js", 'main is "gone.js", but'],
    ["a list instead of a mapping", "- name: x", "is a list, expected a mapping of keys to values"],
    ["broken YAML", "name: [x", "is not valid YAML"],
    ["a key that no stack sets", "name: x\nruntime: nodejs\nconfig:\n  size:\n    type: string", "does not set size"],
    ["no SDK in reach", "name: x\nruntime: nodejs", "cannot load @pulumi/pulumi"],
  ])("%s", async (_because, project, message) => {
    await expect(run(project)).rejects.toThrow(message);
  });

  test("a stack that has no file where others have one", async () => {
    writeFileSync(join(directory, "Pulumi.prod.yaml"), "config: {}");
    await expect(run("name: x\nruntime: nodejs")).rejects.toThrow(
      `stack "dev" has no file Pulumi.dev.yaml in ${directory}, expected one of: prod`,
    );
  });

  test("a stack file whose config is not a mapping", async () => {
    writeFileSync(join(directory, "Pulumi.prod.yaml"), "config: 12");
    await expect(run("name: x\nruntime: nodejs", "prod")).rejects.toThrow(
      'config of stack "prod" is "12", expected a mapping',
    );
  });
});
