import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("names both places of two resources that share a name", async () => {
  const { message } = await failureOf("twins");
  expect(message).toContain('two resources of type aws:sns/topic:Topic are named "twin"');
  expect(message).toMatch(/ \(\S+main\.js:24 and \S+main\.js:25\), expected one per name/);
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
