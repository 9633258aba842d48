import { readFileSync } from "node:fs";
import { join } from "node:path";

/** This package's own version. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8"));
  return version;
}
