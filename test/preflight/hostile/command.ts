import { spawn } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { READERS } from "../report/log-readers";

const root = join(__dirname, "../../..");

export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a user starts it, in a process of its own. */
export async function command(...words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, "preflight", "main.js"), ...words], {
    stdio: ["ignore", "pipe", "pipe"],
    env: process.env,
  });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
    });
  }
  const status = await new Promise<number | null>((ended) => child.once("close", ended));
  return { status, ...printed };
}

/** A folder in which the SDKs of this repository are found, with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What is expected of every run: a verdict, or one line that says why there is none, and nothing that a log acts on. */
export function expectAnswer({ status, stdout, stderr }: Ended, expected: number, says: RegExp): void {
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: expected, said: expect.stringMatching(says) });
  const lines = stderr.split("\n").filter((line) => line.startsWith("dr-guardrails: "));
  expect([lines.length, stderr]).toEqual([expected === 2 ? 1 : 0, stderr]);
  expect(stderr).not.toMatch(/\/preflight\/\S+\.(ts|js):\d/);
  for (const [who, acts] of READERS) {
    expect([who, acts.exec(stdout)?.[0], acts.exec(stderr)?.[0]]).toEqual([who, undefined, undefined]);
  }
}
