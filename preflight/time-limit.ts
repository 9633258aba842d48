import { PreflightError } from "./problem";

/** How long one phase of a command may take; asked between two steps of it, however long those are. */
export class TimeLimit {
  private readonly end: number;

  /** `phase` as in an error: `the drill of stack dev`. `now` counts milliseconds. */
  constructor(
    private readonly phase: string,
    private readonly seconds: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.end = now() + seconds * 1000;
  }

  /** Throws a PreflightError when the time is over. */
  readonly check = (): void => {
    if (this.now() > this.end) {
      throw new PreflightError(
        `${this.phase} did not finish within ${this.seconds} s; judge fewer resources or stacks at a time, or raise --time-limit`,
      );
    }
  };

  /** The same items, as long as there is time to make the next. */
  *within<Item>(items: Iterable<Item>): Iterable<Item> {
    for (const item of items) {
      this.check();
      yield item;
    }
    this.check();
  }
}
