import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { motoPython, requireTool } from "./cache";

export interface Moto {
  /** The endpoint of every AWS service. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts moto on a free loopback port. */
export async function startMoto(): Promise<Moto> {
  const child = spawn(requireTool(motoPython), [join(__dirname, "moto_server.py")], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  return {
    url: await urlOf(child),
    async stop() {
      const exited = once(child, "exit");
      child.stdin?.end();
      await exited;
    },
  };
}

/** The address that the server prints when it is ready. */
async function urlOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) {
    throw new Error("The server's output is not connected.");
  }
  const said: string[] = [];
  const lines = createInterface({ input: stderr });
  for await (const line of lines) {
    said.push(line);
    const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? [];
    if (url !== undefined) {
      stderr.resume();
      return url;
    }
  }
  throw new Error(`moto ended before it was ready. It said:\n${said.join("\n")}`);
}
