import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fchmodSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { keep } from "../keeper";
import { PreflightError } from "../problem";
import { mapped } from "../report/pieces";
import { type Notation, safeForLog } from "../report/printable";

/**
 * Writes a file whole or not at all; what a link leads to, not the link. A device or a pipe, such as /dev/stderr, stays
 * one and may be the log of a pipeline: it is written as standard output is. Throws a PreflightError when it cannot.
 */
export async function writeFileAtomically(
  file: string,
  pieces: Iterable<string>,
  notation: Notation = "json",
): Promise<void> {
  try {
    const target = existsSync(file) ? realpathSync(file) : file;
    if (existsSync(target) && !statSync(target).isFile()) {
      await writePieces(
        openSync(target, "w"),
        mapped(pieces, (piece) => safeForLog(piece, notation)),
      );
    } else {
      await replace(target, pieces);
    }
  } catch (error) {
    throw error instanceof PreflightError
      ? error
      : new PreflightError(`${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

async function replace(file: string, pieces: Iterable<string>): Promise<void> {
  const draft = join(resolve(dirname(file)), `.${basename(file)}.${randomUUID()}`);
  const keeper = keep('rm -f -- "$1"', [draft], () => rmSync(draft, { force: true }));
  try {
    await writePieces(openDraft(draft, file), pieces);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    keeper.dismiss();
  }
}

/** Opens what will take the place of a file, for those alone who may read that one. */
function openDraft(draft: string, file: string): number {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  const descriptor = openSync(draft, "wx", mode === undefined ? undefined : 0o600);
  if (mode !== undefined) {
    fchmodSync(descriptor, mode & 0o777);
  }
  return descriptor;
}

/** Between two pieces timers and streams have their turn. */
async function writePieces(descriptor: number, pieces: Iterable<string>): Promise<void> {
  try {
    for (const piece of pieces) {
      writeFileSync(descriptor, piece);
      await setImmediate();
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes to standard output, which may be the log of a pipeline, as fast as it is read, and no more of it when that is no
 * longer possible: why is said by whoever listens to the stream's errors.
 */
export async function print(pieces: Iterable<string>, notation: Notation = "json"): Promise<void> {
  for (const piece of pieces) {
    const error = await new Promise((resolve) => process.stdout.write(safeForLog(piece, notation), resolve));
    if (error instanceof Error) {
      return;
    }
  }
}
