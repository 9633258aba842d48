import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GraphResource } from "../../preflight/graph";
import { exportState } from "../../preflight/state/export";
import { repository } from "../engine/harness/cli";
import type { Command } from "./measure";

/** What a preview does not know: the markers of a text, a number, a yes or no, a list and an object. */
const unknowns: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Writes resources as the export of a deployed stack of that name. */
export function writeExport(resources: readonly GraphResource[], stack: string, file: string): void {
  const state = exportState({
    project: "dr-guardrails",
    stack: "bench",
    organization: "organization",
    resources,
    outputs: {},
    logs: [],
    notJudged: [],
  });
  const known = (key: string, value: unknown) => (unknowns.has(value) ? `known-${key}` : value);
  writeFileSync(file, JSON.stringify(state, known).replaceAll("urn:pulumi:bench::", `urn:pulumi:${stack}::`));
}

/** `dr-guardrails analyze` of these exports. They break policies: the bench wants the time, not the verdict. */
export function analyzing(name: string, exports: string, report: string): Command {
  const main = join(repository, "preflight/main.js");
  return {
    name,
    program: process.execPath,
    args: [main, "analyze", exports, "--time-limit", "600", "--format", "json", "--out", report],
    cwd: repository,
    env: process.env,
    statuses: [0, 1],
  };
}
