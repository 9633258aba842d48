import { randomUUID } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PreflightError } from "../problem";
import { findFormat, type Report } from "../report";

/** Writes a file whole or not at all. Throws a PreflightError when it cannot. */
export function writeFileAtomically(file: string, text: string): void {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new PreflightError(`${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

export interface ReportOptions {
  readonly format: string;
  readonly out?: string;
  /** Where the HTML report goes besides. */
  readonly html?: string;
}

/** Prepares the writing of a report: a format that nobody knows stops a command before it judges. */
export function prepareReport({ format: name, out, html }: ReportOptions): (report: Report) => void {
  const format = findFormat(name);
  return (report) => {
    writeReport(format(report, { colour: out === undefined && process.stdout.isTTY === true }), out);
    if (html !== undefined) {
      writeFileAtomically(html, findFormat("html")(report, { colour: false }));
      process[name === "text" ? "stdout" : "stderr"].write(`\nReport: ${html}\n`);
    }
  };
}

/** Writes to the file, or to standard output when there is none. */
export function writeReport(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
  } else {
    writeFileAtomically(file, text);
  }
}
