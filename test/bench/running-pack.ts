import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connectPack, type PolicyPack } from "../../preflight/analyzer/pack";
import { reconcile } from "../../preflight/analyzer/reconcile";
import { RequestWriter } from "../../preflight/analyzer/requests";
import type { GraphResource } from "../../preflight/graph";
import { repository } from "../engine/harness/cli";
import { cpuSecondsOf } from "./process-tree";

const runner = join(repository, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
const timeLimitSeconds = 600;
const identity = {
  project: "dr-guardrails",
  stack: "bench",
  organization: "organization",
  dryRun: true,
  config: {},
  configSecretKeys: [],
};

/** A policy pack in a process of its own, started and asked as the engine does. */
export class RunningPack {
  private constructor(
    private readonly pack: PolicyPack,
    private readonly pid: number,
    /** From the start of its process to its first answer, the one to GetAnalyzerInfo. */
    readonly startSeconds: number,
    /** Resolves when its process is gone. */
    private readonly ended: Promise<unknown>,
  ) {}

  static async start(directory: string): Promise<RunningPack> {
    const began = performance.now();
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: directory,
      env: { ...process.env, PULUMI_DRY_RUN: "true", PULUMI_NODEJS_DRY_RUN: "true" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    const port = new Promise<number>((resolve, reject) => {
      child.stdout.once("data", (line: Buffer) => resolve(Number(line.toString())));
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`the pack in ${directory} did not start`)));
    });
    const started = { directory, port, printed: () => "", kill: () => child.kill("SIGKILL") };
    const pack = await connectPack(started, identity, timeLimitSeconds);
    const seconds = (performance.now() - began) / 1000;
    await pack.configure(reconcile(pack.info.policies, pack.info.initialConfig, new Map(), "no profile"));
    return new RunningPack(pack, child.pid ?? 0, seconds, ended);
  }

  /** Asks about each resource by itself, one after the other. Returns the seconds of CPU that the pack took. */
  async analyze(resources: readonly GraphResource[]): Promise<number> {
    const writer = new RequestWriter(resources, false);
    const before = this.cpuSeconds();
    for (const resource of resources) await this.pack.client.analyze(writer.analyze(resource, resource.inputs));
    return this.cpuSeconds() - before;
  }

  /** Asks about the stack as a whole. Returns the seconds of CPU that the pack took. */
  async analyzeStack(resources: readonly GraphResource[]): Promise<number> {
    const request = new RequestWriter(resources, false).analyzeStack(resources);
    const before = this.cpuSeconds();
    await this.pack.client.analyzeStack(request);
    return this.cpuSeconds() - before;
  }

  /** The most memory its process has had so far. */
  peakMiB(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, "utf8");
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1024;
  }

  private cpuSeconds(): number {
    return cpuSecondsOf(this.pid);
  }

  async stop(): Promise<void> {
    this.pack.close();
    await this.ended;
  }
}
