import { recoveredShare } from "../delays";
import { type Spread, shareOf, spreadOf } from "../spread";
import { servedSince } from "./population";
import type { Run } from "./run";

/** One step of a recovery, over all runs. */
export interface Milestone {
  readonly id: "noticed" | "answered" | "ready" | "half" | "recovered" | "most" | "last";
  readonly name: string;
  /** True for the one that counts as the recovery time. */
  readonly recovered: boolean;
  /** The part of the runs in which it came within a day. */
  readonly reached: number;
  /** Since the failure. */
  readonly seconds: Spread;
}

interface MilestoneKind extends Pick<Milestone, "id" | "name" | "recovered"> {
  readonly of: (run: Run) => number | undefined;
}

export const milestoneKinds: readonly MilestoneKind[] = [
  { id: "noticed", name: "health check unhealthy", recovered: false, of: ({ noticed }) => noticed },
  { id: "answered", name: "DNS servers answer with the standby", recovered: false, of: ({ answered }) => answered },
  { id: "ready", name: "standby ready (promoted, scaled out)", recovered: false, of: ({ ready }) => ready },
  { id: "half", name: "half of the clients served", recovered: false, of: servedFrom(0.5) },
  { id: "recovered", name: "recovered: 90 % of the clients served", recovered: true, of: servedFrom(recoveredShare) },
  { id: "most", name: "99 % of the clients served", recovered: false, of: servedFrom(0.99) },
  { id: "last", name: "the last client served", recovered: false, of: servedFrom(1) },
];

function servedFrom(share: number): (run: Run) => number | undefined {
  return ({ curve }) => servedSince(curve, share);
}

/** When the service of a run has recovered. */
export const recoveryOf = servedFrom(recoveredShare);

export function milestones(runs: readonly Run[]): readonly Milestone[] {
  return milestoneKinds.flatMap(({ id, name, recovered, of }) => {
    const values = runs.map(of);
    const reached = shareOf(values);
    const isPart = reached > 0 || !["noticed", "answered", "ready"].includes(id);
    return isPart ? [{ id, name, recovered, reached, seconds: spreadOf(values) }] : [];
  });
}
