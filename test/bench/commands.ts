/** What a person waits for: commands from their start to their end. */
import { join } from "node:path";
import { findPulumi, offlineEnvironment, repository, runToEnd } from "../engine/harness/cli";
import { WorkingCopy } from "../engine/harness/working-copy";
import { type Command, measure, median, type Run } from "./measure";
import { checkTypesAtRunTime, oneRulePack, typedPack } from "./projects";
import { type Figure, memoryTable, type Part, timesTable } from "./report";

const STACK = "trading";

const names = {
  check: "dr-guardrails check --stack trading",
  typed: "preview, program and pack type-checked at run time",
  halfTyped: "preview, only the program type-checked at run time",
  bare: "preview without a pack",
  oneRule: "preview with a one-rule plain JavaScript pack",
  ours: "preview with this pack",
} as const;

type Name = (typeof names)[keyof typeof names];

class Bench {
  private readonly plain = new WorkingCopy();
  private readonly typed = new WorkingCopy();
  private readonly oneRule = oneRulePack();
  private readonly typedPack = typedPack();
  private readonly pulumi = findPulumi();

  private preview(name: Name, copy: WorkingCopy, ...options: readonly string[]): Command {
    const args = ["-C", "infra", "preview", "--stack", STACK, "--non-interactive", ...options];
    return { name, program: this.pulumi, args, cwd: copy.path, env: offlineEnvironment(this.pulumi, copy.path) };
  }

  private commands(): readonly Command[] {
    const check = [join(repository, "preflight/main.js"), "check", "--stack", STACK];
    return [
      { name: names.check, program: process.execPath, args: check, cwd: repository, env: process.env },
      this.preview(names.typed, this.typed, "--policy-pack", this.typedPack.path),
      this.preview(names.halfTyped, this.typed, "--policy-pack", ".."),
      this.preview(names.bare, this.plain),
      this.preview(names.oneRule, this.plain, "--policy-pack", this.oneRule.path),
      this.preview(names.ours, this.plain, "--policy-pack", ".."),
    ];
  }

  private async prepare(): Promise<void> {
    checkTypesAtRunTime(this.typed);
    for (const copy of [this.plain, this.typed]) {
      const args = ["-C", "infra", "stack", "init", STACK, "--non-interactive"];
      const env = offlineEnvironment(this.pulumi, copy.path);
      const { status, stderr } = await runToEnd(this.pulumi, args, { cwd: copy.path, env });
      if (status !== 0) throw new Error(`pulumi stack init failed:\n${stderr}`);
    }
  }

  /** One unmeasured round fills the caches of the transpiler and of the system, then the rounds that count. */
  async run(rounds: number): Promise<ReadonlyMap<string, readonly Run[]>> {
    await this.prepare();
    const runs = new Map<string, Run[]>();
    for (let round = 0; round <= rounds; round += 1) {
      process.stderr.write(round === 0 ? "warming up ...\n" : `round ${round} of ${rounds} ...\n`);
      for (const command of this.commands()) {
        // Sampling costs time: memory is read in the round that does not count, times in those that do.
        const run = await measure(command, round === 0);
        runs.set(command.name, [...(runs.get(command.name) ?? []), run]);
      }
    }
    return runs;
  }

  remove(): void {
    for (const made of [this.plain, this.typed, this.oneRule, this.typedPack]) made.remove();
  }
}

function times(runs: ReadonlyMap<string, readonly Run[]>, name: Name): readonly number[] {
  return (runs.get(name) ?? []).map(({ seconds }) => seconds);
}

/** The median, over the rounds, of a quotient within each round. */
function paired(rounds: number, quotient: (round: number) => number): number {
  return median(Array.from({ length: rounds }, (_, round) => quotient(round)));
}

function figuresOf(runs: ReadonlyMap<string, readonly Run[]>, peaks: ReadonlyMap<string, number>): readonly Figure[] {
  const at = (name: Name, round: number) => times(runs, name)[round] ?? Number.NaN;
  const rounds = times(runs, names.check).length;
  const added = (name: Name, round: number) => at(name, round) - at(names.bare, round);
  return [
    {
      name: "check / preview with types checked at run time (program and pack)",
      value: paired(rounds, (round) => at(names.check, round) / at(names.typed, round)),
      most: 0.35,
      unit: "",
    },
    {
      name: "largest process of check",
      value: Math.max(0, ...peaks.values()),
      most: 400,
      unit: " MiB",
    },
    {
      name: "what this pack adds to preview / what the one-rule pack adds",
      value: paired(rounds, (round) => added(names.ours, round) / added(names.oneRule, round)),
      most: 1.5,
      unit: "",
    },
  ];
}

/** Every round runs every command once, one after the other, so that a slow moment of the machine hits all of them. */
export async function measureCommands(rounds: number): Promise<Part> {
  const bench = new Bench();
  try {
    const all = await bench.run(rounds);
    const peaks = all.get(names.check)?.[0]?.peaks ?? new Map<string, number>();
    const runs = new Map([...all].map(([name, ofCommand]) => [name, ofCommand.slice(1)]));
    const memory = peaks.size > 0 ? memoryTable(peaks) : "Memory was not measured: this system has no /proc.";
    const note = "AWS provider and language host are stand-ins, which start faster than the real ones.";
    return { details: [timesTable(runs), memory, note], figures: figuresOf(runs, peaks) };
  } finally {
    bench.remove();
  }
}
