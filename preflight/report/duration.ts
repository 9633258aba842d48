import type { Budget, Objective } from "../recovery/budget";

/** Seconds as people say them: `2 min 30 s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [
    [Math.floor(whole / 3600), "h"],
    [Math.floor((whole % 3600) / 60), "min"],
    [Math.round((seconds - Math.floor(whole / 60) * 60) * 10) / 10, "s"],
  ].filter(([amount]) => amount !== 0);
  return parts.length === 0 ? "0 s" : parts.map((part) => part.join(" ")).join(" ");
}

/** A recovery objective, or why it has no number. */
export function formatObjective(budget: Budget, objective: Objective): string {
  const total = objective === "rto" ? budget.rtoSeconds : budget.rpoSeconds;
  if (total !== null) {
    return formatSeconds(total);
  }
  const counted = budget.terms.filter((term) => term.objective === objective && term.counted);
  return counted.some(({ state }) => state === "unbounded") ? "unbounded" : "undetermined";
}
