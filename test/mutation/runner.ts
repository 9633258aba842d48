import { join, relative, resolve } from "node:path";
import { globSync } from "tinyglobby";
import { Imports, keepCompiled } from "./modules";
import { isSampled, type Mutant, readShare } from "./sample";
import { type Case, collectCases, type Outcome, runCases } from "./suite";

/** What Stryker's instrumentation reads and writes: the one mutant that is switched on, and what was run. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

interface MutantRun {
  readonly activeMutant: Mutant;
  readonly sandboxFileName: string;
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  /** `static` when what the mutant changes is computed as its file is loaded. */
  readonly mutantActivation: "runtime" | "static";
}

const switchboard: Switchboard = {};
Object.assign(globalThis, { __stryker__: switchboard });

/** Tests that say nothing about one mutant: random ones, those of the documents, and one that starts a pack. */
const leftOut = ["**/fuzz.test.ts", "**/docs.test.ts", "**/targets.test.ts", "**/configuring.test.ts"];

/** Where a module keeps what it has computed for longer than a test. */
const remembering = [
  "../model/aws/iam-actions.ts",
  "engine/clock.ts",
  "engine/config.ts",
  "engine/exemption.ts",
  "engine/path.ts",
  "engine/serving.ts",
  "engine/shared-stack.ts",
  "engine/switched-off.ts",
  "engine/unreadable.ts",
];

const ruleName = /\b([a-z0-9]+)-((?:require|forbid|exact|limit)-[a-z0-9-]+)/;

/**
 * Runs the pack's own unit tests, thousands of times in one process. Between two mutants nothing is loaded again but what
 * the mutant could have changed for good.
 */
export class CaseRunner {
  private readonly root = process.cwd();
  private readonly files = globSync("test/{model,policy-pack}/**/*.test.ts", {
    cwd: this.root,
    ignore: leftOut,
  }).sort();
  private readonly rules = new Set(globSync("policy-pack/rules/*/*.ts", { cwd: this.root, absolute: true }));
  private readonly share = readShare(process.env.MUTATION_SAMPLE);
  private readonly seed = process.env.MUTATION_SEED ?? "1";
  private readonly cases = new Map<string, readonly Case[]>();
  private readonly importers = new Map<string, readonly string[]>();
  private readonly marked = new Set<string>();
  private readonly nearest = new Map<string, readonly string[]>();
  private readonly durations = new Map<string, number>();
  private imports = new Imports(this.root);

  capabilities() {
    return { reloadEnvironment: true };
  }

  init(): void {
    keepCompiled();
    this.load(this.files);
    this.imports = new Imports(this.root);
  }

  async dryRun() {
    const tests: object[] = [];
    await runCases(
      [...this.cases.values()].flat(),
      ({ id }) => {
        switchboard.currentTestId = id;
      },
      (outcome) => {
        tests.push(this.describe(outcome));
        this.durations.set(outcome.test.id, outcome.milliseconds);
        return true;
      },
    );
    switchboard.currentTestId = undefined;
    return { status: "complete", tests, mutantCoverage: switchboard.mutantCoverage };
  }

  async mutantRun(run: MutantRun) {
    const file = resolve(run.sandboxFileName);
    if (!isSampled(relative(this.root, file), run.activeMutant, this.share, this.seed)) {
      return { status: "error", errorMessage: "not in the sample" };
    }
    switchboard.hitLimit = run.hitLimit;
    switchboard.hitCount = run.hitLimit === undefined ? undefined : 0;
    try {
      return await (run.mutantActivation === "static" ? this.judgeStatic(run, file) : this.judgeRunning(run, file));
    } catch (cause) {
      // A pack that cannot be loaded fails every test of it.
      const first = [...this.cases.values()].flat()[0]?.id ?? "";
      return { status: "killed", killedBy: [first], failureMessage: String(cause), nrOfTests: 1 };
    } finally {
      switchboard.activeMutant = undefined;
      switchboard.hitCount = undefined;
    }
  }

  private async judgeRunning(run: MutantRun, file: string) {
    this.loadFor(run, file);
    this.load(this.files);
    return await this.judge(run, this.selected(run, file));
  }

  /** Loads and runs one file of tests after the other, the most direct first: most mutants need one, and no rule at all. */
  private async judgeStatic(run: MutantRun, file: string) {
    this.loadFor(run, file);
    for (const name of this.filesReaching(file)) {
      this.load([name]);
      const cases = this.cases.get(join(this.root, name)) ?? [];
      const verdict = await this.judge(
        run,
        cases.filter((one) => this.reachOf(one).has(file)),
      );
      if (verdict.status !== "survived") {
        return verdict;
      }
    }
    return { status: "survived" };
  }

