import { readdirSync, readFileSync } from "node:fs";

/** One process at one moment. */
export interface ProcessSample {
  readonly pid: number;
  readonly parent: number;
  /** What it runs, for a person. */
  readonly command: string;
  /** The most memory it has had so far, in MiB. */
  readonly peakMiB: number;
  /** In user and in system mode, of all its threads. */
  readonly cpuSeconds: number;
}

/** The kernel counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** The CPU time of a process so far; 0 for one that is gone. */
export function cpuSecondsOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process ended between the listing and the reading.
    return "";
  }
}

function fieldOf(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
}

/** `node --require a.js .../cmd/run/index.js` becomes `cmd/run`: the interpreter and its options say little. */
function commandOf(pid: number): string {
  const words = read(`/proc/${pid}/cmdline`).split("\0");
  const runner = words.find((word) => /@pulumi\/pulumi\/cmd\//.test(word));
  const script = runner ?? (/(^|\/)node$/.test(words[0] ?? "") ? words[1] : words[0]);
  return (script ?? "")
    .replace(/\/index\.js$/, "")
    .split("/")
    .slice(-2)
    .join("/");
}

function sample(pid: number): ProcessSample {
  const status = read(`/proc/${pid}/status`);
  return {
    pid,
    parent: fieldOf(status, "PPid"),
    command: commandOf(pid),
    peakMiB: fieldOf(status, "VmHWM") / 1024,
    cpuSeconds: cpuSecondsOf(pid),
  };
}

export function canSample(): boolean {
  return read("/proc/self/status") !== "";
}

/** A process and everything that it started, as they are now. */
export function sampleTree(root: number): readonly ProcessSample[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => sample(Number(name)));
  const tree = new Set([root]);
  for (let grown = 0; grown !== tree.size; ) {
    grown = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return all.filter(({ pid, peakMiB }) => tree.has(pid) && peakMiB > 0);
}
