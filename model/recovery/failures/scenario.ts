import type { ScenarioName } from "./scenario-names";

/** What fails, at the instant 0, and stays failed. */
export interface Scenario {
  readonly name: ScenarioName;
  readonly title: string;
  /**
   * How the primary's front door answers: not at all, by refusing, with errors for its clients while its health path is
   * fine, only to those near it, or as ever.
   */
  readonly frontDoor: "gone" | "refuses" | "errs" | "cut-off" | "zone-gone" | "answers";
  /** Where nothing runs any more: no function, no alarm, no notification. `watch`: of the primary, those alone. */
  readonly lost: "none" | "primary" | "standby" | "both" | "watch";
  /** Nothing leaves the primary region for the other one. */
  readonly replicationCut: boolean;
  /** No call that changes something in us-east-1, records of Route 53 included. */
  readonly controlPlaneFrozen: boolean;
  /** What of the primary's data fails: every instance of the database, the one that writes, each write. */
  readonly data: "all" | "writer" | "writes" | "corrupted" | "none";
}

/** Whether callers of the primary are answered with errors: half of them, or all that write. */
export function errs({ frontDoor, data }: Scenario, hasDatabase: boolean): boolean {
  return frontDoor === "errs" || data === "writes" || (data === "all" && !hasDatabase);
}

type Parts = Partial<Omit<Scenario, "name" | "title">>;

function scenario(name: ScenarioName, title: string, parts: Parts): Scenario {
  return {
    name,
    title,
    frontDoor: "answers",
    lost: "none",
    replicationCut: false,
    controlPlaneFrozen: false,
    data: "none",
    ...parts,
  };
}

const lostRegion = { frontDoor: "gone", lost: "primary", replicationCut: true } as const;

export const scenarios: readonly Scenario[] = [
  scenario("region", "the primary region is gone: no answer, nothing runs there, replication stops", lostRegion),
  scenario("isolated", "the primary region is cut off from other regions; clients still reach it", {
    frontDoor: "cut-off",
    replicationCut: true,
  }),
  scenario("grey", "half of the requests to the primary fail, its health path answers", { frontDoor: "errs" }),
  scenario("control-plane", "the primary region is gone and nothing can be changed in us-east-1, records included", {
    ...lostRegion,
    controlPlaneFrozen: true,
  }),
  scenario("standby-too", "both regions are gone", { frontDoor: "gone", lost: "both", replicationCut: true }),
  scenario("endpoint", "the primary's front door and its health path refuse; the region is well", {
    frontDoor: "refuses",
  }),
  scenario("database", "the primary's database fails with all its instances, its health path answers", { data: "all" }),
  scenario("az", "one availability zone of the primary region is gone", { frontDoor: "zone-gone" }),
  scenario("writer-lost", "the instance of the primary's database that writes is gone, its health path answers", {
    data: "writer",
  }),
  scenario("read-only", "the primary's stores answer reads and refuse writes, its health path answers", {
    data: "writes",
  }),
  scenario("replication-stopped", "nothing is copied to the other region any more; all else is well", {
    replicationCut: true,
  }),
  scenario("standby-lost", "the standby region is gone; the primary is well", { lost: "standby" }),
  scenario(
    "watch-lost",
    "alarms, notifications and watching functions of the primary region are silent; all else is well",
    {
      lost: "watch",
    },
  ),
  scenario("control-plane-alone", "nothing can be changed in us-east-1, records included; all else is well", {
    controlPlaneFrozen: true,
  }),
  scenario("bad-release", "a release writes wrong data, which is copied like any other", { data: "corrupted" }),
];
