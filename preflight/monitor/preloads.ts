import { join } from "node:path";

/**
 * What goes before the SDK into the process of a program or a pack; each file says why. One word each: of a program with
 * a separate `--require` the SDK thinks that it brings a loader of its own, and does not load ES modules written in
 * TypeScript.
 */
export const preloads: readonly string[] = ["plain-errors.js", "late-tools.js"].map(preload);

/** `preloads` for a program. */
export const programPreloads: readonly string[] = [
  ...preloads,
  preload("parse-stand-ins.js"),
  preload("unknown-aliases.js"),
];

function preload(file: string): string {
  return `--require=${join(__dirname, file)}`;
}
