import { PreflightError } from "../problem";
import type { Format } from "./format";

/** Loaded when asked for. */
const FORMATS: Readonly<Record<string, () => Format>> = {
  text: () => (require("./text") as typeof import("./text")).formatText,
  json: () => (require("./json") as typeof import("./json")).formatJson,
  markdown: () => (require("./markdown") as typeof import("./markdown")).formatMarkdown,
  html: () => (require("./html") as typeof import("./html")).formatHtml,
  sarif: () => (require("./sarif") as typeof import("./sarif")).formatSarif,
  compact: () => (require("./compact") as typeof import("./compact")).formatCompact,
  github: () => (require("./github") as typeof import("./github")).formatGithub,
  junit: () => (require("./junit") as typeof import("./junit")).formatJunit,
};

export const formatNames = Object.keys(FORMATS);

/** Throws a PreflightError when there is no such format. */
export function findFormat(name: string): Format {
  const load = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (load === undefined) {
    throw new PreflightError(`--format is ${JSON.stringify(name)}, expected one of ${formatNames.join(", ")}`);
  }
  return load();
}
