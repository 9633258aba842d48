import type { Run } from "../../../model/recovery/failures/run";
import type { ScenarioName } from "../../../model/recovery/failures/scenario-names";
import type { Answer, Check, DeclaredSystem, ServedName, Store } from "../../../model/recovery/failures/system";
import { usualEfforts } from "../../../model/recovery/standby";
import { playRuns } from "../../../preflight/drill/drill";
import { findScenario } from "../../../preflight/drill/scenario";

export function endpointCheck(intervalSeconds: number, threshold: number): Check {
  return { kind: "endpoint", urn: "primary-check", intervalSeconds, threshold, isTcp: false };
}

const standby: Answer = {
  urn: "standby-record",
  region: "us-west-2",
  check: { kind: "endpoint", urn: "standby-check", intervalSeconds: 30, threshold: 3, isTcp: false },
};

/** A name that fails over, with a check of three failures at 30 seconds and a TTL of 60. */
export function servedName(given: Partial<ServedName> = {}, check: Check = endpointCheck(30, 3)): ServedName {
  return {
    name: "api.example.com",
    routing: "failover",
    ttlSeconds: 60,
    primary: { urn: "primary-record", region: "us-east-1", check },
    standby,
    keepAliveSeconds: 60,
    zones: 2,
    at: "name",
    returns: "by itself",
    ...given,
  };
}

/** One name, nothing else, in us-east-1 and us-west-2. */
export function system(given: Partial<DeclaredSystem> = {}): DeclaredSystem {
  return {
    failover: "names",
    serves: true,
    primaryRegion: "us-east-1",
    secondaryRegion: "us-west-2",
    names: [servedName()],
    stores: [],
    databases: [],
    globalDatabases: [],
    emptyGroups: [],
    registrations: [],
    startsCold: false,
    alarms: [],
    orchestrators: [],
    efforts: usualEfforts,
    elsewhere: undefined,
    hidden: [],
    untoldDetections: [],
    stranded: [],
    notes: [],
    ...given,
  };
}

/** A table that nothing copies and that can be brought back to any second, or another store. */
export function storeOf(given: Partial<Store> = {}): Store {
  return {
    name: "trades",
    urn: "table",
    service: "DynamoDB",
    replication: { kind: "none" },
    at: "replicas",
    isCounted: true,
    restorable: { kind: "point in time", days: 35 },
    secondaries: [],
    ...given,
  };
}

export function play(declared: DeclaredSystem, scenario: ScenarioName, runs: number, seed = 1): readonly Run[] {
  return playRuns(declared, findScenario(scenario), { runs, seed, writesPerSecond: 100 });
}

/** Of runs in which it happened every time. */
export function secondsOf(runs: readonly Run[], of: (run: Run) => number | undefined): readonly number[] {
  return runs.map((run) => {
    const seconds = of(run);
    if (seconds === undefined) throw new Error("expected it to happen in every run");
    return seconds;
  });
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How far the mean of a sample may be from the true one: four standard errors, one test in 15,000 fails by chance. */
export function meanTolerance(values: readonly number[]): number {
  const centre = mean(values);
  const variance = mean(values.map((value) => (value - centre) ** 2));
  return 4 * Math.sqrt(variance / values.length);
}

/** The part of a sample that is not above a value. */
export function shareUpTo(values: readonly number[], limit: number): number {
  return values.filter((value) => value <= limit).length / values.length;
}
