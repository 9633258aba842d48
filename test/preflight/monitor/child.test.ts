import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "../../../preflight/monitor/child";
import { explainStart } from "../../../preflight/monitor/start-error";
import { allGone, pidsIn } from "../processes";

const directory = mkdtempSync(join(tmpdir(), "child-"));
const start = (script: string, environment: NodeJS.ProcessEnv = {}) =>
  startChild({
    file: process.execPath,
    arguments: ["-e", script],
    directory,
    environment: { ...process.env, ...environment },
  });

/** Starts a process that would outlast the test, and writes down which it is. */
const leaving = (file: string, how: string) => `
  const child = require("child_process").spawn("sleep", ["600"], ${how});
  require("fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
  child.unref();`;

describe.each([
  ["in its group", '{ stdio: "inherit" }'],
  ["in a group of its own, with the pipes", '{ stdio: "inherit", detached: true }'],
  ["in a group of its own, without them", '{ stdio: "ignore", detached: true }'],
])("what a process leaves behind %s", (name, how) => {
  const file = join(directory, name.replaceAll(" ", "-").replace(",", ""));
  test("is gone when the process has ended, and its end is known", async () => {
    await expect(start(leaving(file, how)).exit).resolves.toEqual({ code: 0, signal: null });
    await allGone(await pidsIn(file));
  });

  test("is gone when the process is ended", async () => {
    const other = `${file}-ended`;
    const child = start(`${leaving(other, how)} setInterval(() => {}, 1000);`);
    const pids = await pidsIn(other);
    child.kill();
    await expect(child.exit).resolves.toEqual({ code: null, signal: "SIGKILL" });
    await allGone(pids);
  });
});

test("an environment that is too large is said to be so, by the name of its largest variable", () => {
  expect(() => start("", { PULUMI_CONFIG: "x".repeat(4_000_000) })).toThrow(
    /larger than this system takes \(E2BIG\); the largest is the stack's config with 4000000 bytes/,
  );
  expect(() => start("", { OTHER: "x".repeat(4_000_000) })).toThrow(
    "the largest is the variable OTHER with 4000000 bytes",
  );
});

test.each([
  ["EMFILE", "too many open files (EMFILE)"],
  ["ENFILE", "too many open files (ENFILE)"],
  ["EAGAIN", "too many processes (EAGAIN)"],
])("%s is said in words, with what to do", (code, words) => {
  const { message } = explainStart({ code }, {});
  expect(message).toContain(words);
  expect(message).toContain("ulimit");
});

test("a file that cannot be run is an error of the process", async () => {
  const child = startChild({ file: join(directory, "none"), arguments: [], directory, environment: {} });
  await expect(child.exit).rejects.toThrow("a process could not be started: spawn");
});
