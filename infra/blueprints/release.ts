import type * as pulumi from "@pulumi/pulumi";
import type { FunctionCode, RegionalFunction } from "../components/lambda/regional-function";
import { ReleaseGate } from "../components/release/release-gate";
import type { Region } from "../regions/pair";
import type { Seconds } from "../units/time";

export interface WatchedRelease {
  readonly region: Region;
  readonly names: { readonly gate: string; readonly gateRole: string; readonly gateLogs: string };
  readonly code: FunctionCode;
  readonly released: Readonly<Record<string, RegionalFunction>>;
  readonly alarmNames: readonly string[];
  /** How long the alarms must be quiet; `none`: nobody waits. */
  readonly quiet: Seconds | "none";
  readonly after: readonly pulumi.Resource[];
}

/** What the other region's release waits for: nothing where nobody watches. */
export function watchRelease({ region, names, quiet, ...args }: WatchedRelease): readonly pulumi.Resource[] {
  if (quiet === "none") {
    return [];
  }
  const gate = new ReleaseGate(`release-${region.role}`, {
    region,
    service: "release-gate",
    functionName: names.gate,
    roleName: names.gateRole,
    logGroupName: names.gateLogs,
    quiet,
    ...args,
  });
  return [gate.passed];
}
