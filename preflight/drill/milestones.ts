import { shareOf, spreadOf } from "../../model/recovery/spread";
import { servedSince } from "./population";
import type { Milestone } from "./report";
import type { Run } from "./run";

/**
 * The share of clients from which on a service counts as recovered. It is below what clients that hold on to old answers
 * leave over (3 to 9 % of them, our assumption), so that it does not measure that assumption.
 */
export const RECOVERED_SHARE = 0.9;

interface MilestoneKind extends Pick<Milestone, "id" | "name" | "recovered"> {
  readonly of: (run: Run) => number | undefined;
}

export const milestoneKinds: readonly MilestoneKind[] = [
  { id: "noticed", name: "health check unhealthy", recovered: false, of: ({ noticed }) => noticed },
  { id: "answered", name: "DNS servers answer with the standby", recovered: false, of: ({ answered }) => answered },
  { id: "ready", name: "standby ready (promoted, scaled out)", recovered: false, of: ({ ready }) => ready },
  { id: "half", name: "half of the clients served", recovered: false, of: servedFrom(0.5) },
  { id: "recovered", name: "recovered: 90 % of the clients served", recovered: true, of: servedFrom(RECOVERED_SHARE) },
  { id: "most", name: "99 % of the clients served", recovered: false, of: servedFrom(0.99) },
  { id: "last", name: "the last client served", recovered: false, of: servedFrom(1) },
];

function servedFrom(share: number): (run: Run) => number | undefined {
  return ({ curve }) => servedSince(curve, share);
}

/** When the service of a run has recovered. */
export const recoveryOf = servedFrom(RECOVERED_SHARE);

export function milestones(runs: readonly Run[]): readonly Milestone[] {
  return milestoneKinds.flatMap(({ id, name, recovered, of }) => {
    const values = runs.map(of);
    const reached = shareOf(values);
    const isPart = reached > 0 || !["noticed", "answered", "ready"].includes(id);
    return isPart ? [{ id, name, recovered, reached, seconds: spreadOf(values) }] : [];
  });
}
