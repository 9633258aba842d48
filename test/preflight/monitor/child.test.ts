import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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
    await expect(child.exit).resolves.toEqual({ code: null, signal: "SIGTERM" });
    await allGone(pids);
  });

  test("is gone when who started it is killed, whatever that was doing", async () => {
    const other = `${file}-orphaned`;
    const pids = await pidsOfKilled(`${leaving(other, how)} setInterval(() => {}, 1000);`, other);
    await allGone(pids);
  });
});

/** Has a process start another, waits for what that writes down, and kills the first while it computes. */
async function pidsOfKilled(script: string, file: string): Promise<readonly number[]> {
  const code = `
    require(${JSON.stringify(resolve(__dirname, "../../../run-typescript"))});
    const { startChild } = require(${JSON.stringify(resolve(__dirname, "../../../preflight/monitor/child.ts"))});
    startChild({ file: process.execPath, arguments: ["-e", ${JSON.stringify(script)}], directory: ".", environment: process.env });
    setTimeout(() => { for (;;); }, 50);`;
  const starter = spawn(process.execPath, ["-e", code], { stdio: "ignore" });
  const exit = once(starter, "exit");
  const pids = await pidsIn(file);
  starter.kill("SIGTERM");
  expect(await exit).toEqual([null, "SIGTERM"]);
  return pids;
}

test("a process is asked to end before it is made to", async () => {
  const file = join(directory, "asked");
  const asked = start(`
    process.on("SIGTERM", () => { console.log("asked"); process.exit(3); });
    require("fs").writeFileSync(${JSON.stringify(file)}, String(process.pid));
    setInterval(() => {}, 1000);`);
  let printed = "";
  asked.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  await pidsIn(file);
  asked.kill();
  await expect(asked.exit).resolves.toEqual({ code: 3, signal: null });
  expect(printed).toBe("asked\n");
});

test("a process that does not want to end is made to, with what it started", async () => {
  const file = join(directory, "stubborn");
  const stubborn = start(`
    process.on("SIGTERM", () => {});
    const child = require("child_process").spawn("sh", ["-c", "trap '' TERM; sleep 600 & wait; wait"], { detached: true });
    require("fs").writeFileSync(${JSON.stringify(file)}, process.pid + " " + child.pid);
    setInterval(() => {}, 1000);`);
  const pids = await pidsIn(file);
  stubborn.kill();
  await expect(stubborn.exit).resolves.toEqual({ code: null, signal: "SIGKILL" });
  await allGone(pids);
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
