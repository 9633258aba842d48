import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { explainStart } from "./start-error";
import { endSurvivors, marked } from "./survivors";

export interface ChildCommand {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface Exit {
  /** Null when a signal ended the process. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process with all it started, as one thing that can be ended. */
export interface Child {
  readonly stdout: NodeJS.ReadableStream;
  readonly stderr: NodeJS.ReadableStream;
  /** Rejects when the process could not be started. */
  readonly exit: Promise<Exit>;
  /** Ends the process and everything it started; safe to call at any time. */
  kill(): void;
}

const alive = new Set<Child>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const killAll = () => {
  for (const child of alive) {
    child.kill();
  }
};
const killAllAndExit = (signal: NodeJS.Signals) => {
  killAll();
  process.exit(128 + constants.signals[signal]);
};

/**
 * Starts a process in a group of its own; neither it nor what it starts outlives this process, whatever ends it short of
 * SIGKILL. Throws a PreflightError when the system does not start it.
 */
export function startChild(command: ChildCommand): Child {
  const mark = randomUUID();
  const child = spawnChild(command, mark);
  const kill = () => {
    killGroup(child);
    endSurvivors(mark);
  };
  const handle: Child = {
    stdout: child.stdout,
    stderr: child.stderr,
    exit: awaitExit(child, command, kill, () => unwatch(handle)),
    kill: () => (child.exitCode === null && child.signalCode === null ? kill() : undefined),
  };
  watch(handle);
  return handle;
}

type Spawned = ChildProcessByStdio<null, Readable, Readable>;

function spawnChild({ file, arguments: words, directory, environment }: ChildCommand, mark: string): Spawned {
  let child: Spawned;
  try {
    child = spawn(file, words, {
      cwd: directory,
      env: marked(environment, mark),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
  } catch (error) {
    throw explainStart(error, environment);
  }
  if (child.stdout === undefined) {
    child.once("error", () => undefined); // said here: without files there are no pipes to read
    throw explainStart({ code: "EMFILE" }, environment);
  }
  return child;
}

/** How long to wait for the last output of a process that has ended, in milliseconds. */
const LAST_OUTPUT = 500;

/**
 * Resolves when the process has ended, its own children are gone and its output has been read. Its pipes are closed then,
 * whoever else may hold them.
 */
function awaitExit(child: Spawned, command: ChildCommand, kill: () => void, onEnd: () => void): Promise<Exit> {
  const exit = new Promise<Exit>((resolve, reject) => {
    child.once("error", (error) => reject(explainStart(error, command.environment)));
    child.once("exit", (code, signal) => {
      kill();
      const finish = () => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ code, signal });
      };
      const timer = setTimeout(finish, LAST_OUTPUT);
      child.once("close", () => {
        clearTimeout(timer);
        finish();
      });
    });
  }).finally(onEnd);
  exit.catch(() => undefined); // a caller that no longer waits must not end this process
  return exit;
}

function killGroup(child: Spawned): void {
  const { pid } = child;
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // no groups on this system, or the group is gone already
  }
}

function watch(child: Child): void {
  if (alive.size === 0) {
    process.on("exit", killAll);
    for (const signal of SIGNALS) {
      process.on(signal, killAllAndExit);
    }
  }
  alive.add(child);
}

function unwatch(child: Child): void {
  alive.delete(child);
  if (alive.size === 0) {
    process.off("exit", killAll);
    for (const signal of SIGNALS) {
      process.off(signal, killAllAndExit);
    }
  }
}
