import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyzing, writeExport } from "./exports";
import { measure, type Run } from "./measure";
import { detailsTable, type Part } from "./report";
import { Systems } from "./systems";

const counts = [10, 100, 1000] as const;
const resourcesEach = 100;

/** The most memory of the processes by that name, in MiB; not a number where it was not measured. */
function peak({ peaks }: Run, name: string): number {
  return peaks.get(name) ?? Number.NaN;
}

const preflight = "preflight/main.js";
const pack = "cmd/run-policy-pack";

/** Exports of 100 resources: ten, a hundred and a thousand of them in one run each. */
export async function measureFiles(): Promise<Part> {
  const systems = await Systems.record();
  const folder = mkdtempSync(join(tmpdir(), "dr-guardrails-exports-"));
  const runs: Run[] = [];
  try {
    for (const count of counts) {
      mkdirSync(join(folder, String(count)));
      for (let index = 0; index < count; index += 1) {
        // The first resources of a system refer to none that come later.
        const resources = systems.copy(index).slice(0, resourcesEach);
        writeExport(resources, `stack-${index}`, join(folder, String(count), `stack-${index}.json`));
      }
      process.stderr.write(`analyzing ${count} exports ...\n`);
      const exports = join(folder, String(count), "*.json");
      const report = join(folder, "report.json");
      runs.push(await measure(analyzing(`analyze of ${count} exports`, exports, report), true));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const rows = runs.map((run, index) => [
    counts[index] ?? 0,
    run.seconds.toFixed(1),
    (run.seconds / (counts[index] ?? 1)).toFixed(3),
    peak(run, preflight).toFixed(0),
    peak(run, pack).toFixed(0),
  ]);
  const growth = (name: string) => peak(runs[2] as Run, name) / peak(runs[1] as Run, name);
  return {
    details: [detailsTable(["exports", "s", "s for each", "preflight, peak MiB", "pack, peak MiB"], rows)],
    figures: [
      { name: "memory of analyze at 1,000 exports / at 100", value: growth(preflight), most: 1.3, unit: "" },
      { name: "memory of its pack at 1,000 exports / at 100", value: growth(pack), most: 1.3, unit: "" },
    ],
  };
}
