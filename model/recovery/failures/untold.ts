import { isAlive } from "./context";
import { errs, type Scenario } from "./scenario";
import type { Alarm, DeclaredSystem } from "./system";

/** Nothing fails: no store of the system has one instance that writes. */
export function isHarmless({ databases }: DeclaredSystem, { data }: Scenario): boolean {
  return data === "writer" && databases.length === 0;
}

/** Alarms that live and may ring, as far as anybody but their code can tell. */
export function untoldOf(system: DeclaredSystem, scenario: Scenario): readonly Alarm[] {
  if (isHarmless(system, scenario)) return [];
  const hasErrors = errs(scenario, system.databases.length > 0);
  return system.alarms.filter(({ watched, region }) => {
    if (!isAlive(region, scenario, system)) return false;
    if (watched.kind === "peer") return scenario.lost !== "primary";
    const isErrors = watched.kind === "errors" && watched.onErrors === "untold" && hasErrors;
    return watched.kind === "untold" || (isErrors && region === system.primaryRegion);
  });
}
