import { availableParallelism } from "node:os";
import type { Recording } from "../graph";
import { readProgram } from "../monitor/program";
import { listStacks, readProject } from "../monitor/project";
import { PreflightError } from "../problem";
import type { JudgedStack, StackFailure } from "../report/format";
import { printable, printableLines } from "../report/printable";
import { headingOf } from "./heading";
import { judgeProgram } from "./judge-program";
import { type ChosenProfile, findProgram, ownPack } from "./locations";
import { prepareReport, type ReportOptions, showsFailures, writtenFiles } from "./output";
import { readProgramProfile } from "./program-profile";
import { Progress } from "./progress";
import type { SiftStack } from "./sift";
import { writeFileAtomically } from "./write";

export interface CheckOptions extends ReportOptions {
  readonly stack: readonly string[];
  readonly all: boolean;
  readonly program?: string;
  readonly policyPack?: string;
  readonly profile?: string;
  readonly config: Readonly<Record<string, string>>;
  readonly export?: string;
  readonly watch: boolean;
  readonly timeLimit: number;
}

/** Judges stacks of a program. Returns the exit status. */
export async function check(given: CheckOptions): Promise<number> {
  const { sift, write } = prepareReport(given);
  const options = { ...given, sift, program: findProgram(given.program) };
  const stacks = selectStacks(options);
  if (options.export !== undefined && stacks.length > 1) {
    throw new PreflightError(
      `--export takes one stack, found ${stacks.length} (${stacks.join(", ")}); name it with --stack`,
    );
  }
  const outcomes = await judgeAll(stacks, options);
  const [first] = outcomes;
  if (outcomes.length === 1 && first !== undefined && "error" in first) {
    throw first.error;
  }
  const heading = headingOf(
    readProject(options.program),
    outcomes.flatMap((outcome) => ("judged" in outcome ? [outcome.profile] : [])),
  );
  if (given.program === undefined && given.format !== "text" && !given.quiet) {
    process.stderr.write(`${printableLines(heading).join("\n")}\n`);
  }
  const status = await write({
    heading,
    stacks: outcomes.flatMap((outcome) => ("judged" in outcome ? [outcome.judged] : [])),
    failures: outcomes.flatMap((outcome) => ("error" in outcome ? [failureOf(outcome)] : [])),
    isSummary: stacks.length > 1 || options.all || options.stack.length === 0,
  });
  if (options.export !== undefined && first !== undefined && "recording" in first) {
    const { exportState }: typeof import("../state/export") = require("../state/export");
    await writeFileAtomically(options.export, [`${JSON.stringify(exportState(first.recording), null, 2)}\n`]);
  }
  return status;
}

/** Judges, and judges again whenever a file of the program, the pack or the profile changes. `explain` words an error. */
export function watchAndCheck(options: CheckOptions, explain: (error: unknown) => string): Promise<never> {
  const { watch }: typeof import("./watch") = require("./watch");
  process.stdout.on("error", () => process.exit()); // nobody reads any more
  const paths = [findProgram(options.program), options.policyPack, options.profile].filter(
    (path) => path !== undefined,
  );
  const run = async () => {
    try {
      await check(options);
    } catch (error) {
      process.stderr.write(explain(error));
    }
  };
  const say = (text: string) => process.stderr.write(`\n${printable(text)}\n`);
  return watch({
    paths,
    written: [...writtenFiles(options), ...(options.export === undefined ? [] : [options.export])],
    run,
    say,
  });
}

/** The stacks that are named; all that have a file when none is. */
export function selectStacks({
  stack,
  all,
  program,
}: Pick<CheckOptions, "stack" | "all" | "program">): readonly string[] {
  if (all && stack.length > 0) {
    throw new PreflightError(`--all and --stack ${stack[0]} exclude each other; leave one out`);
  }
  if (stack.length > 0) {
    return [...new Set(stack)];
  }
  const project = readProject(findProgram(program));
  const stacks = listStacks(project);
  if (stacks.length === 0) {
    throw new PreflightError(
      `${project.stackConfigDirectory} has no Pulumi.<stack>.yaml, expected at least one; name a stack with --stack`,
    );
  }
  return stacks;
}

interface Judged {
  readonly stack: string;
  readonly judged: JudgedStack;
  readonly recording: Recording;
  readonly profile: ChosenProfile;
}

interface Failed {
  readonly stack: string;
  readonly error: unknown;
}

type NamedProgram = CheckOptions & { readonly program: string; readonly sift: SiftStack };

async function judgeAll(stacks: readonly string[], options: NamedProgram): Promise<readonly (Judged | Failed)[]> {
  const progress = new Progress(process.stderr);
  const outcomes: (Judged | Failed)[] = [];
  const waiting = [...stacks.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, stack] = next;
      progress.show(`judging ${stack} (${index + 1} of ${stacks.length})`);
      outcomes[index] = await judgeOne(stack, options);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(lanes(), stacks.length) }, work));
  } finally {
    progress.clear();
  }
  return outcomes;
}

/** A stack needs two processes at a time: its program and the pack. */
function lanes(): number {
  return Math.max(1, Math.floor(availableParallelism() / 2));
}

async function judgeOne(stack: string, options: NamedProgram): Promise<Judged | Failed> {
  try {
    const packDirectory = options.policyPack ?? ownPack;
    const program = readProgram({
      programDirectory: options.program,
      stack,
      config: options.config,
    });
    const { chosen, profile } = readProgramProfile(program, options, packDirectory);
    const { timeLimit: timeLimitSeconds } = options;
    const { judged, recording } = await judgeProgram({
      program,
      packDirectory,
      profile,
      profileFile: chosen.name ?? null,
      timeLimitSeconds,
      withFailures: showsFailures(options),
    });
    const name = { project: program.project.name, stack };
    return { stack, profile: chosen, recording, judged: options.sift(judged, judged.policies, name) };
  } catch (error) {
    return { stack, error };
  }
}

function failureOf({ stack, error }: Failed): StackFailure {
  const detail = error instanceof PreflightError ? error.detail : "";
  return { stack, message: error instanceof Error ? error.message : String(error), detail };
}
