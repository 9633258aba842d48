import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const BUNDLE_FILE = "index.js";

/**
 * Makes a folder hold exactly one file, `index.js`, with these bytes. Another program may write or read the same folder
 * now, so the file is replaced whole, from outside the folder, and only when it differs.
 */
export function writeBundleFolder(folder: string, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true });
  for (const stranger of readdirSync(folder).filter((entry) => entry !== BUNDLE_FILE)) {
    rmSync(join(folder, stranger), { recursive: true, force: true });
  }
  const file = join(folder, BUNDLE_FILE);
  if (!existsSync(file) || !readFileSync(file).equals(bytes)) {
    replaceFile(file, join(dirname(folder), `${basename(folder)}-${randomUUID()}.tmp`), bytes);
  }
}

function replaceFile(file: string, temporary: string, bytes: Uint8Array): void {
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
