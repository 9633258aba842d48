import { repository } from "../engine/harness/cli";
import { median } from "./measure";
import { oneRulePack } from "./projects";
import { detailsTable, type Part } from "./report";
import { RunningPack } from "./running-pack";
import { Systems } from "./systems";

interface Pair {
  readonly ours: number;
  readonly oneRule: number;
}

const resourcesAsked = 1000;

async function startOnce(directory: string): Promise<number> {
  const pack = await RunningPack.start(directory);
  await pack.stop();
  return pack.startSeconds;
}

async function measureStart(oneRule: string, rounds: number): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    pairs.push({ oneRule: await startOnce(oneRule), ours: await startOnce(repository) });
  }
  return pairs.slice(1);
}

/** Both packs are asked about the same resources, in turn; what was not asked before does not count. */
async function measureResources(oneRule: string, rounds: number): Promise<readonly Pair[]> {
  const resources = (await Systems.record()).graph(resourcesAsked);
  const [theirs, ours] = [await RunningPack.start(oneRule), await RunningPack.start(repository)];
  try {
    const pairs: Pair[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const pair = { oneRule: await theirs.analyze(resources), ours: await ours.analyze(resources) };
      pairs.push({ oneRule: pair.oneRule / resources.length, ours: pair.ours / resources.length });
    }
    return pairs.slice(1);
  } finally {
    await Promise.all([theirs.stop(), ours.stop()]);
  }
}

function row(what: string, pairs: readonly Pair[], digits: number): readonly string[] {
  const shown = (pick: (pair: Pair) => number) => median(pairs.map(pick)).toFixed(digits);
  return [what, shown(({ ours }) => ours), shown(({ oneRule }) => oneRule)];
}

/** What this pack costs beside the least that a pack can be. */
export async function measurePack(rounds: number): Promise<Part> {
  const oneRule = oneRulePack();
  try {
    const starts = await measureStart(oneRule.path, rounds);
    const resources = await measureResources(oneRule.path, rounds);
    const milliseconds = resources.map(({ ours, oneRule: theirs }) => ({ ours: ours * 1000, oneRule: theirs * 1000 }));
    const details = detailsTable(
      ["medians", "this pack", "one-rule pack"],
      [row("start, s", starts, 2), row("Analyze of one resource, ms of CPU in the pack", milliseconds, 2)],
    );
    return {
      details: [details],
      figures: [
        {
          name: "start of the pack, more than the one-rule pack's",
          value: median(starts.map((pair) => pair.ours - pair.oneRule)),
          most: 0.6,
          unit: " s",
        },
        {
          name: "Analyze of a resource, CPU of the pack / of the one-rule pack",
          value: median(resources.map((pair) => pair.ours / pair.oneRule)),
          most: 1.5,
          unit: "",
        },
      ],
    };
  } finally {
    oneRule.remove();
  }
}
