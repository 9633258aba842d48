import { compare } from "../comparison/compare";
import { type Earlier, readVerdicts } from "../comparison/read";
import { PreflightError } from "../problem";
import { findFormat } from "../report";
import type { Format, FormatOptions, Report } from "../report/format";
import { mapped } from "../report/pieces";
import { type Notation, printable, printableLines } from "../report/printable";
import { TimeLimit } from "../time-limit";
import type { Filter } from "./filter";
import { Gate, type GateOptions } from "./gate";
import { OPTIONS_FILE } from "./options-file";
import { readProvenance } from "./provenance";
import { Sift, type SiftOptions, type SiftStack } from "./sift";
import { print, writeFileAtomically } from "./write";

export interface ReportOptions extends SiftOptions, GateOptions {
  readonly format: string;
  readonly out?: string;
  /** Where the HTML report goes besides. */
  readonly html?: string;
  /** Further reports, as `format=file`. */
  readonly write?: readonly string[];
  /** Only what decides the exit status is told. */
  readonly quiet: boolean;
  /** Names of the options that `dr-guardrails.json` gave. */
  readonly fromFile?: readonly string[];
  /** How many seconds each report may take. */
  readonly timeLimit: number;
  /** The folder of another pack than the one of this package. */
  readonly policyPack?: string;
}

/** How a format writes a character by its number, where that is not JSON's way. */
const NOTATIONS: Readonly<Record<string, Notation>> = { junit: "xml", html: "xml", github: "workflow" };

export interface Reporter {
  /** To be asked for each stack, before its findings are put aside. */
  readonly sift: SiftStack;
  /** Writes the report. Resolves to the exit status: 0 nothing fails, 1 something does, 2 a stack could not be judged. */
  write(judged: Report): Promise<number>;
}

/** Prepares the writing of a report: what is wrong with its options stops a command before it judges. */
export function prepareReport(options: ReportOptions): Reporter {
  const { format: name, out, html, against } = options;
  const format = findFormat(name);
  if (html !== undefined && !/\.html?$/i.test(html)) {
    // Its value may be left out: what follows it could be a file that was meant to be read.
    throw new PreflightError(`--html is ${JSON.stringify(html)}, expected a file that ends with .html, or nothing`);
  }
  const further = [...(options.write ?? []), ...(html === undefined ? [] : [`html=${html}`])].map(parseFurther);
  const earlier = against === undefined ? undefined : { file: against, verdicts: readVerdicts(against) };
  const gate = new Gate(options);
  const sift = new Sift(options);
  const write = async (given: Report) => {
    const judged = withOrigin(given, options.fromFile);
    const comparing = new TimeLimit("the comparison", options.timeLimit);
    const compared = earlier === undefined ? judged : comparing.run(() => withComparison(judged, earlier, sift.filter));
    const known = sift.summary(judged.isSummary && judged.failures.length === 0);
    const report = known === undefined ? compared : { ...compared, known };
    const reasons = gate.reasons(report);
    const isDecided = options.failOn.length > 0 || options.known !== undefined;
    const isEvidence = reportFormats(options).includes("html");
    const told = {
      ...report,
      ...(isDecided ? { failing: reasons } : {}),
      ...(isEvidence ? { provenance: readProvenance(process.argv.slice(2), process.cwd(), new Date()) } : {}),
    };
    const shape: FormatOptions = {
      ...terminalOf(out),
      ...(options.quiet ? { quiet: gate } : {}),
      explains: options.policyPack === undefined,
    };
    const timed = (form: string, make: Format, shaped: FormatOptions) => {
      const limit = new TimeLimit(`the ${form} report`, options.timeLimit);
      return limit.within(begunLater(() => make(told, { ...shaped, ...workspace() })));
    };
    await writeReport(timed(name, format, shape), out, NOTATIONS[name]);
    for (const { form, write: writeFurther, file } of further) {
      await writeFileAtomically(file, timed(form, writeFurther, inFile(shape)), NOTATIONS[form]);
    }
    if (html !== undefined && !options.quiet) {
      process[name === "text" ? "stdout" : "stderr"].write(`\nReport: ${printable(html)}\n`);
    }
    const recorded = await sift.record(report);
    if (recorded !== undefined) {
      const findings = recorded === 1 ? "finding" : "findings";
      process.stderr.write(`Recorded ${recorded} ${findings} in ${printable(options.writeKnown ?? "")}\n`);
    }
    return judged.failures.length > 0 ? 2 : reasons.length > 0 && recorded === undefined ? 1 : 0;
  };
  return { sift: sift.stack, write };
}

