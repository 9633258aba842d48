import type { Run } from "../../../model/recovery/failures/run";
import type { Scenario } from "../../../model/recovery/failures/scenario";
import type { Alarm, Check, DeclaredSystem } from "../../../model/recovery/failures/system";
import { untoldOf } from "../../../model/recovery/failures/untold";
import type { Place } from "./place";

/**
 * The alarm that ends an experiment: in its region, where FIS looks for it; about what callers get; and silent in the
 * failure itself, which would otherwise end the experiment that it is.
 */
export function findStopAlarm(
  system: DeclaredSystem,
  scenario: Scenario,
  runs: readonly Run[],
  { region }: Place,
): Alarm | undefined {
  const firing = new Set(
    runs.flatMap(({ notices }) =>
      notices.filter(({ seconds, isUntimed }) => seconds !== undefined || isUntimed === true).map(({ urn }) => urn),
    ),
  );
  const doubtful = new Set(untoldOf(system, scenario).map(({ urn }) => urn));
  return system.alarms
    .filter((alarm) => alarm.region === region && rankOf(alarm, system) !== undefined)
    .filter(({ urn }) => !firing.has(urn) && !doubtful.has(urn))
    .sort(
      (one, other) => (rankOf(one, system) ?? 0) - (rankOf(other, system) ?? 0) || (one.name < other.name ? -1 : 1),
    )[0];
}

export function reasonFor({ watched, name }: Alarm): string {
  const about = watched.kind === "health-status" ? "a health check" : "the errors that callers get";
  return `${name} is about ${about}, and it does not fire in this failure alone, as simulated: when it fires, more is broken than was meant to be`;
}

/** The health of the primary's answer first, then the standby's, then errors; others say nothing of callers. */
function rankOf({ watched }: Alarm, { names }: DeclaredSystem): number | undefined {
  if (watched.kind === "errors") return 3;
  if (watched.kind !== "health-status") return undefined;
  const isOf = (check: Check) => "urn" in check && check.urn === watched.check;
  if (names.some(({ primary }) => isOf(primary.check))) return 0;
  return names.some(({ standby }) => isOf(standby.check)) ? 1 : 2;
}
