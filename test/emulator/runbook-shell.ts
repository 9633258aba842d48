import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { shellBlocks } from "../package/documented-commands";
import { motoPython, requireTool } from "./cache";

const root = resolve(__dirname, "../..");
const standIn = join(root, "test/package/stand-in.js");

export interface RunbookShellArgs {
  /** `docs/runbooks/trading.md` */
  readonly document: string;
  /** Where AWS is. */
  readonly url: string;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** A shell in which the steps of one runbook are done, one after the other, on an emulated AWS. */
export class RunbookShell {
  readonly #place = mkdtempSync(join(tmpdir(), "dr-guardrails-runbook-"));
  readonly #args: RunbookShellArgs;

  constructor(args: RunbookShellArgs) {
    this.#args = args;
    mkdirSync(join(this.#place, "bin"));
    mkdirSync(join(this.#place, "infra"));
    const aws = `#!/bin/sh\nexec "${requireTool(motoPython)}" "${join(__dirname, "aws_cli.py")}" "$@"\n`;
    writeFileSync(join(this.#place, "bin", "aws"), aws, { mode: 0o755 });
    symlinkSync(standIn, join(this.#place, "bin", "pulumi"));
  }

  /**
   * Does the one step that has these words, after the runbook's own beginning, and gives what it prints.
   * @param filledIn what a reader puts in place of words, by these
   */
  async do(words: string, filledIn: Readonly<Record<string, string>> = {}): Promise<string> {
    const blocks = shellBlocks(root).filter(({ document }) => document === this.#args.document);
    const steps = blocks.filter(({ text }) => text.includes(words));
    const [step] = steps;
    if (step === undefined || steps.length > 1) {
      throw new Error(`${this.#args.document} has ${steps.length} steps with ${JSON.stringify(words)}, expected 1.`);
    }
    const text = Object.entries(filledIn).reduce((script, [from, to]) => script.replaceAll(from, to), step.text);
    return this.#bash(`${blocks[0]?.text}\n${text}`);
  }

  /** moto runs in a process of its own, so nothing here may stand still meanwhile. */
  async #bash(script: string): Promise<string> {
    const child = spawn("bash", ["-euo", "pipefail", "-c", script], {
      cwd: this.#place,
      env: {
        PATH: [join(this.#place, "bin"), dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
        AWS_ENDPOINT_URL: this.#args.url,
        AWS_ACCESS_KEY_ID: "testing",
        AWS_SECRET_ACCESS_KEY: "testing",
        STAND_IN_NOTES: join(this.#place, "notes"),
        STAND_IN_OUTPUTS: JSON.stringify(this.#args.outputs ?? {}),
      },
    });
    const said = { out: "", error: "" };
    child.stdout.on("data", (chunk) => {
      said.out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      said.error += chunk;
    });
    const [status] = await once(child, "close");
    if (status !== 0) {
      throw new Error(`bash ended with status ${status}:\n${said.error}\nin\n${script}`);
    }
    return said.out;
  }

  close(): void {
    rmSync(this.#place, { recursive: true, force: true });
  }
}