/** For what computes before there is a first piece. */
function* begunLater(make: () => Iterable<string>): Iterable<string> {
  yield* make();
}

/** Options that nobody sees in the command are told. */
function withOrigin(report: Report, fromFile: readonly string[] = []): Report {
  const { heading = "" } = report;
  return fromFile.length === 0
    ? report
    : { ...report, heading: `${heading}\nOptions of ${OPTIONS_FILE}: ${fromFile.join(", ")}` };
}

function inFile({ columns: _, ...shape }: FormatOptions): FormatOptions {
  return { ...shape, colour: false };
}

/** A terminal has colours and a width; a file and a pipe have neither. */
function terminalOf(out: string | undefined): Pick<FormatOptions, "colour" | "columns"> {
  const { isTTY, columns } = process.stdout;
  return out === undefined && isTTY === true
    ? { colour: true, ...(columns > 0 ? { columns } : {}) }
    : { colour: false };
}

/** Where GitHub looks for the files that annotations name. */
function workspace(): Pick<FormatOptions, "workspace"> {
  const { GITHUB_WORKSPACE: folder } = process.env;
  return folder === undefined || folder === "" ? {} : { workspace: folder };
}

/** Every format that a command will write. */
export function reportFormats({ format, write = [], html }: ReportOptions): readonly string[] {
  return [format, ...write.map((text) => text.split("=")[0] ?? ""), ...(html === undefined ? [] : ["html"])];
}

/** Whether any of them has a table of failures. */
export function showsFailures(options: ReportOptions): boolean {
  return reportFormats(options).some((format) => format === "json" || format === "html");
}

/** Every file that a command will write. */
export function writtenFiles({ out, write = [], html, writeKnown }: ReportOptions): readonly string[] {
  const further = write.map((text) => text.slice(text.indexOf("=") + 1));
  return [...further, out, html, writeKnown].filter((file) => file !== undefined);
}

interface Further {
  readonly form: string;
  readonly write: Format;
  readonly file: string;
}

function parseFurther(text: string): Further {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1) {
    throw new PreflightError(
      `--write is ${JSON.stringify(text)}, expected a format and a file, such as sarif=dr.sarif`,
    );
  }
  const form = text.slice(0, at);
  return { form, write: findFormat(form), file: text.slice(at + 1) };
}

/** Of the earlier verdict too, only what the filter lets through counts. */
function withComparison(
  judged: Report,
  { file, verdicts: earlier }: { readonly file: string; readonly verdicts: readonly Earlier[] },
  filter: Filter,
): Report {
  const verdicts = [...mapped(judged.stacks, ({ verdict }) => verdict)];
  const before = earlier.map((verdict) => ({
    ...verdict,
    violations: verdict.violations.filter(({ policy, severity }) => filter.passes(policy, severity)),
    undetermined: verdict.undetermined.filter(({ policy }) => filter.passes(policy)),
  }));
  return { ...judged, comparison: compare(verdicts, before, file, judged.isSummary) };
}

/** Writes to the file, or to standard output when there is none. */
export function writeReport(pieces: Iterable<string>, file: string | undefined, notation?: Notation): Promise<void> {
  return file === undefined ? print(pieces, notation) : writeFileAtomically(file, pieces, notation);
}

/** A report for people begins with what it is about. */
export function withHeading(heading: string, text: string, format: string): readonly string[] {
  return format === "text" ? [printableLines(heading).join("\n"), "\n\n", text] : [text];
}
