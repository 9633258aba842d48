import { spawn } from "node:child_process";
import { canSample, sampleTree } from "./process-tree";

/** One run of a command. */
export interface Run {
  readonly seconds: number;
  /** The most memory of each kind of process, in MiB; empty where the system does not tell. */
  readonly peaks: ReadonlyMap<string, number>;
  /** CPU time of all its processes, as of the last look at each; 0 where nobody looked. */
  readonly cpuSeconds: number;
}

export interface Command {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What it may end with; 0 when left out. */
  readonly statuses?: readonly number[];
}

const SAMPLING_MS = 50;

/** What was seen of a command's processes. */
class Watch {
  readonly peaks = new Map<string, number>();
  private readonly cpu = new Map<number, number>();

  look(root: number): void {
    for (const { pid, command, peakMiB, cpuSeconds } of sampleTree(root)) {
      this.peaks.set(command, Math.max(this.peaks.get(command) ?? 0, peakMiB));
      this.cpu.set(pid, Math.max(this.cpu.get(pid) ?? 0, cpuSeconds));
    }
  }

  get cpuSeconds(): number {
    return [...this.cpu.values()].reduce((sum, seconds) => sum + seconds, 0);
  }
}

/** Runs a command to its end. A status that was not foreseen stops the bench: its time would mean something else. */
export function measure(command: Command, watchMemory: boolean): Promise<Run> {
  const { name, program, args, cwd, env, statuses = [0] } = command;
  return new Promise((resolve, reject) => {
    const watch = new Watch();
    const start = process.hrtime.bigint();
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const collect = (text: Buffer) => {
      said += text.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    const { pid } = child;
    const sampling = watchMemory && canSample() && pid !== undefined;
    const timer = sampling ? setInterval(() => watch.look(pid), SAMPLING_MS) : undefined;
    child.on("error", reject);
    child.on("close", (status) => {
      clearInterval(timer);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (status !== null && statuses.includes(status)) {
        const { peaks, cpuSeconds } = watch;
        resolve({ seconds, peaks, cpuSeconds });
      } else
        reject(
          new Error(`${name} ended with status ${status}; the bench measures only what succeeds. It said:\n${said}`),
        );
    });
  });
}

export function median(values: readonly number[]): number {
  const ordered = [...values].sort((left, right) => left - right);
  const middle = ordered.length / 2;
  return ((ordered[Math.ceil(middle) - 1] ?? 0) + (ordered[Math.floor(middle)] ?? 0)) / 2;
}
