/** One thing that has to be done before the standby serves. */
export interface Step {
  readonly id: string;
  /** Steps that have to be done before; a step that is not in the plan counts as done. */
  readonly after: readonly string[];
  /** Seconds, from when it may begin. */
  readonly seconds: () => number;
  readonly onDone?: () => void;
}

/** Plans an action in so many seconds. */
type Later = (seconds: number, action: () => void) => void;

/**
 * Does the steps, each as soon as all steps before it are done, and says when all are done: the critical path and not the
 * sum. Throws a RangeError when steps wait for each other.
 */
export function runPlan(steps: readonly Step[], later: Later, onDone: () => void): void {
  const waiting = new Set(steps);
  let running = 0;
  const isOpen = (id: string) => open.has(id);
  const open = new Set(steps.map(({ id }) => id));
  const advance = () => {
    for (const step of [...waiting].filter(({ after }) => !after.some(isOpen))) {
      waiting.delete(step);
      running += 1;
      later(step.seconds(), () => finish(step));
    }
    if (running === 0 && waiting.size > 0) {
      throw new RangeError(`steps wait for each other: ${[...waiting].map(({ id }) => id).join(", ")}`);
    }
    if (running === 0) onDone();
  };
  const finish = (step: Step) => {
    running -= 1;
    open.delete(step.id);
    step.onDone?.();
    advance();
  };
  advance();
}
