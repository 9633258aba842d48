import { existsSync, readFileSync } from "node:fs";

/** A killed process may stay in the table until somebody asks for its status: that is not alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** The process ids that a program writes to a file, once it has. */
export async function pidsIn(file: string): Promise<readonly number[]> {
  while (!existsSync(file) || readFileSync(file, "utf8") === "") {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return readFileSync(file, "utf8").split(" ").map(Number);
}

/** Waits until none of the processes is alive: a killed process needs a moment to go, more of it on a busy machine. */
export async function allGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
