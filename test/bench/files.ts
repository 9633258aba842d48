import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../preflight/graph";
import { exportState } from "../../preflight/state/export";
import { repository } from "../engine/harness/cli";
import { measure, type Run } from "./measure";
import { detailsTable, type Part } from "./report";
import { Systems } from "./systems";

const counts = [10, 100, 1000] as const;
const resourcesEach = 100;

/** What a preview does not know: the markers of a text, a number, a yes or no, a list and an object. */
const unknowns: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The first resources of a system, which refer to none that come later, as the export of a deployed stack. */
function exportOf(systems: Systems, index: number): JsonObject {
  const resources = systems.copy(index).slice(0, resourcesEach);
  return exportState({
    project: "dr-guardrails",
    stack: "bench",
    organization: "organization",
    resources,
    outputs: {},
    logs: [],
    notJudged: [],
  });
}

function write(systems: Systems, index: number, file: string): void {
  const known = (key: string, value: unknown) => (unknowns.has(value) ? `known-${key}` : value);
  const text = JSON.stringify(exportOf(systems, index), known);
  writeFileSync(file, text.replaceAll("urn:pulumi:bench::", `urn:pulumi:stack-${index}::`));
}

function analyzing(folder: string, count: number) {
  const report = join(folder, "report.json");
  const exports = join(folder, String(count), "*.json");
  return {
    name: `analyze of ${count} exports`,
    program: process.execPath,
    args: [join(repository, "preflight/main.js"), "analyze", exports, "--format", "json", "--out", report],
    cwd: repository,
    env: process.env,
    // A system that is cut off after its first resources breaks laws: the bench wants the time, not the verdict.
    statuses: [0, 1],
  };
}

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
        write(systems, index, join(folder, String(count), `stack-${index}.json`));
      }
      process.stderr.write(`analyzing ${count} exports ...\n`);
      runs.push(await measure(analyzing(folder, count), true));
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
