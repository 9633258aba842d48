import { ModernFakeTimers } from "@jest/fake-timers";
import { expect } from "expect";
import { bind } from "jest-each";
import { ModuleMocker } from "jest-mock";

type Step = () => unknown;

/** A `describe` block, or a whole file: what is to be done around the tests in it. */
interface Block {
  readonly title: string;
  readonly outer: Block | undefined;
  readonly beforeAll: Step[];
  readonly afterAll: Step[];
  readonly beforeEach: Step[];
  readonly afterEach: Step[];
}

/** One test of a file that was written for jest. */
export interface Case {
  /** The file's path from the project's root, the titles around it, its own, and a number if those come twice. */
  readonly id: string;
  readonly titles: readonly string[];
  readonly file: string;
  readonly block: Block;
  readonly run: Step;
}

function blockOf(title: string, outer?: Block): Block {
  return { title, outer, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
}

/** Outermost first. */
function around(block: Block | undefined): readonly Block[] {
  return block === undefined ? [] : [...around(block.outer), block];
}

/** Loads a file written for jest and lists its tests, without running any. */
export function collectCases(file: string, name: string, load: (file: string) => unknown): readonly Case[] {
  const cases: Case[] = [];
  const seen = new Map<string, number>();
  let block = blockOf("");
  const describe = (title: string, fill: Step) => {
    block = blockOf(title, block);
    try {
      fill();
    } finally {
      block = block.outer ?? block;
    }
  };
  const test = (title: string, run: Step) => {
    const titles = [...around(block).slice(1), { title }].map((part) => part.title);
    const full = [name, ...titles].join(" > ");
    const count = (seen.get(full) ?? 0) + 1;
    seen.set(full, count);
    cases.push({ id: count === 1 ? full : `${full} (${count})`, titles, file, block, run });
  };
  Object.assign(globalThis, {
    describe: Object.assign(describe, { each: bind(describe, false, false) }),
    test: Object.assign(test, { each: bind(test, false) }),
    expect,
    jest: createJest(),
    beforeAll: (step: Step) => block.beforeAll.push(step),
    afterAll: (step: Step) => block.afterAll.push(step),
    beforeEach: (step: Step) => block.beforeEach.push(step),
    afterEach: (step: Step) => block.afterEach.push(step),
  });
  load(file);
  return cases;
}

/** As much of jest's own object as the pack's tests use. */
function createJest() {
  const mocker = new ModuleMocker(globalThis);
  const timers = new ModernFakeTimers({ config: timerConfig as never, global: globalThis });
  return {
    fn: mocker.fn.bind(mocker),
    spyOn: mocker.spyOn.bind(mocker),
    restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
    useFakeTimers: (options: object) => timers.useFakeTimers(options),
    useRealTimers: () => timers.useRealTimers(),
    setSystemTime: (now: Date) => timers.setSystemTime(now),
  };
}

const timerConfig = { fakeTimers: {}, rootDir: process.cwd(), testEnvironmentOptions: {} };

/** What a run of one test came to; `failure` is absent when it passed. */
export interface Outcome {
  readonly test: Case;
  readonly milliseconds: number;
  readonly failure?: string;
}

// Tests may put false clocks into the place of the real ones.
const now = performance.now.bind(performance);

/** Runs tests in their order. `heard` is told each outcome, and ends the run by returning false. */
export async function runCases(
  cases: readonly Case[],
  starting: (test: Case) => void,
  heard: (outcome: Outcome) => boolean,
): Promise<void> {
  const open: Block[] = [];
  const closeUpTo = async (kept: readonly Block[]) => {
    for (let block = open.at(-1); block !== undefined && !kept.includes(block); block = open.at(-1)) {
      open.pop();
      await runAll(block.afterAll);
    }
  };
  try {
    for (const test of cases) {
      const blocks = around(test.block);
      await closeUpTo(blocks);
      starting(test);
      const start = now();
      const failure = await findFailure(async () => {
        for (const block of blocks.filter((one) => !open.includes(one))) {
          open.push(block);
          await runAll(block.beforeAll);
        }
        await runOne(test, blocks);
      });
      if (!heard({ test, milliseconds: now() - start, ...(failure === undefined ? {} : { failure }) })) {
        return;
      }
    }
  } finally {
    await closeUpTo([]);
  }
}

async function runOne({ run }: Case, blocks: readonly Block[]): Promise<void> {
  await runAll(blocks.flatMap(({ beforeEach }) => beforeEach));
  try {
    await run();
  } finally {
    await runAll(blocks.toReversed().flatMap(({ afterEach }) => afterEach));
  }
}

async function runAll(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await step();
  }
}

async function findFailure(step: () => Promise<void>): Promise<string | undefined> {
  try {
    await step();
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message || cause.name : String(cause);
  }
}
