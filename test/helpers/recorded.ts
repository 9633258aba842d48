import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Recording } from "../../preflight/graph";
import { recordProgram } from "../../preflight/monitor/record";

type Outcome = { readonly recording: Recording } | { readonly failure: string };

const programDirectory = resolve(__dirname, "../../infra");

/**
 * The graph of one of our stacks, with some config of its own. Each variant is recorded once in a test run, by the first
 * test file that asks; all others, in whichever process, read the same graph.
 */
export async function recorded(stack: string, config: Readonly<Record<string, string>> = {}): Promise<Recording> {
  const outcome = await once(JSON.stringify({ stack, config }), () => record(stack, config));
  if ("failure" in outcome) {
    throw new Error(outcome.failure);
  }
  return outcome.recording;
}

async function record(stack: string, config: Readonly<Record<string, string>>): Promise<Outcome> {
  try {
    return { recording: await recordProgram({ programDirectory, stack, config }) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const detail = error instanceof Error && "detail" in error ? String(error.detail) : "";
    return { failure: [text, detail].join("\n") };
  }
}

async function once(key: string, make: () => Promise<Outcome>): Promise<Outcome> {
  const file = join(runFolder(), `${createHash("sha256").update(key).digest("hex").slice(0, 16)}.json`);
  if (claim(`${file}.claim`)) {
    const outcome = await make();
    writeFileSync(`${file}.part`, JSON.stringify(outcome));
    renameSync(`${file}.part`, file);
    return outcome;
  }
  while (!existsSync(file)) {
    await pause(50);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Outcome;
}

/** True for the first that asks: only that one makes the folder. */
function claim(folder: string): boolean {
  return mkdirSync(folder, { recursive: true }) !== undefined;
}

function runFolder(): string {
  const folder = process.env.DR_GUARDRAILS_TEST_RUN;
  if (folder === undefined) {
    throw new Error("DR_GUARDRAILS_TEST_RUN is not set, expected the folder that test/helpers/run-folder.js makes.");
  }
  return folder;
}
