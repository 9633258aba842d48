import { tooManyFiles } from "../open-files";
import { PreflightError } from "../problem";

/** Why the system did not start a process, and what was too much. */
export function explainStart(error: unknown, environment: NodeJS.ProcessEnv): PreflightError {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EMFILE":
    case "ENFILE":
      return new PreflightError(`a process could not be started: ${tooManyFiles(error)}`);
    case "EAGAIN":
      return new PreflightError(
        "a process could not be started: too many processes (EAGAIN); raise the limit of processes (ulimit -u)",
      );
    case "E2BIG":
      return new PreflightError(
        `a process could not be started: its arguments and environment are larger than this system takes (E2BIG); ${largest(environment)}`,
      );
    default:
      return new PreflightError(`a process could not be started: ${message}`);
  }
}

/** What is to be said, after the rest, of a Node process that ended too early; nothing where no variable changes Node. */
export function nodeOptionsHint({ NODE_OPTIONS: options = "" }: NodeJS.ProcessEnv): string {
  return options === "" ? "" : ` (NODE_OPTIONS is ${JSON.stringify(options)} and holds for it too)`;
}

function largest(environment: NodeJS.ProcessEnv): string {
  const sizes = Object.entries(environment).map(([name, value]) => [name, Buffer.byteLength(value ?? "")] as const);
  const [name, size] = sizes.reduce((most, next) => (next[1] > most[1] ? next : most), ["", 0]);
  const what = name === "PULUMI_CONFIG" ? "the stack's config" : `the variable ${name}`;
  return `the largest is ${what} with ${size} bytes, expected less than 128 KiB in one and 2 MiB in all`;
}
