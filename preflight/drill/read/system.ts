import { type RecordTag, usualRecordTag } from "../../../model/recovery/rpo";
import type { GraphResource } from "../../graph";
import { PreflightError } from "../../problem";
import type { DeclaredSystem } from "../system";
import { readAlarms } from "./alarms";
import { readNames } from "./names";
import { open } from "./opened";
import { readEmptyGroups, readOrchestrators, readRegistrations, startsCold } from "./standby";
import { readDatabases, readGlobalDatabases, readStores } from "./stores";

/**
 * What a recorded graph says about failing over, from the model that the policies judge by. Throws a PreflightError for a
 * stack in which no name has a second answer: there is nothing to drill.
 */
export function readSystem(
  stack: string,
  resources: readonly GraphResource[],
  tag: RecordTag = usualRecordTag,
): DeclaredSystem {
  const opened = open(resources);
  const names = readNames(opened);
  const [first] = names;
  if (first === undefined) {
    throw new PreflightError(
      `stack ${stack} has no name with answers in two regions, expected records with failover or weighted routing; declare them, or drill another stack`,
    );
  }
  const reading = { ...opened, primaryRegion: first.primary.region };
  const system = {
    primaryRegion: first.primary.region,
    secondaryRegion: first.standby.region,
    names,
    stores: readStores(reading, tag),
    databases: readDatabases(reading),
    globalDatabases: readGlobalDatabases(reading),
    emptyGroups: readEmptyGroups(reading),
    registrations: readRegistrations(reading),
    startsCold: startsCold(reading),
    alarms: readAlarms(reading),
    orchestrators: readOrchestrators(reading),
  };
  return { ...system, notes: [...new Set(reading.notes)] };
}
