import { randomUUID } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PreflightError } from "../problem";

/** Writes a file whole or not at all. Throws a PreflightError when it cannot. */
export function writeFileAtomically(file: string, text: string): void {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new PreflightError(`${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

/** Writes to the file, or to standard output when there is none. */
export function writeReport(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
  } else {
    writeFileAtomically(file, text);
  }
}
