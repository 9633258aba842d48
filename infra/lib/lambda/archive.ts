import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { bundleFunction } from "./bundle";

const BUNDLE_FILE = "index.js";
const programDirectory = join(__dirname, "..", "..");
const archives = new Map<string, pulumi.asset.Archive>();

/**
 * The deployable code of `lib/lambda/<name>/handler.ts`: a folder with one file, `index.js`, whose export is `handler`.
 * Built from source on the first call of each process, so it is never stale. Every region gets the same archive.
 * @throws pulumi.RunError when the function is not there or its source does not build
 */
export function functionArchive(name: string): pulumi.asset.Archive {
  const known = archives.get(name);
  if (known !== undefined) {
    return known;
  }
  writeBundle(name, bundleFunction(name));
  // Relative to the program's directory, so that the state holds no path of the machine that deployed.
  const archive = new pulumi.asset.FileArchive(`./.build/${name}`);
  archives.set(name, archive);
  return archive;
}

/** Another program may build or read the same folder now: the file is replaced whole, and only when it differs. */
function writeBundle(name: string, bytes: Uint8Array): void {
  const folder = join(programDirectory, ".build", name);
  const file = join(folder, BUNDLE_FILE);
  mkdirSync(folder, { recursive: true });
  for (const stranger of readdirSync(folder).filter((entry) => entry !== BUNDLE_FILE)) {
    rmSync(join(folder, stranger), { recursive: true, force: true });
  }
  if (existsSync(file) && readFileSync(file).equals(bytes)) {
    return;
  }
  const temporary = join(programDirectory, ".build", `${name}-${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, bytes);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
