import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failureMatrix } from "../../model/recovery/failures/matrix";
import { readSystem } from "../../model/recovery/failures/read/system";
import type { GraphResource } from "../../preflight/graph";
import { budgetOf } from "../../preflight/recovery/budget";
import { graphOf } from "../../preflight/recovery/graph-of";
import { analyzing, writeExport } from "./exports";
import { measure, type Run } from "./measure";
import { detailsTable, type Part } from "./report";
import { Systems } from "./systems";

const few = 10_000;
const many = 50_000;

interface Cost {
  readonly resources: number;
  readonly run: Run;
  /** Seconds of CPU for the stack's recovery time and data loss. */
  readonly budgetSeconds: number;
  /** Seconds of CPU for the table of failures, by a tenth of its runs. */
  readonly tableSeconds: number;
}

async function costOf(resources: readonly GraphResource[], folder: string): Promise<Cost> {
  const file = join(folder, `${resources.length}.json`);
  writeExport(resources, "bench", file);
  process.stderr.write(`analyzing an export of ${resources.length} resources ...\n`);
  const name = `analyze of ${resources.length} resources`;
  const run = await measure(analyzing(name, file, join(folder, "report.json")), true);
  const budgetSeconds = cpuSeconds(() => budgetOf(resources));
  const tableSeconds = cpuSeconds(() => tableOf(resources));
  return { resources: resources.length, run, budgetSeconds, tableSeconds };
}

function tableOf(resources: readonly GraphResource[]): void {
  failureMatrix(readSystem(graphOf(resources)), { runs: 20, seed: 1, writesPerSecond: 100 });
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function largest({ run }: Cost): number {
  return Math.max(...run.peaks.values());
}

/** The export of one stack that is trading over and over: of 10,000 resources and of 50,000. */
export async function measureScale(): Promise<Part> {
  const systems = await Systems.record(["trading"]);
  const folder = mkdtempSync(join(tmpdir(), "dr-guardrails-scale-"));
  try {
    // What is not compiled yet does not count.
    budgetOf(systems.graph(few));
    tableOf(systems.graph(few));
    const small = await costOf(systems.graph(few), folder);
    const large = await costOf(systems.graph(many), folder);
    return partOf(small, large);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function partOf(small: Cost, large: Cost): Part {
  const rows = [small, large].map((cost) => [
    cost.resources,
    cost.run.seconds.toFixed(1),
    cost.run.cpuSeconds.toFixed(1),
    cost.budgetSeconds.toFixed(2),
    cost.tableSeconds.toFixed(2),
    largest(cost).toFixed(0),
  ]);
  /** As if there were exactly five times as many. */
  const growth = (value: (cost: Cost) => number) =>
    ((many / few) * (value(large) / large.resources)) / (value(small) / small.resources);
  const head = [
    "resources",
    "s",
    "s of CPU, all processes",
    "s of CPU, RTO and RPO",
    "s of CPU, failures",
    "largest process, MiB",
  ];
  const most = 5.5;
  return {
    details: [detailsTable(head, rows)],
    figures: [
      {
        name: "CPU of analyze at 50,000 resources / at 10,000",
        value: growth((cost) => cost.run.cpuSeconds),
        most,
        unit: "",
      },
      {
        name: "CPU of RTO and RPO at 50,000 resources / at 10,000",
        value: growth((cost) => cost.budgetSeconds),
        most,
        unit: "",
      },
      {
        name: "CPU of the table of failures at 50,000 resources / at 10,000",
        value: growth((cost) => cost.tableSeconds),
        most,
        unit: "",
      },
      { name: "largest process of analyze at 10,000 resources", value: largest(small), most: 600, unit: " MiB" },
      { name: "largest process of analyze at 50,000 resources", value: largest(large), most: 1536, unit: " MiB" },
    ],
  };
}
