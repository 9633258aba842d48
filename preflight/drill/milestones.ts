import { recoveredShare } from "../../model/recovery/delays";
import { shareOf, spreadOf } from "../../model/recovery/spread";
import { servedSince } from "./population";
import type { Milestone } from "./report";
import type { Run } from "./run";

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
