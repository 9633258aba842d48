import type { Stack } from "../../../model/graph/stack";
import type { ScenarioName } from "../../../model/recovery/failures/scenario-names";
import { type Reach, together } from "./action";
import { loseWriters } from "./databases";
import { breakFrontDoor } from "./front-door";
import { cutRegions, cutZone } from "./network";
import type { Place } from "./place";
import { pauseReplication } from "./replication";

type Way = (stack: Stack, place: Place) => Reach;

/** How FIS makes a failure real, or why it cannot. From its action reference. */
export const ways: Readonly<Record<ScenarioName, Way | string>> = {
  region: "no action of FIS stops a Region; isolated and replication-stopped come nearest",
  isolated,
  grey: "FIS fails functions, and the stack does not tell which of them answers the health path",
  "control-plane": "no action of FIS stops a Region, or the control plane of us-east-1",
  "standby-too": "no action of FIS stops a Region",
  endpoint: breakFrontDoor,
  database: "FIS restarts a database or fails it over; it keeps none down",
  az: cutZone,
  "writer-lost": loseWriters,
  "read-only": "no action of FIS makes a store refuse writes and answer reads",
  "replication-stopped": pauseReplication,
  "standby-lost": "no action of FIS stops a Region",
  "watch-lost": "no action of FIS silences alarms or notifications",
  "control-plane-alone": "no action of FIS stops the control plane of us-east-1",
  "bad-release": "FIS writes no data",
};

/** Without the cut nothing is isolated. */
function isolated(stack: Stack, place: Place): Reach {
  const cut = cutRegions(stack, place);
  return cut.actions.length === 0 ? cut : together(cut, pauseReplication(stack, place));
}
