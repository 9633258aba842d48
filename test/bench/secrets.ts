import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json, JsonObject } from "../../preflight/graph";
import { exportState } from "../../preflight/state/export";
import { SECRET, SIGNATURE } from "../../preflight/wire";
import { repository } from "../engine/harness/cli";
import { type Command, measure, median } from "./measure";
import { detailsTable, type Part } from "./report";
import { Systems } from "./systems";

const resources = 3000;

/** So many secrets of the stack. */
const counts = [0, 3000, 6000] as const;

/** A stack as it is exported with `--show-secrets`; each resource has two texts more, of which so many are secret. */
function exportWith(graph: ReturnType<Systems["graph"]>, secrets: number): Json {
  const names = { project: "dr-guardrails", stack: "bench", organization: "organization" };
  const state = exportState({ ...names, resources: graph, outputs: {}, logs: [], notJudged: [] });
  const value = (index: number): Json => {
    const text = `connection-${index}-password-${index * 7919}`;
    return index < secrets ? { [SIGNATURE]: SECRET, plaintext: JSON.stringify(text) } : text;
  };
  const { resources: exported = [] } = state.deployment as { readonly resources?: readonly JsonObject[] };
  const marked = exported.map((resource, index) => {
    const texts = { textOfBench: value(index), otherOfBench: value(index + exported.length) };
    const properties = (of: Json | undefined) => ({ ...(of as JsonObject), ...texts });
    return { ...resource, inputs: properties(resource.inputs), outputs: properties(resource.outputs) };
  });
  return { ...state, deployment: { resources: marked } };
}

/** Lets a command write down at its end how many seconds of CPU it took. */
const METER = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  require("node:fs").writeFileSync(__dirname + "/cpu", String((user + system) / 1e6));
});`;

function analyzing(folder: string, count: number): Command {
  const main = join(repository, "preflight/main.js");
  const args = [
    "--require",
    join(folder, "meter.js"),
    main,
    "analyze",
    join(folder, `${count}.json`),
    "--format",
    "json",
  ];
  // Systems in so many copies break policies: the bench wants the time, not the verdict.
  const statuses = [0, 1];
  return { name: `${count} secrets`, program: process.execPath, args, cwd: repository, env: process.env, statuses };
}

/** One stack without a secret, with 3,000 and with 6,000 of them, in turn. */
export async function measureSecrets(rounds: number): Promise<Part> {
  const graph = (await Systems.record()).graph(resources);
  const folder = mkdtempSync(join(tmpdir(), "dr-guardrails-secrets-"));
  const seconds = counts.map((): number[] => []);
  try {
    writeFileSync(join(folder, "meter.js"), METER);
    for (const count of counts) {
      writeFileSync(join(folder, `${count}.json`), JSON.stringify(exportWith(graph, count)));
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, count] of counts.entries()) {
        await measure(analyzing(folder, count), false);
        seconds[index]?.push(Number(readFileSync(join(folder, "cpu"), "utf8")));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const medians = seconds.map(median);
  const ratio = (index: number) => (medians[index] ?? Number.NaN) / (medians[0] ?? Number.NaN);
  const rows = counts.map((count, index) => [count, (medians[index] ?? Number.NaN).toFixed(2)]);
  return {
    details: [detailsTable([`secrets in ${graph.length} resources`, "analyze, s of CPU without the pack's"], rows)],
    figures: [
      { name: "analyze of a stack with 3,000 secrets / with none", value: ratio(1), most: 1.4, unit: "" },
      { name: "analyze of a stack with 6,000 secrets / with none", value: ratio(2), most: 1.8, unit: "" },
    ],
  };
}
