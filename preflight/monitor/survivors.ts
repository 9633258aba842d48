import { readdirSync, readFileSync } from "node:fs";

/** The variable by which a process is known to come from a child of ours, however far down, and in whatever group. */
const MARK = "DR_GUARDRAILS_RUN";

/** The environment with a mark that everything started from it carries on. */
export function marked(environment: NodeJS.ProcessEnv, mark: string): NodeJS.ProcessEnv {
  return { ...environment, [MARK]: mark };
}

/** Ends every process with the mark. Only Linux tells which they are; elsewhere one that left its group stays. */
export function endSurvivors(mark: string): void {
  for (const pid of processes()) {
    if (carries(pid, mark)) {
      end(pid);
    }
  }
}

function processes(): readonly number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return []; // no such folder on this system
  }
}

function carries(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`${MARK}=${mark}`);
  } catch {
    return false; // another user's, or gone
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // gone meanwhile
  }
}
