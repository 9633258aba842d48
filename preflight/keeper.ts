import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { explainStart } from "./monitor/start-error";

/** Sees to it that nothing is left behind: acts when it is told to, and when this process ends, however that is. */
export interface Keeper {
  /** Gives its script a word in `$told`, the last one counts. */
  tell(word: string): void;
  /** Acts now; once. */
  act(): void;
  /** There is nothing left to act on. */
  dismiss(): void;
}

const SHELL = "/bin/sh";

/**
 * Starts a keeper that runs a shell script over some words, each in reach as `$1`, `$2` and so on. It is a process of its
 * own: this one has no handler for signals, so that they end it at once, whatever it computes. Where there is no shell,
 * `here` is what the script does, by handlers in this process. Throws a PreflightError when the system does not start it.
 */
export function keep(script: string, words: readonly string[], here: () => void): Keeper {
  return existsSync(SHELL) ? keepByShell(script, words) : keepHere(here);
}

const NOTHING_TO_DO = "-";

/** Its input ends with this process. It is no part of a terminal's group, and ends by itself alone. */
const WAIT = `
trap "" TERM INT HUP
while read -r line; do
  if [ "$line" = "${NOTHING_TO_DO}" ]; then exit 0; fi
  told="$line"
done`;

function keepByShell(script: string, words: readonly string[]): Keeper {
  const shell = start(["-c", `${WAIT}\n${script}`, "dr-guardrails", ...words]);
  shell.on("error", () => undefined); // no shell after all: what it would do is done by nobody
  shell.stdin?.on("error", () => undefined); // it has ended already
  shell.unref();
  return {
    tell: (word) => shell.stdin?.write(`${word}\n`),
    act: () => shell.stdin?.end(),
    dismiss: () => shell.stdin?.end(`${NOTHING_TO_DO}\n`),
  };
}

function start(words: readonly string[]): ChildProcess {
  try {
    const shell = spawn(SHELL, words, { stdio: ["pipe", "ignore", "ignore"], detached: true });
    if (shell.stdin !== undefined) {
      return shell;
    }
    shell.once("error", () => undefined); // said here: without files there is no pipe
  } catch (error) {
    throw explainStart(error, process.env);
  }
  throw explainStart({ code: "EMFILE" }, process.env);
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A keeper within this process: its handlers run when nothing is being computed. */
export function keepHere(act: () => void): Keeper {
  const end = (signal: NodeJS.Signals) => process.exit(128 + constants.signals[signal]);
  process.on("exit", act);
  for (const signal of SIGNALS) {
    process.on(signal, end);
  }
  const dismiss = () => {
    process.off("exit", act);
    for (const signal of SIGNALS) {
      process.off(signal, end);
    }
  };
  const actOnce = () => {
    dismiss();
    act();
  };
  return { tell: () => undefined, act: actOnce, dismiss };
}
