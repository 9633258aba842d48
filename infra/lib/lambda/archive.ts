import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildFunction } from "./build-function";

const programDirectory = join(__dirname, "..", "..");
const archives = new Map<string, pulumi.asset.Archive>();

/**
 * The deployable code of `lib/lambda/<name>/handler.ts`: a folder with one file, `index.js`, whose export is `handler`.
 * It is what today's sources give, with no step to remember. Every region gets the same archive.
 * @throws pulumi.RunError when the function is not there or its source does not build
 */
export function functionArchive(name: string): pulumi.asset.Archive {
  const known = archives.get(name);
  if (known !== undefined) {
    return known;
  }
  buildFunction(programDirectory, name);
  // Relative to the program's directory, so that the state holds no path of the machine that deployed.
  const archive = new pulumi.asset.FileArchive(`./.build/${name}`);
  archives.set(name, archive);
  return archive;
}
