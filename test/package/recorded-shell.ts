import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const PROGRAMS = ["aws", "curl", "dig", "dr-guardrails", "npm", "npx", "pulumi"];

/** A program and what it was told. */
export type Call = readonly [program: string, ...args: readonly string[]];

/**
 * Runs a script in bash, from a folder with `infra` in it, with stand-ins for the programs that would leave the machine.
 * Returns how they were called. A command that fails, or an output that the stack does not have, ends the script.
 * @throws Error with what the script said
 */
export function callsOf(script: string, outputs: Readonly<Record<string, unknown>>): readonly Call[] {
  const place = mkdtempSync(join(tmpdir(), "dr-guardrails-shell-"));
  const [bin, notes] = [join(place, "bin"), join(place, "notes")];
  try {
    mkdirSync(bin);
    mkdirSync(join(place, "infra"));
    writeFileSync(notes, "");
    for (const program of PROGRAMS) {
      symlinkSync(join(__dirname, "stand-in.js"), join(bin, program));
    }
    const { status, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", script], {
      cwd: place,
      encoding: "utf8",
      env: {
        PATH: [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
        STAND_IN_NOTES: notes,
        STAND_IN_OUTPUTS: JSON.stringify(outputs),
        // What a reader has at hand.
        TOKEN: "token",
      },
    });
    if (status !== 0) throw new Error(`bash ended with status ${status}:\n${stderr}\nin\n${script}`);
    return readFileSync(notes, "utf8")
      .trim()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Call);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
