import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PreflightError } from "../problem";

export const SHELLS: readonly string[] = ["bash", "zsh", "fish"];

/** The script that makes a shell complete the command. Throws a PreflightError for a shell that there is none for. */
export function scriptFor(shell: string): string {
  if (!SHELLS.includes(shell)) {
    throw new PreflightError(`complete is for ${SHELLS.join(", ")}, found ${JSON.stringify(shell)}`);
  }
  return readFileSync(join(__dirname, "shells", `dr-guardrails.${shell}`), "utf8");
}
