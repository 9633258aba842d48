import { randomUUID } from "node:crypto";
import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { compare } from "../comparison/compare";
import { type Earlier, readVerdicts } from "../comparison/read";
import { PreflightError } from "../problem";
import { type Format, findFormat, type Report } from "../report";

/**
 * Writes a file whole or not at all; what a link leads to, not the link. A device or a pipe is written as it is. Throws a
 * PreflightError when it cannot.
 */
export function writeFileAtomically(file: string, text: string): void {
  try {
    const target = existsSync(file) ? realpathSync(file) : file;
    if (existsSync(target) && !statSync(target).isFile()) {
      writeFileSync(target, text);
    } else {
      replace(target, text);
    }
  } catch (error) {
    throw new PreflightError(`${file} cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

function replace(file: string, text: string): void {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

export interface ReportOptions {
  readonly format: string;
  readonly out?: string;
  /** Where the HTML report goes besides. */
  readonly html?: string;
  /** Further reports, as `format=file`. */
  readonly write?: readonly string[];
  /** An earlier verdict to compare with. */
  readonly against?: string;
}

/** Prepares the writing of a report: what is wrong with its options stops a command before it judges. */
export function prepareReport(options: ReportOptions): (judged: Report) => void {
  const { format: name, out, html, against } = options;
  const format = findFormat(name);
  if (html !== undefined && !/\.html?$/i.test(html)) {
    // Its value may be left out: what follows it could be a file that was meant to be read.
    throw new PreflightError(`--html is ${JSON.stringify(html)}, expected a file that ends with .html, or nothing`);
  }
  const further = [...(options.write ?? []), ...(html === undefined ? [] : [`html=${html}`])].map(parseFurther);
  const earlier = against === undefined ? undefined : { file: against, verdicts: readVerdicts(against) };
  return (judged) => {
    const report = earlier === undefined ? judged : withComparison(judged, earlier.verdicts, earlier.file);
    writeReport(format(report, { colour: out === undefined && process.stdout.isTTY === true }), out);
    for (const { write, file } of further) {
      writeFileAtomically(file, write(report, { colour: false }));
    }
    if (html !== undefined) {
      process[name === "text" ? "stdout" : "stderr"].write(`\nReport: ${html}\n`);
    }
  };
}

/** Every format that a command will write. */
export function reportFormats({ format, write = [], html }: ReportOptions): readonly string[] {
  return [format, ...write.map((text) => text.split("=")[0] ?? ""), ...(html === undefined ? [] : ["html"])];
}

/** Every file that a command will write. */
export function writtenFiles({ out, write = [], html }: ReportOptions): readonly string[] {
  const further = write.map((text) => text.slice(text.indexOf("=") + 1));
  return [...further, out, html].filter((file) => file !== undefined);
}

function parseFurther(text: string): { readonly write: Format; readonly file: string } {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) {
    throw new PreflightError(
      `--write is ${JSON.stringify(text)}, expected a format and a file, such as sarif=dr.sarif`,
    );
  }
  return { write: findFormat(text.slice(0, at)), file: text.slice(at + 1) };
}

function withComparison(judged: Report, earlier: readonly Earlier[], file: string): Report {
  const verdicts = judged.stacks.map(({ verdict }) => verdict);
  return { ...judged, comparison: compare(verdicts, earlier, file, judged.isSummary) };
}

/** Writes to the file, or to standard output when there is none. */
export function writeReport(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
  } else {
    writeFileAtomically(file, text);
  }
}
