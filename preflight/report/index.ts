import { PreflightError } from "../problem";
import type { Verdict } from "../verdict";

/** A stack that could not be judged. */
export interface StackFailure {
  readonly stack: string;
  readonly message: string;
  readonly detail: string;
}

export interface Report {
  readonly verdicts: readonly Verdict[];
  readonly failures: readonly StackFailure[];
  /** True when stacks are to be compared, false when one stack was asked for. */
  readonly isSummary: boolean;
}

export interface FormatOptions {
  readonly colour: boolean;
}

/** Turns a report into text. Pure. */
export type Format = (report: Report, options: FormatOptions) => string;

/** Loaded when asked for. */
const FORMATS: Readonly<Record<string, () => Format>> = {
  text: () => (require("./text") as typeof import("./text")).formatText,
  json: () => (require("./json") as typeof import("./json")).formatJson,
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
