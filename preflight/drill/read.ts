import { type ReadingSettings, readSystem } from "../../model/recovery/failures/read/system";
import type { DeclaredSystem } from "../../model/recovery/failures/system";
import type { GraphResource } from "../graph";
import { PreflightError } from "../problem";
import { graphOf } from "../recovery/graph-of";

/**
 * What a recorded graph says about failing over. Throws a PreflightError for a stack in which no name has a second answer:
 * there is nothing to drill.
 */
export function readDrilled(
  stack: string,
  resources: readonly GraphResource[],
  settings?: ReadingSettings,
): DeclaredSystem {
  const system = readSystem(graphOf(resources), settings);
  if (system.failover !== "names") {
    throw new PreflightError(
      `stack ${stack} has no name with answers in two regions, expected records with failover or weighted routing; declare them, or drill another stack`,
    );
  }
  return system;
}
