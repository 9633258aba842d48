import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { functionArchive } from "../../infra/lib/lambda/archive";

const infra = join(__dirname, "..", "..", "infra");

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface FunctionProcessArgs {
  /** The Node.js to run on. */
  readonly node: string;
  readonly functionName: string;
  /** All that the function finds in its environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The file that would be deployed, alone in a folder and a process of its own: one execution environment of Lambda. */
export class FunctionProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), "function-"));
  readonly #child;
  readonly #waiting = new Map<string, { resolve(result: unknown): void; reject(error: Error): void }>();
  #output = "";
  #errors = "";

  constructor({ node, functionName, environment }: FunctionProcessArgs) {
    functionArchive(functionName);
    const bundle = join(this.#folder, "index.js");
    copyFileSync(join(infra, ".build", functionName, "index.js"), bundle);
    this.#child = spawn(node, [join(__dirname, "function-host.js"), bundle], {
      cwd: this.#folder,
      env: { ...environment },
    });
    this.#child.stdout.setEncoding("utf8").on("data", (chunk) => this.#read(chunk));
    this.#child.stderr.on("data", (chunk) => {
      this.#errors += chunk;
    });
    this.#child.on("close", () => {
      for (const { reject } of this.#waiting.values()) {
        reject(new Error(`The function ended:\n${this.#errors}`));
      }
    });
  }

  /** Calls a function that answers requests. `limitMs` is the function's own time limit. */
  async invoke(event: object, limitMs = 10_000): Promise<Answer> {
    return toAnswer((await this.call(event, limitMs)) as RawResult);
  }

  /** Calls the function as Lambda does, and gives what it returns. */
  async call(event: object, limitMs = 30_000): Promise<unknown> {
    const requestId = randomUUID();
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(requestId, { resolve, reject });
    });
    this.#child.stdin.write(`${JSON.stringify({ event, requestId, limitMs })}\n`);
    return answered;
  }

  /** What the function wrote to standard output so far. */
  get output(): string {
    return this.#output;
  }

  /** Waits for a function that cannot start, and gives what it wrote to standard error. */
  async ended(): Promise<string> {
    await once(this.#child, "close");
    return this.#errors;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const exited = once(this.#child, "exit");
      this.#child.kill();
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** An answer stands behind what its call wrote: whoever has the answer has that output too. */
  #read(chunk: string): void {
    this.#output = (this.#output + chunk).replaceAll(/\0(.*)\n/g, (_whole, answer) => {
      this.#settle(JSON.parse(answer));
      return "";
    });
  }

  #settle({ requestId, result, error }: { requestId: string; result?: unknown; error?: string }): void {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    if (result === undefined) {
      waiting?.reject(new Error(`The function threw: ${error}`));
    } else {
      waiting?.resolve(result);
    }
  }
}

interface RawResult {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly body: string;
}

function toAnswer({ statusCode, headers, multiValueHeaders = {}, body }: RawResult): Answer {
  const single = Object.entries(multiValueHeaders).map(([name, values]) => [name, values.join(", ")]);
  return { status: statusCode, headers: headers ?? Object.fromEntries(single), body: JSON.parse(body) };
}
