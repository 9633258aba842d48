import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { bundleFunction } from "./bundle";
import { writeBundleFolder } from "./bundle-folder";

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
  writeBundleFolder(join(programDirectory, ".build", name), bundleFunction(__dirname, name));
  // Relative to the program's directory, so that the state holds no path of the machine that deployed.
  const archive = new pulumi.asset.FileArchive(`./.build/${name}`);
  archives.set(name, archive);
  return archive;
}
