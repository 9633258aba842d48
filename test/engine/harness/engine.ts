import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Finished, findPulumi, offlineEnvironment, runToEnd } from "./cli";
import { type EngineEvent, parseEvents } from "./events";
import type { WorkingCopy } from "./working-copy";

/** An engine command's end, and what the engine reported on the way. */
export interface Operation extends Finished {
  readonly events: readonly EngineEvent[];
}

/** The real Pulumi engine on a working copy, with a backend of its own in a folder. */
export class Engine {
  private readonly home = mkdtempSync(join(tmpdir(), "dr-guardrails-backend-"));
  private operations = 0;

  constructor(
    private readonly copy: WorkingCopy,
    private readonly stack: string,
    /** Relative to the top of the working copy. */
    private readonly profile?: string,
    private readonly pulumi = findPulumi(),
  ) {}

  /** Runs `pulumi` from the top of the working copy, as the README's commands do. */
  run(...args: readonly string[]): Promise<Finished> {
    const env = offlineEnvironment(this.pulumi, this.home);
    return runToEnd(this.pulumi, [...args, "--non-interactive"], { cwd: this.copy.path, env });
  }

  async createStack(): Promise<void> {
    const { status, stderr } = await this.run("-C", "infra", "stack", "init", this.stack);
    if (status !== 0) throw new Error(`pulumi stack init failed:\n${stderr}`);
  }

  private async operate(command: string, ...args: readonly string[]): Promise<Operation> {
    this.operations += 1;
    const log = join(this.home, `events-${this.operations}.json`);
    const finished = await this.run("-C", "infra", command, "--stack", this.stack, ...args, "--event-log", log);
    return { ...finished, events: parseEvents(readFileSync(log, "utf8")) };
  }

  preview(): Promise<Operation> {
    return this.operate("preview", ...this.law(".."));
  }

  up(): Promise<Operation> {
    return this.operate("up", "--yes", "--skip-preview", ...this.law(".."));
  }

  /** The pack, and its profile if there is one, as seen from a folder. `-C` moves relative paths. */
  private law(top: string): readonly string[] {
    const pack = ["--policy-pack", top];
    return this.profile === undefined ? pack : [...pack, "--policy-pack-config", join(top, this.profile)];
  }

  destroy(): Promise<Operation> {
    return this.operate("destroy", "--yes", "--skip-preview");
  }

  /** Judges a state file with the pack: no stack, program or provider takes part. */
  async analyze(file: string): Promise<Operation> {
    const finished = await this.run("policy", "analyze", ...this.law("."), "--file", file, "--json");
    return { ...finished, events: parseEvents(finished.stdout) };
  }

  /** The stack's resources as they are recorded, in the format of `pulumi stack export`. */
  async resources(): Promise<readonly StateResource[]> {
    const { stdout } = await this.run("-C", "infra", "stack", "export", "--stack", this.stack);
    const state = JSON.parse(stdout) as { deployment: { resources?: StateResource[] } };
    return state.deployment.resources ?? [];
  }

  /** The stack's resources with everything that the state keeps encrypted, in plain. */
  async plainResources(): Promise<string> {
    const { stdout } = await this.run("-C", "infra", "stack", "export", "--stack", this.stack, "--show-secrets");
    return stdout;
  }

  async plainOutputs(): Promise<string> {
    const { stdout } = await this.run(
      "-C",
      "infra",
      "stack",
      "output",
      "--stack",
      this.stack,
      "--show-secrets",
      "--json",
    );
    return stdout;
  }

  /** All that the backend keeps so far, by file: the state, its history, its backups. */
  kept(): ReadonlyMap<string, string> {
    const entries = readdirSync(join(this.home, ".pulumi"), { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return new Map(paths.map((path) => [path, readFileSync(path, "utf8")]));
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
}
