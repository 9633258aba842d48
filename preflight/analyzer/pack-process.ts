import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { reachingLoopback } from "../monitor/channel";
import { type Child, startChild } from "../monitor/child";
import { OutputTail } from "../monitor/output";
import { preloads } from "../monitor/preloads";
import { readYamlFile } from "../monitor/project";
import { nodeOptionsHint } from "../monitor/start-error";
import { PreflightError } from "../problem";
import { configSecrets, Redactor } from "../redact";
import { shorten } from "../report/shorten";

/** The stack a pack is going to judge. */
export interface StackIdentity {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** True when values may be unknown. */
  readonly dryRun: boolean;
  readonly config: Readonly<Record<string, string>>;
  readonly configSecretKeys: readonly string[];
}

/** The process of a policy pack, which may still be starting. */
export interface PackProcess {
  /** Absolute. */
  readonly directory: string;
  /** Where it listens; rejects with a PreflightError when it does not start. */
  readonly port: Promise<number>;
  /** What it has printed to standard error so far. */
  printed(): string;
  kill(): void;
}

export interface SpawnOptions {
  readonly directory: string;
  readonly identity: StackIdentity;
  readonly timeLimitSeconds: number;
}

/** The secrets of the stack's config, which a pack is given and may print. */
export function secretsOf({ config, configSecretKeys }: StackIdentity): readonly string[] {
  return configSecrets(config, configSecretKeys);
}

/** No engine listens: a pack asks it nothing while it judges. */
export const NO_ENGINE = "127.0.0.1:1";

/**
 * Starts a pack as the engine does, with our preloads. Throws a PreflightError when the directory is not that of a nodejs
 * pack.
 */
export function spawnPack({ directory: path, identity, timeLimitSeconds }: SpawnOptions): PackProcess {
  const directory = resolve(path);
  readPackProject(directory);
  const child = startChild({
    file: process.execPath,
    arguments: [...preloads, findRunner(directory), NO_ENGINE, "."],
    directory,
    environment: environmentOf(identity),
  });
  const stderr = new OutputTail(child.stderr);
  const redactor = new Redactor([], {}, secretsOf(identity));
  const fail = (message: string) =>
    redactor.error(new PreflightError(`the policy pack in ${directory} ${message}`, stderr.text));
  const port = readPort(child, timeLimitSeconds, fail);
  port.catch(() => child.kill());
  return { directory, port, printed: () => redactor.text(stderr.text), kill: () => child.kill() };
}

/** Checks that the directory is a nodejs pack, before a process says so less clearly. */
function readPackProject(directory: string): void {
  const file = join(directory, "PulumiPolicy.yaml");
  let runtime: unknown;
  try {
    ({ runtime } = readYamlFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new PreflightError(
        `${directory} has no PulumiPolicy.yaml, expected the directory of a policy pack; name it with --policy-pack`,
      );
    }
    throw error;
  }
  const name = typeof runtime === "object" && runtime !== null ? (runtime as { name?: unknown }).name : runtime;
  if (name !== "nodejs") {
    throw new PreflightError(`${file}: runtime is ${JSON.stringify(name) ?? "not set"}, expected "nodejs"`);
  }
}

function findRunner(directory: string): string {
  try {
    return createRequire(join(directory, "index.js")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  } catch {
    throw new PreflightError(
      `the policy pack in ${directory} cannot load @pulumi/pulumi, expected it in a node_modules folder there or above; run npm install`,
    );
  }
}

function environmentOf({ organization, project, stack, dryRun, config }: StackIdentity): NodeJS.ProcessEnv {
  const names = { ORGANIZATION: organization, PROJECT: project, STACK: stack, DRY_RUN: String(dryRun) };
  const variables = Object.entries(names).flatMap(([name, value]) => [
    [`PULUMI_NODEJS_${name}`, value],
    [`PULUMI_${name}`, value],
  ]);
  return { ...reachingLoopback(process.env), ...Object.fromEntries(variables), PULUMI_CONFIG: JSON.stringify(config) };
}

/** What is kept of a first line that is no port: enough to know it again. */
const MAX_LINE = 200;

/** The first line a pack prints is the port it listens on. What it prints then is read by nobody, and let go. */
function readPort(child: Child, timeLimitSeconds: number, fail: (message: string) => PreflightError): Promise<number> {
  return new Promise((resolvePort, reject) => {
    let printed = "";
    const timer = setTimeout(
      () =>
        reject(fail(`did not start within ${timeLimitSeconds} s; raise --time-limit or look for what it waits for`)),
      timeLimitSeconds * 1000,
    );
    const read = (chunk: string) => {
      printed += chunk;
      const [line = "", ...rest] = printed.split("\n", 2);
      if (rest.length === 0 && printed.length <= MAX_LINE) {
        return;
      }
      clearTimeout(timer);
      child.stdout.off("data", read).resume();
      if (isPort(line.trim())) {
        resolvePort(Number(line));
      } else {
        const told = JSON.stringify(shorten(line, MAX_LINE));
        reject(fail(`printed ${told} first, expected its port; print nothing before the pack has started`));
      }
    };
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", read);
    child.exit.then(
      ({ code, signal }) => {
        clearTimeout(timer);
        reject(fail(endedWords(code, signal)));
      },
      (error) => {
        clearTimeout(timer);
        reject(fail(`could not be started: ${detailsOf(error)}`));
      },
    );
  });
}

function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535;
}

function endedWords(code: number | null, signal: NodeJS.Signals | null): string {
  const hint = nodeOptionsHint(process.env);
  return code === 0
    ? `ended without an error${hint} before it was ready, expected its main file to make a PolicyPack`
    : `ended (${signal ?? `status ${code}`})${hint} before it was ready; its own error follows`;
}

function detailsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
