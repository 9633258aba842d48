import { gatherGlobalDatabases } from "../../../model/recovery/databases";
import { readAutomaticDrivers } from "../../../model/recovery/drivers";
import type { GraphResource } from "../../graph";
import type { Inventory } from "../../inventory";
import { graphOf } from "../../recovery/graph-of";
import { finish } from "./model";

const FUNCTION = "aws:lambda/function:Function";

/** The function that fails a global database over without being asked, as the recovery model finds it. */
export function findOrchestrator(inventory: Inventory): GraphResource | undefined {
  const stack = graphOf(inventory.all);
  const drivers = finish(readAutomaticDrivers(stack, gatherGlobalDatabases(stack).values));
  const urns = new Set(drivers.map(({ urn }) => urn));
  return inventory.ofType(FUNCTION).find(({ urn }) => urns.has(urn));
}
