import { Gathering } from "../../model/graph/gathering";
import type { Interruption } from "../../model/graph/interruption";
import type { Watch } from "../../model/recovery/watched-metrics";
import type { Check } from "../engine/check";
import type { Finding, StackFinding } from "../engine/finding";

/**
 * Wants one of the watches to be as it should be. When none is, yields what each one lacks, or what hides that; when there
 * is none at all, that it is missing, or what may be it.
 */
export function* demandOne(
  watches: readonly Watch[],
  findFault: (watch: Watch) => Finding | undefined,
  missing: StackFinding,
  lost: readonly Interruption[],
): Check<StackFinding> {
  const verdicts = new Gathering<StackFinding | "good">();
  for (const watch of watches) {
    const { alarm } = watch;
    verdicts.add(alarm, () => {
      const fault = findFault(watch);
      return fault === undefined ? "good" : { urn: alarm.urn, ...fault };
    });
  }
  const faults = verdicts.values.filter((verdict) => verdict !== "good");
  if (faults.length < verdicts.values.length) {
    return;
  }
  const hidden = [...verdicts.unknown, ...lost];
  yield* hidden.length > 0 ? hidden : watches.length > 0 ? faults : [missing];
}
