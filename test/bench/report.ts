import Table from "cli-table3";
import { median, type Run } from "./measure";

/** A ratio or a size of one bench run, and what it should be at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly most: number;
  readonly unit: "" | " MiB" | " s";
}

/** What a part of the bench has to tell. */
export interface Part {
  /** Tables and sentences. */
  readonly details: readonly string[];
  readonly figures: readonly Figure[];
}

function seconds(value: number): string {
  return value.toFixed(2);
}

/** Times of every command, paired round by round. */
export function timesTable(runs: ReadonlyMap<string, readonly Run[]>): string {
  const table = new Table({
    head: ["command", "median s", "fastest", "slowest", "runs"],
    style: { head: [], border: [] },
  });
  for (const [name, ofCommand] of runs) {
    const times = ofCommand.map((run) => run.seconds);
    table.push([name, seconds(median(times)), seconds(Math.min(...times)), seconds(Math.max(...times)), times.length]);
  }
  return table.toString();
}

export function memoryTable(peaks: ReadonlyMap<string, number>): string {
  const table = new Table({ head: ["process of `check`", "peak MiB"], style: { head: [], border: [] } });
  for (const [command, peak] of [...peaks].sort(([, left], [, right]) => right - left)) {
    table.push([command, peak.toFixed(0)]);
  }
  return table.toString();
}

export function figuresTable(figures: readonly Figure[]): string {
  const table = new Table({ head: ["what", "is", "at most", ""], style: { head: [], border: [] } });
  for (const { name, value, most, unit } of figures) {
    const shown = unit === " MiB" ? value.toFixed(0) : value.toFixed(2);
    table.push([name, `${shown}${unit}`, `${most}${unit}`, value <= most ? "ok" : "OVER"]);
  }
  return table.toString();
}

/** A table of whatever was counted. */
export function detailsTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
