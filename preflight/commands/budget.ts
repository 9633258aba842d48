import type { Recording } from "../graph";
import { readProgram } from "../monitor/program";
import { readProject } from "../monitor/project";
import { startProgram } from "../monitor/record";
import { budgetOf } from "../recovery/budget";
import { failureTable } from "../recovery/failures";
import { type RecoverySettings, recoverySettings } from "../recovery/settings";
import { Redactor } from "../redact";
import { formatBudgets, type StackBudget } from "../report/budget";
import { blind } from "../secrets";
import { TimeLimit } from "../time-limit";
import { selectStacks } from "./check";
import { headingOf } from "./heading";
import { type ChosenProfile, findProgram } from "./locations";
import { withHeading, writeReport } from "./output";
import { readProgramProfile } from "./program-profile";
import { Progress } from "./progress";

export interface BudgetOptions {
  readonly stack: readonly string[];
  readonly all: boolean;
  readonly program?: string;
  readonly profile?: string;
  readonly fromFile?: readonly string[];
  readonly config: Readonly<Record<string, string>>;
  readonly format: string;
  readonly out?: string;
  readonly timeLimit: number;
}

/** Shows what recovery time and data loss the declared resources allow. Returns the exit status. */
export async function budget(options: BudgetOptions): Promise<number> {
  const progress = new Progress(process.stderr);
  const { config, timeLimit: timeLimitSeconds } = options;
  const programDirectory = findProgram(options.program);
  const budgets: StackBudget[] = [];
  const profiles: ChosenProfile[] = [];
  try {
    for (const stack of selectStacks({ ...options, program: programDirectory })) {
      progress.show(`running ${stack}`);
      const program = readProgram({ programDirectory, stack, config });
      const { chosen, profile } = readProgramProfile(program, options);
      const recording = await startProgram(program, { timeLimitSeconds }).recording;
      const limit = new TimeLimit(`the budget of stack ${stack}`, timeLimitSeconds);
      budgets.push(limit.run(() => budgetOfStack(recording, recoverySettings(profile))));
      profiles.push(chosen);
    }
  } finally {
    progress.clear();
  }
  const heading = headingOf(readProject(programDirectory), profiles);
  const text = formatBudgets(budgets, options.format, options.stack.length === 1);
  await writeReport(withHeading(heading, text, options.format), options.out);
  return 0;
}

function budgetOfStack({ stack, resources, outputs }: Recording, settings: RecoverySettings): StackBudget {
  const visible = blind(resources);
  const failures = failureTable(visible, settings, new Redactor(resources, outputs));
  return { stack, ...budgetOf(visible, settings), ...(failures === undefined ? {} : { failures }) };
}
