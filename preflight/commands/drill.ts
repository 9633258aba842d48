import { type DrillReport, defaultDrill, drillStack } from "../drill/drill";
import { findDrillFormat } from "../drill/format";
import { findScenario } from "../drill/scenario";
import { readProgram } from "../monitor/program";
import { readProject } from "../monitor/project";
import { startProgram } from "../monitor/record";
import { recoverySettings } from "../recovery/settings";
import { Redactor } from "../redact";
import { blind } from "../secrets";
import { TimeLimit } from "../time-limit";
import { selectStacks } from "./check";
import { headingOf } from "./heading";
import { type ChosenProfile, findProgram } from "./locations";
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
  readonly out?: string;
  readonly timeLimit: number;
}

/** Lets a failure happen to stacks of a program, many times, on paper. Returns the exit status. */
export async function drill(options: DrillCommandOptions): Promise<number> {
  const format = findDrillFormat(options.json ? "json" : options.format);
  const scenario = findScenario(options.fail ?? defaultDrill.scenario).name;
  const withMatrix = options.fail === undefined;
  const progress = new Progress(process.stderr);
  const { config, timeLimit: timeLimitSeconds } = options;
  const programDirectory = findProgram(options.program);
  const reports: DrillReport[] = [];
  const profiles: ChosenProfile[] = [];
  try {
    for (const stack of selectStacks({ ...options, program: programDirectory })) {
      progress.show(`running ${stack}`);
      const program = readProgram({ programDirectory, stack, config });
      const { chosen, profile } = readProgramProfile(program, options);
      const { resources, outputs } = await startProgram(program, { timeLimitSeconds }).recording;
      progress.show(`drilling ${stack}: ${options.runs} runs`);
      const { runs, seed, writes: writesPerSecond } = options;
      const { check: beforeRun } = new TimeLimit(`the drill of stack ${stack}`, timeLimitSeconds);
      const settings = { scenario, withMatrix, runs, seed, writesPerSecond, beforeRun };
      const report = drillStack(stack, blind(resources), settings, recoverySettings(profile));
      reports.push(new Redactor(resources, outputs).all(report));
      profiles.push(chosen);
    }
  } finally {
    progress.clear();
  }
  const heading = headingOf(readProject(programDirectory), profiles);
  const text = format(reports, options.stack.length === 1);
  await writeReport(withHeading(heading, text, options.json ? "json" : options.format), options.out);
  return 0;
}
