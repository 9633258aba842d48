import type { GraphResource } from "../../preflight/graph";
import { repository } from "../engine/harness/cli";
import { detailsTable, type Part } from "./report";
import { RunningPack } from "./running-pack";
import { Systems } from "./systems";

const few = 1000;
const many = 10_000;

interface Cost {
  readonly resources: number;
  /** Seconds of CPU in the pack. */
  readonly analyze: number;
  readonly analyzeStack: number;
  readonly peakMiB: number;
}

async function judge(pack: RunningPack, resources: readonly GraphResource[]): Promise<Cost> {
  const analyze = await pack.analyze(resources);
  const analyzeStack = await pack.analyzeStack(resources);
  return { resources: resources.length, analyze, analyzeStack, peakMiB: pack.peakMiB() };
}

function perResource({ resources, analyze, analyzeStack }: Cost): number {
  return (analyze + analyzeStack) / resources;
}

/** What a new pack takes for graphs of these sizes, one after the other. */
async function judgeInTurn(systems: Systems, sizes: readonly number[]): Promise<readonly Cost[]> {
  const pack = await RunningPack.start(repository);
  try {
    const costs: Cost[] = [];
    for (const size of sizes) costs.push(await judge(pack, systems.graph(size)));
    return costs;
  } finally {
    await pack.stop();
  }
}

/** A small graph the second time it is judged, when the pack is warm, and a large one judged by a pack of its own. */
export async function measureGrowth(): Promise<Part> {
  const systems = await Systems.record();
  const [, small] = await judgeInTurn(systems, [few, few]);
  const [large] = await judgeInTurn(systems, [many]);
  if (small === undefined || large === undefined) throw new Error("A graph was not judged.");
  const rows = [small, large].map((cost) => [
    cost.resources,
    cost.analyze.toFixed(2),
    cost.analyzeStack.toFixed(2),
    cost.peakMiB.toFixed(0),
  ]);
  return {
    details: [detailsTable(["resources", "Analyze, s of CPU", "AnalyzeStack, s of CPU", "peak MiB"], rows)],
    figures: [
      {
        name: "cost of 10,000 resources / of 1,000, stack policies included",
        value: (many / few) * (perResource(large) / perResource(small)),
        most: 11,
        unit: "",
      },
      { name: "memory of the pack at 10,000 resources", value: large.peakMiB, most: 300, unit: " MiB" },
    ],
  };
}
