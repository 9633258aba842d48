import { renameSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Recording } from "../../../preflight/graph";
import { recordProgram } from "../../../preflight/monitor/record";
import { launchHere } from "./launch-here";

/** One of our stacks, or of another program, with some config of its own. */
export interface Variant {
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  readonly program?: string;
}

export type Outcome = { readonly recording: Recording } | { readonly failure: string };

const programDirectory = resolve(__dirname, "../../../infra");

/**
 * Records our program again and again in one process: the SDKs, whose loading takes most of the time of a run, are
 * loaded once. Answers each line that holds a variant with a line that holds its outcome, one after the other.
 */
export function listen(socketPath: string): void {
  let last: Promise<unknown> = Promise.resolve();
  const answer = (socket: Socket, line: string) => {
    last = last.then(async () => socket.write(`${JSON.stringify(await record(JSON.parse(line)))}\n`));
  };
  const server = createServer((socket) => {
    createInterface(socket).on("line", (line) => answer(socket, line));
    socket.on("error", () => socket.destroy());
  });
  // The file of a socket is there before anybody is let in by it: it gets its name afterwards.
  server.listen(`${socketPath}.part`, () => renameSync(`${socketPath}.part`, socketPath));
}

async function record({ stack, config, program = programDirectory }: Variant): Promise<Outcome> {
  try {
    return { recording: await recordProgram({ programDirectory: program, stack, config, launch: launchHere }) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const detail = error instanceof Error && "detail" in error ? String(error.detail) : "";
    return { failure: [text, detail].join("\n") };
  }
}
