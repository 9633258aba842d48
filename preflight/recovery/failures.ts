import type { FailureRow } from "../../model/recovery/failures/row";
import type { GraphResource } from "../graph";
import type { Redactor } from "../redact";
import { graphOf } from "./graph-of";
import type { RecoverySettings } from "./settings";

/** How often each failure happens to a stack, and the writes a second by which losses are counted: as in a drill. */
const usualRuns = { runs: 200, seed: 1, writesPerSecond: 100 } as const;

/**
 * What becomes of each failure; undefined for a stack that is promised nothing, or of which nothing answers and nothing is
 * stored. `redactor` hides secrets. Loads what simulates when it is needed: most reports have no table.
 */
export function failureTable(
  resources: readonly GraphResource[],
  settings: RecoverySettings,
  redactor: Redactor,
): readonly FailureRow[] | undefined {
  const { rtoSeconds, rpoSeconds } = settings.promise;
  if (rtoSeconds === null && rpoSeconds === null) {
    return undefined;
  }
  const { readSystem }: typeof import("../../model/recovery/failures/read/system") =
    require("../../model/recovery/failures/read/system");
  const { failureMatrix }: typeof import("../../model/recovery/failures/matrix") =
    require("../../model/recovery/failures/matrix");
  const system = readSystem(graphOf(resources), settings);
  if (!system.serves && system.stores.length === 0) {
    return undefined;
  }
  const { promises } = settings;
  const rows = failureMatrix(system, { ...usualRuns, promises });
  return redactor.all(rows);
}
