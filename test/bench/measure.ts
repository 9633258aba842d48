import { spawn } from "node:child_process";
import { canSample, sampleTree } from "./process-tree";

/** One run of a command. */
export interface Run {
  readonly seconds: number;
  /** The most memory of each kind of process, in MiB; empty where the system does not tell. */
  readonly peaks: ReadonlyMap<string, number>;
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

function keepPeaks(peaks: Map<string, number>, root: number): void {
  for (const { command, peakMiB } of sampleTree(root)) {
    peaks.set(command, Math.max(peaks.get(command) ?? 0, peakMiB));
  }
}

/** Runs a command to its end. A status that was not foreseen stops the bench: its time would mean something else. */
export function measure(command: Command, watchMemory: boolean): Promise<Run> {
  const { name, program, args, cwd, env, statuses = [0] } = command;
  return new Promise((resolve, reject) => {
    const peaks = new Map<string, number>();
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
    const timer = sampling ? setInterval(() => keepPeaks(peaks, pid), SAMPLING_MS) : undefined;
    child.on("error", reject);
    child.on("close", (status) => {
      clearInterval(timer);
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (status !== null && statuses.includes(status)) resolve({ seconds, peaks });
      else
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
