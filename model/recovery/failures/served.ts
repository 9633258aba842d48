import { quantile, type Spread, shareOf, spreadOf } from "../spread";
import { recoveryOf } from "./milestones";
import type { Actor, FailureRow } from "./row";
import type { Run } from "./run";
import { errs, type Scenario } from "./scenario";
import type { DeclaredSystem } from "./system";
import { isHarmless } from "./untold";

type Served = FailureRow["served"];

const never: Spread = { p50: null, p99: null, worst: null };

/** Who serves the clients again, and when. */
export function servedOf(system: DeclaredSystem, scenario: Scenario, runs: readonly Run[]): Served {
  if (!system.serves) return { by: "nobody: nothing answers from outside", reached: 1, seconds: never, state: "known" };
  if (scenario.data === "corrupted") return broughtBack(system);
  const elsewhere = servedElsewhere(system, scenario);
  if (elsewhere !== undefined) return elsewhere;
  const values = runs.map(recoveryOf);
  const by = actorOf(runs);
  const seconds = spreadOf(values);
  const state = seconds.p99 === null ? "unbounded" : "known";
  const found = { by, reached: shareOf(values), seconds, state } as const;
  if (scenario.lost === "both") {
    return { ...found, because: "both regions are gone, and with them all that could serve" };
  }
  if (isStranding(system, scenario)) {
    const because = `the clients of ${system.stranded.join(", ")} stay with what is lost`;
    return { by: "nothing", reached: 0, seconds: never, state: "unbounded", because };
  }
  if (isHarmless(system, scenario)) return { ...found, because: "no store has one instance that writes" };
  const because = isWell(by) ? undefined : whyUnknown(system, scenario);
  return because === undefined ? found : { ...found, state: "undetermined", because };
}

/** At the percentile of a promise; undefined where it has no bound. Only for what is known. */
export function servedWithin(
  system: DeclaredSystem,
  scenario: Scenario,
  runs: readonly Run[],
  percentile: number,
): number | null {
  const { seconds, by } = servedOf(system, scenario, runs);
  if (!system.serves || (isWell(by) && seconds.p99 === 0)) return 0;
  if (isStranding(system, scenario)) return null;
  if (usesElsewhere(system, scenario)) return system.elsewhere?.outcomes.percentile(percentile) ?? null;
  return quantile(runs.map(recoveryOf), percentile / 100);
}

/** The primary's front door is lost, and some names keep leading to it. */
function isStranding({ stranded }: DeclaredSystem, { frontDoor, lost }: Scenario): boolean {
  return stranded.length > 0 && ["gone", "refuses"].includes(frontDoor) && lost !== "standby";
}

function isWell(by: Actor): boolean {
  return by === "nobody: the service goes on";
}

/** What is not known of the stack and decides this failure, in words. */
function whyUnknown({ hidden, untoldDetections, notes }: DeclaredSystem, { frontDoor }: Scenario): string | undefined {
  if (["gone", "refuses"].includes(frontDoor) && untoldDetections.length > 0) {
    return "nobody tells when the health check turns: what the drill takes is an assumption";
  }
  return hidden.length === 0 ? undefined : (notes[0] ?? "part of the stack is known only after deployment");
}

/** A restore is a person's work, for which AWS publishes no time; what keeps no past is not brought back. */
function broughtBack({ stores }: DeclaredSystem): Served {
  const lost = stores.find(({ isCounted, restorable }) => isCounted && restorable.kind === "none");
  if (lost !== undefined) {
    const because = `nothing brings back what ${lost.service} ${lost.name} held`;
    return { by: "nothing", reached: 0, seconds: never, state: "unbounded", because };
  }
  const because =
    stores.length === 0
      ? "how a release is taken back is not in the stack"
      : "a person restores, and AWS publishes no time for that";
  return { by: "a person", reached: 1, seconds: never, state: "undetermined", because };
}

function usesElsewhere({ failover }: DeclaredSystem, { frontDoor, lost }: Scenario): boolean {
  return failover === "other" && ["gone", "refuses"].includes(frontDoor) && lost !== "both";
}

/** Where something else than records moves the traffic: by the terms of the recovery time. */
function servedElsewhere(system: DeclaredSystem, scenario: Scenario): Served | undefined {
  const { elsewhere, databases } = system;
  if (elsewhere === undefined) return undefined;
  if (errs(scenario, databases.length > 0)) {
    const because = `whether a region that answers with errors is left is not known of: ${elsewhere.what}`;
    return { by: "not known", reached: 0, seconds: never, state: "undetermined", because };
  }
  if (!usesElsewhere(system, scenario)) return undefined;
  const at = (percent: number) => Math.round(elsewhere.outcomes.percentile(percent) * 10) / 10;
  return {
    by: elsewhere.by,
    reached: 1,
    seconds: { p50: at(50), p99: at(99), worst: at(100) },
    state: "known",
    ...(elsewhere.by === "a person" ? { because: `from when a person starts it: ${elsewhere.what}` } : {}),
  };
}

/** Who brings the service back in most runs. */
function actorOf(runs: readonly Run[]): Actor {
  const recovered = runs.filter((run) => recoveryOf(run) !== undefined);
  if (recovered.length * 2 < runs.length) return "nothing";
  if (recovered.every((run) => recoveryOf(run) === 0)) return "nobody: the service goes on";
  const byPeople = recovered.filter(({ isByPerson }) => isByPerson);
  return byPeople.length * 2 > recovered.length ? "a person" : "itself";
}
