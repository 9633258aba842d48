import type { Run } from "./run";
import type { Scenario } from "./scenario";
import type { DeclaredSystem } from "./system";

/** What happens when the failed thing is back: whether traffic returns by itself, to which data, and who takes writes. */
export function returnOf(system: DeclaredSystem, scenario: Scenario, runs: readonly Run[]): string {
  const moved = runs.filter(({ answered }) => answered !== undefined).length;
  if (scenario.lost === "both") {
    return "the primary answers as before; what a region alone had taken is copied";
  }
  if (moved * 2 < runs.length) {
    return "nothing has moved: nothing to return";
  }
  return `${traffic(runs)}; ${data(system, scenario, runs)}`;
}

/** A name that a person has moved stays where it is; a health check leads back as soon as it is healthy. */
function traffic(runs: readonly Run[]): string {
  const byHand = runs.filter(({ timeline }) => timeline.some(({ text }) => text === "the names are moved by hand"));
  return byHand.length * 2 > runs.length
    ? "traffic stays until a person moves the names back"
    : "traffic goes back by itself as soon as the health check is healthy";
}

function data({ stores, globalDatabases }: DeclaredSystem, { replicationCut }: Scenario, runs: readonly Run[]): string {
  const promoted = globalDatabases.length > 0 && runs.some(({ ready }) => ready !== undefined);
  if (promoted) {
    return replicationCut
      ? "the old writer lacks what the new one took: both take writes until it is fenced"
      : "the switchover lost nothing, and the standby's cluster goes on writing until a switchover back";
  }
  const tables = stores.filter(({ service }) => service === "DynamoDB");
  const isStrong = tables.every(({ replication }) => replication.kind === "together");
  if (tables.length === 0) {
    return "what the standby took since is copied as far as the stores replicate both ways";
  }
  return isStrong
    ? "tables are equal on both sides"
    : "tables take writes on both sides and catch up; of two writes of one item the last wins";
}
