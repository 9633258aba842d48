import { type Profile, readProfile } from "../analyzer/profile";
import { type DrillReport, defaultDrill, drillStack } from "../drill/drill";
import { experimentsFor } from "../drill/experiment/experiments";
import { findExperimentForm } from "../drill/experiment/format";
import type { ExperimentReport } from "../drill/experiment/report";
import { findDrillFormat } from "../drill/format";
import { findScenario } from "../drill/scenario";
import type { Recording } from "../graph";
import { readProgram } from "../monitor/program";
import { readProject } from "../monitor/project";
import { startProgram } from "../monitor/record";
import { PreflightError } from "../problem";
import { recoverySettings } from "../recovery/settings";
import { Redactor } from "../redact";
import { blind } from "../secrets";
import { readStateFile } from "../state/read";
import { TimeLimit } from "../time-limit";
import { selectStacks } from "./check";
import { byProfiles, headingOf, profileOf } from "./heading";
import { type ChosenProfile, chooseFileProfile, findProgram, ownPack } from "./locations";
import { withHeading, writeReport } from "./output";
import { readProgramProfile } from "./program-profile";
import { Progress } from "./progress";

export interface DrillCommandOptions {
  readonly stack: readonly string[];
  readonly all: boolean;
  readonly program?: string;
  readonly profile?: string;
  readonly fromFile?: readonly string[];
  readonly config: Readonly<Record<string, string>>;
  /** Undefined: the loss of the region, and a table of all failures. */
  readonly fail?: string;
  readonly runs: number;
  readonly seed: number;
  readonly writes: number;
  readonly format: string;
  readonly json: boolean;
  /** The form of experiments, in place of a report. */
  readonly experiment?: string;
  /** An export of the stack, in place of its program. */
  readonly export?: string;
  readonly out?: string;
  readonly timeLimit: number;
}

/** A stack to drill, and what it is judged by. */
interface Subject {
  readonly stack: string;
  readonly recording: Recording;
  readonly chosen: ChosenProfile;
  readonly profile: Profile;
}

/** Lets a failure happen to stacks, many times, on paper; or prints how AWS FIS makes it real. Returns the exit status. */
export async function drill(options: DrillCommandOptions): Promise<number> {
  await (options.experiment === undefined ? drillStacks(options) : printExperiments(options, options.experiment));
  return 0;
}

async function drillStacks(options: DrillCommandOptions): Promise<void> {
  const form = options.json ? "json" : options.format;
  const format = findDrillFormat(form);
  const scenario = findScenario(options.fail ?? defaultDrill.scenario).name;
  const withMatrix = options.fail === undefined;
  const { reports, profiles } = await forEachStack<DrillReport>(options, ({ stack, recording, profile }) => {
    const settings = { scenario, withMatrix, ...runsOf(options) };
    return drillStack(stack, blind(recording.resources), settings, recoverySettings(profile));
  });
  const text = format(reports, isSingle(options));
  await writeReport(withHeading(headingFor(options, profiles), text, form), options.out);
}

/** Throws a PreflightError for a stack of which AWS FIS can make nothing real. */
async function printExperiments(options: DrillCommandOptions, form: string): Promise<void> {
  const write = findExperimentForm(form);
  if (options.json && form !== "json") {
    throw new PreflightError(`--json and --experiment ${form} exclude each other; leave one out`);
  }
  const only = options.fail === undefined ? undefined : findScenario(options.fail).name;
  const { reports } = await forEachStack<ExperimentReport>(options, ({ stack, recording, profile }) =>
    experimentsFor(stack, blind(recording.resources), { only, ...runsOf(options) }, recoverySettings(profile)),
  );
  await writeReport([write(reports, isSingle(options))], options.out);
}

function runsOf({ runs, seed, writes: writesPerSecond }: DrillCommandOptions) {
  return { runs, seed, writesPerSecond };
}

function isSingle({ stack, export: file }: DrillCommandOptions): boolean {
  return stack.length === 1 || file !== undefined;
}

/** What is said of each stack, secrets hidden. */
async function forEachStack<Report>(options: DrillCommandOptions, say: (subject: Subject) => Report) {
  const progress = new Progress(process.stderr);
  const reports: Report[] = [];
  const profiles: ChosenProfile[] = [];
  try {
    for await (const subject of subjectsOf(options, (text) => progress.show(text))) {
      const { stack, recording, chosen } = subject;
      progress.show(`drilling ${stack}: ${options.runs} runs`);
      const limit = new TimeLimit(`the drill of stack ${stack}`, options.timeLimit);
      reports.push(limit.run(() => new Redactor(recording.resources, recording.outputs).all(say(subject))));
      profiles.push(chosen);
    }
  } finally {
    progress.clear();
  }
  return { reports, profiles };
}

async function* subjectsOf(options: DrillCommandOptions, show: (text: string) => void): AsyncGenerator<Subject> {
  const { config, timeLimit: timeLimitSeconds, export: file } = options;
  if (file !== undefined) {
    yield exported(file, options);
    return;
  }
  const programDirectory = findProgram(options.program);
  for (const stack of selectStacks({ ...options, program: programDirectory })) {
    show(`running ${stack}`);
    const program = readProgram({ programDirectory, stack, config });
    const { chosen, profile } = readProgramProfile(program, options);
    yield { stack, recording: await startProgram(program, { timeLimitSeconds }).recording, chosen, profile };
  }
}

function exported(file: string, options: DrillCommandOptions): Subject {
  const { recording } = new TimeLimit(`the reading of ${file}`, options.timeLimit).run(() => readStateFile(file));
  const { project, stack } = recording;
  const chosen = profileOf(options.profile, options.fromFile, () => chooseFileProfile(project, stack, ownPack));
  return { stack, recording, chosen, profile: chosen.name === undefined ? new Map() : readProfile(chosen.name) };
}

function headingFor(options: DrillCommandOptions, profiles: readonly ChosenProfile[]): string {
  return options.export === undefined
    ? headingOf(readProject(findProgram(options.program)), profiles)
    : `Read from ${options.export}${byProfiles(profiles)}`;
}
