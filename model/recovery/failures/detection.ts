import { alarmOverhead, checkers, statusToDns, targetStatus, zoneLeaves } from "../estimates";
import type { Random } from "../random";
import { type Outcome, type Reachability, watchEndpoint } from "./checkers";
import type { Context } from "./context";
import { errs } from "./scenario";
import type { Answer, Check, ServedName } from "./system";

export type Side = "primary" | "standby";

/** Tells a change of health, and that DNS servers answer by it. */
export interface Listener {
  readonly onStatus: (isHealthy: boolean) => void;
  readonly onServers: (isHealthy: boolean) => void;
}

function always(outcome: Outcome): Reachability {
  return { outcome: () => outcome, isSettled: () => true };
}

/** Two of the checkers are in the region that is cut off, if there are checkers in it. */
function onlyFromInside(region: string): Reachability {
  const regions: readonly string[] = checkers.regions;
  const regionOf = (checker: number) => regions[checker % regions.length];
  return { outcome: (checker) => (regionOf(checker) === region ? "answers" : "gone"), isSettled: () => true };
}

/** Until the lost zone leaves the front door's addresses, a probe may be sent there. */
function zoneGone(context: Context, { zones, primary }: ServedName): Reachability {
  if (zones < 2) return always("gone");
  const gone = context.draw(zoneLeaves, primary.urn);
  const isSettled = () => context.seconds >= gone;
  const outcome = (_: number, random: () => Random): Outcome =>
    !isSettled() && random()() < 1 / zones ? "gone" : "answers";
  return { outcome, isSettled };
}

/** How one side's health path answers in this scenario. */
function reachabilityOf(context: Context, name: ServedName, side: Side): Reachability {
  const { frontDoor, lost } = context.scenario;
  if (side === "standby") return always(isStandbyLost(lost) ? "gone" : "answers");
  switch (frontDoor) {
    case "gone":
      return always("gone");
    case "refuses":
      return always("refuses");
    case "cut-off":
      return onlyFromInside(name.primary.region);
    case "zone-gone":
      return zoneGone(context, name);
    default:
      return always("answers");
  }
}

function isDown(context: Context, side: Side): boolean {
  const { frontDoor, lost } = context.scenario;
  return side === "standby" ? isStandbyLost(lost) : ["gone", "refuses"].includes(frontDoor);
}

function isStandbyLost(lost: Context["scenario"]["lost"]): boolean {
  return lost === "both" || lost === "standby";
}

/** The time until an alarm has seen enough periods, one of them under way, and has acted. */
export function alarmSeconds(context: Context, component: string, periodSeconds: number, points: number): number {
  const phase = context.random(`alarm/${component}`)();
  return (points - 1 + phase) * periodSeconds + context.draw(alarmOverhead, component);
}

/** The targets of a load balancer fail its own checks, some in a row. */
function watchTargets(context: Context, check: Extract<Check, { kind: "target-health" }>, listener: Listener): void {
  const phase = context.random(`targets/${check.urn}`)();
  const seconds = (check.threshold - 1 + phase) * check.intervalSeconds;
  const tell = teller(context, check.urn, listener);
  context.after(seconds + context.draw(targetStatus, check.urn), () => tell(false));
}

/** A status is known at once; DNS servers learn of it a little later, and never go back to an older one. */
function teller(context: Context, urn: string, { onStatus, onServers }: Listener): (isHealthy: boolean) => void {
  let told = 0;
  let newest = 0;
  return (isHealthy) => {
    const order = ++told;
    onStatus(isHealthy);
    context.after(context.isClientMoveMeasured ? 0 : context.draw(statusToDns, `${urn}/${order}`), () => {
      if (order < newest) return;
      newest = order;
      onServers(isHealthy);
    });
  };
}

function watchCalculated(
  { needs, children }: Extract<Check, { kind: "calculated" }>,
  watchChild: (child: Check, listener: Listener) => void,
  listener: Listener,
): void {
  const combine = (report: (isHealthy: boolean) => void) => {
    const healthy = children.map(() => true);
    let status = true;
    return (index: number) => (isHealthy: boolean) => {
      healthy[index] = isHealthy;
      const next = healthy.filter(Boolean).length >= needs;
      if (next === status) return;
      status = next;
      report(status);
    };
  };
  const statusOf = combine(listener.onStatus);
  const serversOf = combine(listener.onServers);
  for (const [index, child] of children.entries()) {
    watchChild(child, { onStatus: statusOf(index), onServers: serversOf(index) });
  }
}

type AlarmCheck = Extract<Check, { readonly kind: "alarm" }>;

/** The metrics of a lost region fall silent; whether that is bad is a setting of the check. */
function isSeenByAlarm(context: Context, side: Side, check: AlarmCheck): boolean {
  const { region, unhealthyWhenSilent, onErrors } = check;
  const { scenario, system } = context;
  if (scenario.lost === "watch") return unhealthyWhenSilent && !context.isAlive(region);
  const hasErrors = side === "primary" && errs(scenario, system.databases.length > 0) && onErrors === "rings";
  if (!isDown(context, side) && !hasErrors) return false;
  return unhealthyWhenSilent || context.isAlive(region);
}

/** The time beyond the periods includes Route 53. */
function watchAlarm(context: Context, check: AlarmCheck, { onStatus, onServers }: Listener): void {
  context.after(alarmSeconds(context, check.urn, check.periodSeconds, check.periods), () => {
    onStatus(false);
    onServers(false);
  });
}

function watch(context: Context, name: ServedName, side: Side, check: Check, listener: Listener): void {
  switch (check.kind) {
    case "endpoint":
      watchEndpoint(context, check, reachabilityOf(context, name, side), teller(context, check.urn, listener));
      return;
    case "calculated":
      watchCalculated(check, (child, inner) => watch(context, name, side, child, inner), listener);
      return;
    case "target-health":
      if (isDown(context, side)) watchTargets(context, check, listener);
      return;
    case "alarm":
      if (isSeenByAlarm(context, side, check)) watchAlarm(context, check, listener);
      return;
    case "none":
      return;
  }
}

/** Watches one answer of a name from the failure on. */
export function watchAnswer(context: Context, name: ServedName, side: Side, listener: Listener): void {
  const answer: Answer = name[side];
  watch(context, name, side, answer.check, {
    onStatus: (isHealthy) => {
      const text = `the health check of the ${side} answer for ${name.name} turns ${isHealthy ? "healthy" : "unhealthy"}`;
      context.record("detection", text, { urn: "urn" in answer.check ? answer.check.urn : answer.urn });
      listener.onStatus(isHealthy);
    },
    onServers: listener.onServers,
  });
}
