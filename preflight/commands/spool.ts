import { randomUUID } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PreflightError } from "../problem";

/**
 * Keeps values in a file instead of in memory, as JSON, until a report is written. The file has no name from the moment it
 * is there, so that nothing is left of it however the process ends.
 */
export class Spool<Value> {
  private readonly file: number;
  private end = 0;

  /** Throws a PreflightError when the folder for temporary files cannot be written. */
  constructor(folder = tmpdir()) {
    const path = join(folder, `dr-guardrails-${randomUUID()}`);
    this.file = orExplain(folder, () => openSync(path, "wx+", 0o600));
    unlinkSync(path);
  }

  /** Puts a value aside; the result reads it back. */
  readonly put = (value: Value): (() => Value) => {
    const bytes = Buffer.from(JSON.stringify(value));
    const start = this.end;
    this.end += bytes.length;
    for (let done = 0; done < bytes.length; ) {
      const from = done;
      done += orExplain(tmpdir(), () => writeSync(this.file, bytes, from, bytes.length - from, start + from));
    }
    return () => this.read(start, bytes.length);
  };

  /** What was put aside is gone. */
  close(): void {
    closeSync(this.file);
  }

  private read(start: number, length: number): Value {
    const bytes = Buffer.alloc(length);
    for (let done = 0; done < length; ) {
      const read = readSync(this.file, bytes, done, length - done, start + done);
      if (read === 0) {
        throw new Error("a temporary file is shorter than what was written to it");
      }
      done += read;
    }
    return JSON.parse(bytes.toString());
  }
}

function orExplain<Result>(folder: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new PreflightError(
      `${folder} cannot take a temporary file (${problem}), expected room for the findings of all stacks; set TMPDIR to another folder`,
    );
  }
}
