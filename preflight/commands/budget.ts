import { readProject } from "../monitor/project";
import { recordProgram } from "../monitor/record";
import { budgetOf } from "../recovery/budget";
import { formatBudgets, type StackBudget } from "../report/budget";
import { blind } from "../secrets";
import { TimeLimit } from "../time-limit";
import { selectStacks } from "./check";
import { headingOf } from "./heading";
import { findProgram } from "./locations";
import { withHeading, writeReport } from "./output";
import { Progress } from "./progress";

export interface BudgetOptions {
  readonly stack: readonly string[];
  readonly all: boolean;
  readonly program?: string;
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
  try {
    for (const stack of selectStacks({ ...options, program: programDirectory })) {
      progress.show(`running ${stack}`);
      const recording = await recordProgram({ programDirectory, stack, config, timeLimitSeconds });
      const limit = new TimeLimit(`the budget of stack ${stack}`, timeLimitSeconds);
      budgets.push({ stack: recording.stack, ...budgetOf(blind(recording.resources)) });
      limit.check();
    }
  } finally {
    progress.clear();
  }
  const heading = headingOf(readProject(programDirectory), []);
  const text = formatBudgets(budgets, options.format, options.stack.length === 1);
  await writeReport(withHeading(heading, text, options.format), options.out);
  return 0;
}
