import type { GraphResource } from "../../graph";
import { Inventory } from "../../inventory";
import { PreflightError } from "../../problem";
import type { DeclaredSystem } from "../system";
import { readAlarms } from "./alarms";
import { correctNames } from "./model";
import { readNames } from "./names";
import { readEmptyGroups, readOrchestrators, readRegistrations, startsCold } from "./standby";
import { type Reading, readDatabases, readGlobalDatabases, readStores } from "./stores";

/**
 * What a recorded graph says about failing over. Throws a PreflightError for a stack in which no name has a second
 * answer: there is nothing to drill.
 */
export function readSystem(stack: string, resources: readonly GraphResource[]): DeclaredSystem {
  const inventory = new Inventory(resources);
  const notes: string[] = [];
  const names = correctNames(readNames(inventory, notes), resources, notes);
  const [first] = names;
  if (first === undefined) {
    throw new PreflightError(
      `stack ${stack} has no name with answers in two regions, expected records with failover or weighted routing; declare them, or drill another stack`,
    );
  }
  const reading: Reading = { inventory, primaryRegion: first.primary.region, notes };
  return {
    primaryRegion: first.primary.region,
    secondaryRegion: first.standby.region,
    names,
    stores: readStores(reading),
    databases: readDatabases(reading),
    globalDatabases: readGlobalDatabases(reading),
    emptyGroups: readEmptyGroups(reading),
    registrations: readRegistrations(reading),
    startsCold: startsCold(reading),
    alarms: readAlarms(reading),
    orchestrators: readOrchestrators(reading),
    notes: [...new Set(notes)],
  };
}
