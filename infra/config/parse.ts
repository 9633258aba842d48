import { fleetSystem } from "./fleet";
import { healthcareSystem } from "./healthcare";
import { paymentsSystem } from "./payments";
import type { Problem } from "./problem";
import { type Entries, shown } from "./read-fields";
import { type Parsed, parseSystem } from "./system";
import { tradingSystem } from "./trading";
import { transactionsSystem } from "./transactions";
import type { DrConfig } from "./types";

/** By the name that the key `blueprint` may have. */
const systems: Readonly<Record<DrConfig["blueprint"], (entries: Entries) => Parsed<DrConfig>>> = {
  fleet: (entries) => parseSystem(fleetSystem, entries),
  healthcare: (entries) => parseSystem(healthcareSystem, entries),
  payments: (entries) => parseSystem(paymentsSystem, entries),
  trading: (entries) => parseSystem(tradingSystem, entries),
  transactions: (entries) => parseSystem(transactionsSystem, entries),
};

/** Reads a whole configuration: the system's config, or everything that is wrong with it. */
export function parseConfig(entries: Entries): Parsed<DrConfig> {
  const { blueprint } = entries.text;
  if (blueprint === undefined || !isBlueprint(blueprint)) {
    return { problems: [blueprintProblem(blueprint, entries)] };
  }
  return systems[blueprint](entries);
}

function isBlueprint(name: string): name is DrConfig["blueprint"] {
  return Object.hasOwn(systems, name);
}

function blueprintProblem(found: string | undefined, entries: Entries): Problem {
  return { key: "blueprint", found: shown("blueprint", found, entries), allowed: Object.keys(systems).join(", ") };
}
