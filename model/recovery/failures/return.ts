import type { Run } from "./run";
import type { Scenario } from "./scenario";
import type { DeclaredSystem } from "./system";

const unmoved = "nothing has moved: nothing to return";

/** What happens when the failed thing is back: whether traffic returns automatically, to which data, and who takes writes. */
export function returnOf(system: DeclaredSystem, scenario: Scenario, runs: readonly Run[]): string {
  const { lost, data, replicationCut, frontDoor } = scenario;
  if (lost === "both") {
    return `${system.serves ? "the primary answers as before" : unmoved}; ${catchingUp(system)}`;
  }
  if (data === "corrupted") {
    return "nothing is right again by itself: a person restores beside the live data, and merges what was written since; the standby has the wrong data too";
  }
  if (replicationCut && frontDoor === "answers") {
    return `${unmoved}; ${catchingUp(system)}`;
  }
  if (lost === "standby") {
    return `${system.serves ? "traffic stays where it is" : unmoved}; ${catchingUp(system)}`;
  }
  const moved = runs.filter(({ answered }) => answered !== undefined).length;
  if (system.failover === "other" && ["gone", "refuses"].includes(frontDoor)) {
    return `whether traffic goes back automatically is up to what moved it; ${tables(system)}`;
  }
  if (moved * 2 < runs.length) {
    return replicationCut && system.stores.length > 0 ? `${unmoved}; ${catchingUp(system)}` : unmoved;
  }
  return `${traffic(system, runs)}; ${dataOf(system, scenario, runs)}`;
}

/** A name that a person has moved stays where it is; a health check leads back as soon as it is healthy. */
function traffic({ names }: DeclaredSystem, runs: readonly Run[]): string {
  if (runs.filter(({ isMovedByHand }) => isMovedByHand).length * 2 > runs.length) {
    return "traffic stays until a person moves the names back";
  }
  const returns = new Set(names.map((name) => name.returns));
  if (returns.has("by itself")) return "traffic goes back automatically as soon as the health check is healthy";
  return returns.has("untold")
    ? "whether traffic goes back automatically is not known: the health check is not in this stack, or follows an alarm"
    : "traffic stays until somebody turns the check that holds it";
}

/** What a copy does that was behind. */
function catchingUp({ stores }: DeclaredSystem): string {
  const kinds = new Set(stores.map(({ replication }) => replication.kind));
  if (kinds.has("stream") || kinds.has("objects")) {
    return "the copies catch up by themselves, unless a cluster of the standby has to be made anew";
  }
  return "no store has a copy that would catch up";
}

function dataOf(system: DeclaredSystem, { replicationCut, data }: Scenario, runs: readonly Run[]): string {
  const promoted = system.globalDatabases.length > 0 && runs.some(({ ready }) => ready !== undefined);
  if (promoted) {
    return replicationCut || data === "writes"
      ? "the old writer lacks what the new one took: both take writes until it is fenced"
      : "the switchover lost nothing, and the standby's cluster goes on writing until a switchover back";
  }
  return tables(system);
}

function tables({ stores }: DeclaredSystem): string {
  const found = stores.filter(({ service }) => service === "DynamoDB");
  const isStrong = found.every(({ replication }) => replication.kind === "together");
  if (found.length === 0) {
    return "what the standby took since is copied as far as the stores replicate both ways";
  }
  return isStrong
    ? "tables are equal on both sides"
    : "tables take writes on both sides and catch up; of two writes of one item the last wins";
}
