import type { Recording } from "../graph";
import { readProgram } from "../monitor/program";
import { startProgram } from "../monitor/record";
import { PreflightError } from "../problem";
import { failureTable } from "../recovery/failures";
import { recoverySettings } from "../recovery/settings";
import { Redactor } from "../redact";
import { runbookOf } from "../runbook/write";
import { blind } from "../secrets";
import { readStateFile } from "../state/read";
import { TimeLimit } from "../time-limit";
import { selectStacks } from "./check";
import { findProgram } from "./locations";
import { writeReport } from "./output";
import { readProgramProfile } from "./program-profile";

export interface RunbookOptions {
  readonly stack: readonly string[];
  readonly all: boolean;
  readonly program?: string;
  readonly profile?: string;
  readonly config: Readonly<Record<string, string>>;
  readonly export?: string;
  readonly out?: string;
  readonly timeLimit: number;
}

/** Writes the runbook of one stack, of a program or of its export. Returns the exit status. */
export async function runbook(options: RunbookOptions): Promise<number> {
  const { recording, settings } =
    options.export === undefined ? await ofProgram(options) : ofExport(options.export, options.timeLimit);
  const { stack, resources, outputs } = recording;
  const limit = new TimeLimit(`the runbook of stack ${stack}`, options.timeLimit);
  const text = limit.run(() => {
    const visible = blind(resources);
    const failures = failureTable(visible, settings, new Redactor(resources, outputs)) ?? [];
    return runbookOf({ stack, resources: visible, failures });
  });
  await writeReport([text], options.out);
  return 0;
}

/** An export says nothing of a profile: the pack's own promises are taken. */
function ofExport(file: string, timeLimit: number) {
  const { recording } = new TimeLimit(`the reading of ${file}`, timeLimit).run(() => readStateFile(file));
  return { recording, settings: recoverySettings(new Map()) };
}

async function ofProgram(options: RunbookOptions) {
  const programDirectory = findProgram(options.program);
  const stacks = selectStacks({ ...options, program: programDirectory });
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) {
    throw new PreflightError(
      `runbook takes one stack, found ${stacks.length} (${stacks.join(", ")}); name it with --stack`,
    );
  }
  const program = readProgram({ programDirectory, stack, config: options.config });
  const { profile } = readProgramProfile(program, options);
  const recording: Recording = await startProgram(program, { timeLimitSeconds: options.timeLimit }).recording;
  return { recording, settings: recoverySettings(profile) };
}
