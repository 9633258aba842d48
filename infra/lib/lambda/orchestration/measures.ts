import type { Measured } from "../runtime/metrics";
import type { Observation } from "./observation";
import type { State } from "./state";

/**
 * What a round has found, as metrics: that somebody watches, whether traffic is held in the standby, and of the writer what
 * the standby's instances say. What nobody says has no value.
 */
export function measuresOf(state: State, observation: Observation, now: number): Readonly<Record<string, Measured>> {
  const { word } = observation;
  const isHeld = isTrafficHeld(state, observation);
  const own = { Watched: yesOrNo(true), ...(isHeld === undefined ? {} : { Held: yesOrNo(isHeld) }) };
  if (word === undefined || word === "unknown") {
    return own;
  }
  const { copiedUntil } = state.copy;
  const age = copiedUntil === undefined ? undefined : Math.max(0, Math.round((now - copiedUntil) / 1_000));
  return {
    ...own,
    WriterSilent: yesOrNo(word.writer === "silent"),
    ...(age === undefined ? {} : { HeartbeatAge: { unit: "Seconds", value: age } }),
  };
}

/**
 * From the decision to move the writer on, until it is in the primary again: meanwhile that region is behind. Fenced, it
 * writes nothing, and a person moves its writer by hand, perhaps out of the global database. Undefined: nobody knows.
 */
function isTrafficHeld({ phase }: State, { mode }: Observation): boolean | undefined {
  if (phase.name !== "watching" || mode === "fence") {
    return true;
  }
  return mode === "unknown" ? undefined : false;
}

function yesOrNo(isTrue: boolean): Measured {
  return { unit: "None", value: isTrue ? 1 : 0 };
}
