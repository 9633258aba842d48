import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import type { Recording } from "../../preflight/graph";
import type { Outcome, Variant } from "./program-host/host";

/**
 * The graph of one of our stacks, with some config of its own. Each variant is recorded once in a test run, by the first
 * test file that asks; all others, in whichever process, read the same graph.
 */
export async function recorded(stack: string, config: Readonly<Record<string, string>> = {}): Promise<Recording> {
  return recordedVariant({ stack, config });
}

/** The graph of another program, whose entry exports a function. */
export async function recordedProgram(program: string): Promise<Recording> {
  return recordedVariant({ stack: "dev", config: {}, program });
}

async function recordedVariant(variant: Variant): Promise<Recording> {
  const outcome = await findOrRecord(variant);
  if ("failure" in outcome) {
    throw new Error(outcome.failure);
  }
  return outcome.recording;
}

async function findOrRecord(variant: Variant): Promise<Outcome> {
  const key = createHash("sha256").update(JSON.stringify(variant)).digest("hex").slice(0, 16);
  const file = join(runFolder(), `${key}.json`);
  if (claim(`${file}.claim`)) {
    writeFileSync(`${file}.part`, await askHost(variant));
    renameSync(`${file}.part`, file);
  }
  await untilThere(file);
  return JSON.parse(readFileSync(file, "utf8")) as Outcome;
}

/** One process records for the whole test run. The first that asks starts it; the end of the run ends it. */
async function askHost(variant: Variant): Promise<string> {
  const socketPath = join(runFolder(), "host.socket");
  if (claim(`${socketPath}.claim`)) {
    startHost(socketPath);
  }
  await untilThere(socketPath);
  const socket = await connected(socketPath);
  socket.write(`${JSON.stringify(variant)}\n`);
  const [line] = await once(createInterface(socket), "line");
  socket.end();
  return line;
}

/** The socket's file is there a moment before the host listens. */
async function connected(socketPath: string): Promise<Socket> {
  for (;;) {
    const socket = connect(socketPath);
    try {
      await once(socket, "connect");
      return socket;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw error;
      await pause(20);
    }
  }
}

/** The host must hold none of the asker's pipes: a test run ends when they are closed. */
function startHost(socketPath: string): void {
  const log = openSync(join(runFolder(), "host.log"), "w");
  const run = process.env.DR_GUARDRAILS_TEST_RUN_PID ?? "";
  const host = spawn(process.execPath, [join(__dirname, "program-host", "main.js"), socketPath, run], {
    detached: true,
    stdio: ["ignore", log, log],
  });
  host.unref();
  closeSync(log);
  writeFileSync(join(runFolder(), "host.pid"), String(host.pid));
}

/** True for the first that asks: only that one makes the folder. */
function claim(folder: string): boolean {
  return mkdirSync(folder, { recursive: true }) !== undefined;
}

async function untilThere(file: string): Promise<void> {
  while (!existsSync(file)) {
    await pause(20);
  }
}

function runFolder(): string {
  const folder = process.env.DR_GUARDRAILS_TEST_RUN;
  if (folder === undefined) {
    throw new Error("DR_GUARDRAILS_TEST_RUN is not set, expected the folder that test/helpers/run-folder.js makes.");
  }
  return folder;
}
