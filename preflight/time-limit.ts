import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { createContext, Script } from "node:vm";
import { tooManyFiles } from "./open-files";
import { PreflightError } from "./problem";

/** Calls what is put into its context: Node can end such a call at a time, whatever is computed in it. */
const context = createContext({ step: undefined });
const call = new Script("step()");

/** What Node opens to watch a call, and some more: where it cannot, it ends the process without a word. */
const FILES = 8;

/** How long items are made before those who wait for them, timers and signals have their turn, in milliseconds. */
const SLICE = 50;
/** And how many at most: they wait in memory. */
const MOST = 256;

interface Slice<Item> {
  readonly made: readonly Item[];
  readonly isLast: boolean;
}

/** How long one phase of a command may take, however long its steps are. */
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
      throw this.late();
    }
  };

  /**
   * What `step` returns or throws. Throws a PreflightError when the time is over, in the midst of the step: what it was
   * changing is then half done, and is not to be used any more. Also where no file is left to be opened.
   */
  run<Result>(step: () => Result): Result {
    this.check();
    this.checkFiles();
    const before = context.step;
    context.step = step;
    try {
      return call.runInContext(context, { timeout: Math.max(1, Math.ceil(this.end - this.now())) });
    } catch (error) {
      throw isTimeout(error) ? this.late() : error;
    } finally {
      context.step = before;
    }
  }

  /** The same items, as long as there is time to make them. */
  *within<Item>(items: Iterable<Item>): Iterable<Item> {
    const source = items[Symbol.iterator]();
    for (let isLast = false; !isLast; ) {
      const slice = this.run(() => this.slice(source));
      isLast = slice.isLast;
      yield* slice.made;
    }
    this.check();
  }

  private slice<Item>(source: Iterator<Item>): Slice<Item> {
    const until = this.now() + SLICE;
    const made: Item[] = [];
    while (made.length < MOST && this.now() < until) {
      this.check();
      const next = source.next();
      if (next.done === true) {
        return { made, isLast: true };
      }
      made.push(next.value);
    }
    return { made, isLast: false };
  }

  private checkFiles(): void {
    const files: number[] = [];
    try {
      for (let count = 0; count < FILES; count++) {
        files.push(openSync(devNull, "r"));
      }
    } catch (error) {
      throw new PreflightError(`${this.phase} cannot begin: ${tooManyFiles(error) ?? error}`);
    } finally {
      files.forEach(closeSync);
    }
  }

  private late(): PreflightError {
    return new PreflightError(
      `${this.phase} did not finish within ${this.seconds} s; judge fewer resources or stacks at a time, or raise --time-limit`,
    );
  }
}

function isTimeout(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