  /** The files of tests that load a file, those first that load little else. */
  private filesReaching(file: string): readonly string[] {
    const known = this.nearest.get(file);
    if (known !== undefined) {
      return known;
    }
    const reach = new Map(this.files.map((name) => [name, this.imports.reachedFrom(join(this.root, name))] as const));
    const sizeOf = (name: string) => reach.get(name)?.size ?? 0;
    const found = this.files.filter((name) => reach.get(name)?.has(file)).toSorted((a, b) => sizeOf(a) - sizeOf(b));
    this.nearest.set(file, found);
    return found;
  }

  private async judge({ hitLimit = Number.POSITIVE_INFINITY }: MutantRun, cases: readonly Case[]) {
    let nrOfTests = 0;
    let killer: Outcome | undefined;
    await runCases(
      cases,
      () => {
        nrOfTests++;
      },
      (outcome) => {
        killer = outcome.failure === undefined ? undefined : outcome;
        return killer === undefined;
      },
    );
    if ((switchboard.hitCount ?? 0) > hitLimit) {
      return { status: "timeout", reason: `ran ${hitLimit} times and more` };
    }
    return killer === undefined
      ? { status: "survived", nrOfTests }
      : { status: "killed", killedBy: [killer.test.id], failureMessage: killer.failure, nrOfTests };
  }

  /** The tests that Stryker asks for; if it asks for all, those that load the mutant's file. */
  private selected({ testFilter }: MutantRun, file: string): readonly Case[] {
    const all = [...this.cases.values()].flat();
    if (testFilter !== undefined) {
      const asked = new Set(testFilter);
      return all.filter(({ id }) => asked.has(id));
    }
    return all.filter((one) => this.reachOf(one).has(file));
  }

  private readonly reaches = new Map<string, ReadonlySet<string>>();

  /** A test that is about one policy, by its titles, is told nothing by the other policies. */
  private reachOf({ file, titles }: Case): ReadonlySet<string> {
    const [, service = "", law = ""] = ruleName.exec(titles.join(" ")) ?? [];
    const rule = join(this.root, "policy-pack/rules", service, `${law}.ts`);
    const isOfRule = this.rules.has(rule);
    const key = isOfRule ? `${file} ${rule}` : file;
    const known = this.reaches.get(key);
    if (known !== undefined) {
      return known;
    }
    const list = join(this.root, "policy-pack/rules/index.ts");
    const reach = isOfRule
      ? new Set([...this.imports.reachedFrom(file, list), ...this.imports.reachedFrom(rule), list])
      : this.imports.reachedFrom(file);
    this.reaches.set(key, reach);
    return reach;
  }

  /** Forgets what an earlier mutant may have left its mark on, and switches this one on: for good in its file, if static. */
  private loadFor({ activeMutant, mutantActivation }: MutantRun, file: string): void {
    const isStatic = mutantActivation === "static";
    for (const one of isStatic ? new Set([...this.marked, file]) : this.marked) {
      this.forget(one);
    }
    this.marked.clear();
    if (!isStatic) {
      this.load(this.files);
    }
    if (isStatic || remembering.some((name) => file === join(this.root, "policy-pack", name))) {
      this.marked.add(file);
    }
    switchboard.activeMutant = activeMutant.id;
  }

  /** Loads what is not loaded. Quick tests come first: most mutants are noticed by many. */
  private load(names: readonly string[]): void {
    for (const name of names) {
      const file = join(this.root, name);
      if (!this.cases.has(file)) {
        const taken = ({ id }: Case) => this.durations.get(id) ?? 0;
        this.cases.set(
          file,
          collectCases(file, name, require).toSorted((a, b) => taken(a) - taken(b)),
        );
      }
    }
  }

  /** Lets a file, and all that rest on it, be loaded again. */
  private forget(file: string): void {
    const importers = this.importers.get(file) ?? this.imports.reaching(file);
    this.importers.set(file, importers);
    for (const one of importers) {
      delete require.cache[one];
      this.cases.delete(one);
    }
  }

  private describe({ test, milliseconds, failure }: Outcome) {
    const said = { id: test.id, name: test.id, timeSpentMs: milliseconds, fileName: relative(this.root, test.file) };
    return failure === undefined ? { ...said, status: 0 } : { ...said, status: 1, failureMessage: failure };
  }
}
