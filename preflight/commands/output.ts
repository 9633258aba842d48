import { compare } from "../comparison/compare";
import { type Earlier, readVerdicts } from "../comparison/read";
import { PreflightError } from "../problem";
import { type Format, findFormat, type Report } from "../report";
import { mapped } from "../report/pieces";
import { type Notation, printable, printableLines } from "../report/printable";
import { print, writeFileAtomically } from "./write";

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

/** Formats in which a character is written as a reference. */
const MARKUP = new Set(["junit", "html"]);

/** Prepares the writing of a report: what is wrong with its options stops a command before it judges. */
export function prepareReport(options: ReportOptions): (judged: Report) => Promise<void> {
  const { format: name, out, html, against } = options;
  const format = findFormat(name);
  if (html !== undefined && !/\.html?$/i.test(html)) {
    // Its value may be left out: what follows it could be a file that was meant to be read.
    throw new PreflightError(`--html is ${JSON.stringify(html)}, expected a file that ends with .html, or nothing`);
  }
  const further = [...(options.write ?? []), ...(html === undefined ? [] : [`html=${html}`])].map(parseFurther);
  const earlier = against === undefined ? undefined : { file: against, verdicts: readVerdicts(against) };
  return async (judged) => {
    const report = earlier === undefined ? judged : withComparison(judged, earlier.verdicts, earlier.file);
    const pieces = format(report, { colour: out === undefined && process.stdout.isTTY === true });
    await writeReport(pieces, out, MARKUP.has(name) ? "xml" : "json");
    for (const { write, file } of further) {
      await writeFileAtomically(file, write(report, { colour: false }));
    }
    if (html !== undefined) {
      process[name === "text" ? "stdout" : "stderr"].write(`\nReport: ${printable(html)}\n`);
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
  const verdicts = [...mapped(judged.stacks, ({ verdict }) => verdict)];
  return { ...judged, comparison: compare(verdicts, earlier, file, judged.isSummary) };
}

/** Writes to the file, or to standard output when there is none. */
export function writeReport(pieces: Iterable<string>, file: string | undefined, notation?: Notation): Promise<void> {
  return file === undefined ? print(pieces, notation) : writeFileAtomically(file, pieces);
}

/** A report for people begins with what it is about. */
export function withHeading(heading: string, text: string, format: string): readonly string[] {
  return format === "text" ? [printableLines(heading).join("\n"), "\n\n", text] : [text];
}
