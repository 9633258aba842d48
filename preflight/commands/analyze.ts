import { setFlagsFromString } from "node:v8";
import { readProfile } from "../analyzer/profile";
import type { Report } from "../report";
import { exitStatus } from "./check";
import { type Found, failuresOf, inMemory, judgeFiles, nameApart } from "./judge-files";
import { ownPack } from "./locations";
import { prepareReport, type ReportOptions, reportFormats } from "./output";
import { Progress } from "./progress";
import { Spool } from "./spool";
import { findStackFiles } from "./stack-files";

export interface AnalyzeOptions extends ReportOptions {
  readonly file: readonly string[];
  readonly policyPack?: string;
  readonly profile?: string;
  readonly timeLimit: number;
}

/** Judges stacks that files show. Returns the exit status. */
export async function analyze(paths: readonly string[], options: AnalyzeOptions): Promise<number> {
  const write = prepareReport(options);
  const profile = options.profile === undefined ? new Map() : readProfile(options.profile);
  const { files, areMany } = findStackFiles([...options.file, ...paths]);
  const formats = reportFormats(options);
  if (areMany) {
    holdMemoryDown();
  }
  const progress = new Progress(process.stderr);
  const show = (file: string, index: number) => progress.show(`judging ${file} (${index + 1} of ${files.length})`);
  const judging = judgeFiles(
    files,
    {
      packDirectory: options.policyPack ?? ownPack,
      profile,
      profileFile: options.profile ?? null,
      timeLimitSeconds: options.timeLimit,
      keep: { resources: formats.includes("html"), passes: formats.includes("junit") },
      putAside: areMany && options.against === undefined ? new Spool<Found>().put : inMemory,
    },
    areMany ? show : () => undefined,
  );
  const outcomes = await judging.finally(() => progress.clear());
  const [first] = outcomes;
  if (!areMany && first !== undefined && "error" in first) {
    throw first.error;
  }
  const report: Report = { stacks: nameApart(outcomes), failures: failuresOf(outcomes), isSummary: areMany };
  await write(report);
  return exitStatus(report);
}

/** What is judged is garbage soon: V8 is to collect it when the heap has grown by a fifth, not when it has doubled. */
function holdMemoryDown(): void {
  setFlagsFromString("--heap-growing-percent=20");
}
