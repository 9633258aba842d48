import type { Observation } from "./observation";
import type { Policy } from "./policy";
import type { State } from "./state";

/** All that one step of the machine has to go by. */
export interface Step {
  /** With the streak as it is now. */
  readonly state: State;
  readonly observation: Observation;
  readonly now: number;
  readonly policy: Policy;
}
