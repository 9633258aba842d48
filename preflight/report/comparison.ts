import type { Change, Comparison } from "../comparison/compare";
import { formatSeconds } from "./duration";

/** `RTO 1 min 30 s, was 5 min (better)`; nothing where nothing changed. */
export function changeInWords({ objective, before, after, beforeState, afterState, verdict }: Change): string {
  const now = after === null ? afterState : formatSeconds(after);
  const then = before === null ? beforeState : formatSeconds(before);
  return verdict === "same" ? "" : `${objective.toUpperCase()} ${now}, was ${then} (${verdict})`;
}

/** What a change does to all stacks, in a line. */
export function comparisonInWords({ stacks }: Comparison): string {
  const fresh = stacks.flatMap(({ newViolations }) => newViolations);
  const mandatory = fresh.filter(({ level }) => level === "mandatory").length;
  const fixed = stacks.reduce((sum, { fixedViolations }) => sum + fixedViolations.length, 0);
  const unchanged = stacks.reduce((sum, { unchangedViolations }) => sum + unchangedViolations.length, 0);
  const advisory = fresh.length - mandatory;
  return `${mandatory} new mandatory, ${advisory} new advisory, ${fixed} fixed, ${unchanged} unchanged`;
}
