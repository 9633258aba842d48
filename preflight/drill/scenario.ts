import { PreflightError } from "../problem";

export const scenarioNames = [
  "region",
  "isolated",
  "grey",
  "control-plane",
  "standby-too",
  "endpoint",
  "database",
  "az",
] as const;

export type ScenarioName = (typeof scenarioNames)[number];

/** What fails, at the instant 0, and stays failed. */
export interface Scenario {
  readonly name: ScenarioName;
  readonly title: string;
  /**
   * How the primary's front door answers: not at all, by refusing, with errors for its clients while its health path is
   * fine, only to those near it, or as ever.
   */
  readonly frontDoor: "gone" | "refuses" | "errs" | "cut-off" | "zone-gone" | "answers";
  /** Where nothing runs any more: no function, no alarm, no notification. */
  readonly lost: "none" | "primary" | "both";
  /** Nothing leaves the primary region for the other one. */
  readonly replicationCut: boolean;
  /** No call that changes something in us-east-1, records of Route 53 included. */
  readonly controlPlaneFrozen: boolean;
  readonly databaseFails: boolean;
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
    databaseFails: false,
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
  scenario("database", "the primary's database fails, its health path answers", { databaseFails: true }),
  scenario("az", "one availability zone of the primary region is gone", { frontDoor: "zone-gone" }),
];

/** Throws a PreflightError when there is no such scenario. */
export function findScenario(name: string): Scenario {
  const found = scenarios.find((each) => each.name === name);
  if (found === undefined) {
    throw new PreflightError(`--fail is ${JSON.stringify(name)}, expected one of ${scenarioNames.join(", ")}`);
  }
  return found;
}
