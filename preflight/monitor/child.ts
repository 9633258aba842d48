import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { type Keeper, keep } from "../keeper";
import { explainStart } from "./start-error";

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

/** The variable by which a process is known to come from a child of ours, however far down, and in whatever group. */
const MARK = "DR_GUARDRAILS_RUN";

/**
 * Ends the group that it is told and every process with the mark `$1`: by SIGTERM, and what is still there after a second by
 * SIGKILL. Only Linux tells which processes have the mark; elsewhere one that left its group stays.
 */
const END_ALL = `
mark="${MARK}=$1"
marked() { grep -al "$mark" /proc/[0-9]*/environ | cut -d/ -f3; }
send() {
  kill -s "$1" -- "-$told"
  for pid in $(marked); do kill -s "$1" "$pid"; done
}
alive() { kill -s 0 -- "-$told" || [ -n "$(marked)" ]; }
send TERM
tries=0
while alive && [ "$tries" -lt 60 ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 20 ]; then send KILL; fi
  sleep 0.05
done`;

/**
 * Starts a process in a group of its own; neither it nor what it starts outlives this process, whatever ends it. Throws a
 * PreflightError when the system does not start it.
 */
export function startChild(command: ChildCommand): Child {
  const mark = randomUUID();
  let kill = () => false;
  const keeper = keep(END_ALL, [mark], () => kill());
  const child = spawnChild(command, mark, keeper);
  kill = () => killGroup(child);
  return {
    stdout: child.stdout,
    stderr: child.stderr,
    exit: awaitExit(child, command, keeper),
    kill: () => keeper.act(),
  };
}

type Spawned = ChildProcessByStdio<null, Readable, Readable>;

function spawnChild(command: ChildCommand, mark: string, keeper: Keeper): Spawned {
  const { file, arguments: words, directory, environment } = command;
  try {
    const child: Spawned = spawn(file, words, {
      cwd: directory,
      env: { ...environment, [MARK]: mark },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    if (child.pid !== undefined) {
      keeper.tell(String(child.pid));
    }
    if (child.stdout !== undefined) {
      return child;
    }
    child.once("error", () => undefined); // said here: without files there are no pipes to read
  } catch (error) {
    keeper.dismiss();
    throw explainStart(error, environment);
  }
  keeper.act();
  throw explainStart({ code: "EMFILE" }, environment);
}

/** How long to wait for the last output of a process that has ended, in milliseconds. */
const LAST_OUTPUT = 500;

/**
 * Resolves when the process has ended and its output has been read; its own children are being ended then. Its pipes are
 * closed, whoever else may hold them.
 */
function awaitExit(child: Spawned, command: ChildCommand, keeper: Keeper): Promise<Exit> {
  const exit = new Promise<Exit>((resolve, reject) => {
    child.once("error", (error) => {
      keeper.dismiss();
      reject(explainStart(error, command.environment));
    });
    child.once("exit", (code, signal) => {
      keeper.act();
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
  });
  exit.catch(() => undefined); // a caller that no longer waits must not end this process
  return exit;
}

function killGroup(child: Spawned): boolean {
  try {
    return process.kill(-(child.pid ?? Number.NaN), "SIGKILL");
  } catch {
    return child.kill("SIGKILL"); // no groups on this system, or the group is gone already
  }
}
