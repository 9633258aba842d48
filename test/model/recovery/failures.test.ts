import { aurora, dynamodbLag, s3 } from "../../../model/recovery/estimates";
import { rowOf } from "../../../model/recovery/failures/matrix";
import type { FailureRow } from "../../../model/recovery/failures/row";
import { playRuns } from "../../../model/recovery/failures/runs";
import { scenarios } from "../../../model/recovery/failures/scenario";
import type { ScenarioName } from "../../../model/recovery/failures/scenario-names";
import type { Alarm, Check, DeclaredSystem, Watched } from "../../../model/recovery/failures/system";
import { usualEfforts } from "../../../model/recovery/standby";
import { servedName, storeOf, system } from "../../preflight/drill/systems";

const options = { runs: 40, seed: 1, writesPerSecond: 100 };

function row(failure: ScenarioName, given: Partial<DeclaredSystem> = {}): FailureRow {
  const scenario = scenarios.find(({ name }) => name === failure);
  if (scenario === undefined) throw new Error(`expected a scenario ${failure}`);
  const declared = system(given);
  return rowOf(declared, scenario, playRuns(declared, scenario, options));
}

const ledger = {
  name: "ledger",
  urn: "global",
  secondaryUrn: "reader",
  region: "us-west-2",
  hasInstance: true,
  forwardsWrites: false,
};

function alarm(region: string, watched: Watched): Alarm {
  const subscriptions = [{ urn: "mail", protocol: "email", endpoint: "ops@example.com" }];
  return {
    name: "bell",
    urn: `alarm-${region}`,
    region,
    watched,
    periodSeconds: 60,
    points: 1,
    breachesWhenSilent: false,
    topics: [{ urn: "topic", region, subscriptions }],
  };
}

const errors = { kind: "errors", onErrors: "rings", onSilence: "silent" } as const;
const own = { kind: "untold", because: "only code could tell" } as const;
const told = "ops@example.com (email) by alarm bell";

describe("read-only: the stores refuse writes", () => {
  test("no health check sees it; an alarm on errors tells a person, who moves the names", () => {
    const found = row("read-only", { alarms: [alarm("us-east-1", errors)] });
    expect([found.noticed?.by, found.told?.by, found.served.by]).toEqual(["alarm bell", told, "a person"]);
    expect(found.missing).toBeNull();
    expect(found.onReturn).toMatch(/until a person moves the names back/);
  });

  test("without an alarm it takes longer, and nobody is notified", () => {
    const found = row("read-only");
    expect([found.noticed, found.told]).toEqual([null, null]);
    const quick = row("read-only", { alarms: [alarm("us-east-1", errors)] }).served.seconds.p50 ?? 0;
    expect(found.served.seconds.p50).toBeGreaterThan(quick + 300);
  });

  test("an alarm on a function's errors may see it or not", () => {
    const untold = alarm("us-east-1", { ...errors, onErrors: "untold" });
    expect(row("read-only", { alarms: [untold] })).toMatchObject({ told: null, untold: ["bell"] });
  });

  test("a check that follows an alarm on errors leads away by itself, one on something else does not", () => {
    const check = (onErrors: "rings" | "silent"): Check => ({
      kind: "alarm",
      urn: "follows",
      periodSeconds: 60,
      periods: 1,
      region: "us-east-1",
      unhealthyWhenSilent: false,
      onErrors,
    });
    expect(row("read-only", { names: [servedName({}, check("rings"))] }).served.by).toBe("itself");
    expect(row("read-only", { names: [servedName({}, check("silent"))] }).served.by).toBe("a person");
  });

  test("a database is promoted by a failover, since it cannot be asked for a switchover: both may write on return", () => {
    expect(row("read-only", { globalDatabases: [ledger] }).onReturn).toMatch(/both take writes until it is fenced/);
  });
});

describe("writer-lost: the instance that writes", () => {
  test("another instance takes over automatically; an alarm that waits longer does not ring", () => {
    const found = row("writer-lost", {
      databases: [{ urn: "db", instances: 2 }],
      alarms: [alarm("us-east-1", errors)],
    });
    expect([found.served.by, found.told, found.onReturn]).toEqual([
      "itself",
      null,
      "nothing has moved: nothing to return",
    ]);
    expect(found.served.seconds.p99).toBeLessThanOrEqual(60);
  });

  test("a new instance takes so long that the alarm rings", () => {
    const found = row("writer-lost", {
      databases: [{ urn: "db", instances: 1 }],
      alarms: [alarm("us-east-1", errors)],
    });
    expect(found.told).toMatchObject({ by: told, reached: 1 });
  });

  test("is nothing where no store has one writer", () => {
    const found = row("writer-lost", { alarms: [alarm("us-east-1", own)] });
    expect([found.served.by, found.untold]).toEqual(["nobody: the service goes on", []]);
    expect(found.served.because).toBe("no store has one instance that writes");
  });
});

describe("replication-stopped: all else is well", () => {
  const cluster = storeOf({
    name: "ledger",
    urn: "writer",
    service: "Aurora",
    replication: { kind: "stream", lag: aurora.lag },
    secondaries: ["reader"],
  });
  const lag = { kind: "database-lag", cluster: "reader", thresholdSeconds: 30 } as const;

  test("an alarm on that copy tells somebody, and bounds how far it is behind by then", () => {
    const found = row("replication-stopped", { stores: [cluster], alarms: [alarm("us-west-2", lag)] });
    expect([found.told?.by, found.served.by]).toEqual([told, "nobody: the service goes on"]);
    expect(found.missing).toMatchObject({ store: "Aurora ledger", state: "known" });
    expect(found.missing?.seconds.p99).toBeGreaterThan(30 + 60);
    expect(found.missing?.seconds.p99).toBeLessThan(30 + 60 + 120 + 305);
  });

  test("without an alarm on that copy there is no bound", () => {
    const other = alarm("us-west-2", { ...lag, cluster: "another" });
    const found = row("replication-stopped", { stores: [cluster], alarms: [other] });
    expect(found.missing).toMatchObject({ seconds: { p99: null }, state: "unbounded" });
  });

  test("with an alarm that only code could tell about it is not known", () => {
    const found = row("replication-stopped", { stores: [cluster], alarms: [alarm("us-west-2", own)] });
    expect(found.missing).toMatchObject({ state: "undetermined" });
  });

  test("the lag of a bucket's objects is measured where they arrive, as long as both sides live", () => {
    const bucket = storeOf({
      name: "files",
      urn: "files",
      service: "S3",
      replication: { kind: "objects", time: s3.timed },
    });
    const objects = alarm("us-west-2", { kind: "copy-lag", store: "files", thresholdSeconds: 900 });
    const given = { stores: [bucket], alarms: [objects] };
    expect(row("replication-stopped", given).told?.seconds.p50).toBeGreaterThan(900);
    expect(row("region", given).told).toBeNull();
  });

  test("a primary that holds its commits is bounded, and takes no more writes", () => {
    const held = { ...cluster, replication: { kind: "stream", lag: aurora.lag, atMost: 20 } as const };
    const found = row("replication-stopped", { stores: [held] });
    expect(found.missing?.seconds).toMatchObject({ p99: 20 });
    expect(found.served).toMatchObject({ by: "nothing", state: "unbounded" });
  });

  test("a table that waits for another region takes no write, and a store without a copy misses nothing more", () => {
    expect(row("replication-stopped", { stores: [storeOf({ replication: { kind: "together" } })] }).served.by).toBe(
      "nothing",
    );
    expect(row("replication-stopped", { stores: [storeOf()] })).toMatchObject({
      missing: null,
      served: { reached: 1 },
    });
  });
});

describe("standby-lost: the primary is well", () => {
  test("its health check notices, and the service goes on", () => {
    const found = row("standby-lost");
    expect(found.noticed).toMatchObject({ by: "standby's health check of api.example.com", reached: 1 });
    expect(found.served.by).toBe("nobody: the service goes on");
    expect(found.missing).toBeNull();
  });

  test("an alarm of the primary region tells of it, one of the standby does not", () => {
    const status = { kind: "health-status", check: "standby-check" } as const;
    expect(row("standby-lost", { alarms: [alarm("us-east-1", status)] }).told?.by).toBe(told);
    expect(row("standby-lost", { alarms: [alarm("us-west-2", status)] }).told).toBeNull();
  });

  test("clients that a weight has led there are led away", () => {
    const { primary, standby } = servedName();
    const name = servedName({ primary: { ...primary, weight: 50 }, standby: { ...standby, weight: 50 } });
    const { served } = row("standby-lost", { names: [name] });
    expect(served).toMatchObject({ by: "itself", reached: 1 });
    expect(served.seconds.p50).toBeGreaterThan(95);
  });

  test("a primary that holds its commits stops without it", () => {
    const held = storeOf({ service: "Aurora", replication: { kind: "stream", lag: aurora.lag, atMost: 20 } });
    expect(row("standby-lost", { stores: [held] }).served.by).toBe("nothing");
    const table = storeOf({ replication: { kind: "stream", lag: dynamodbLag } });
    expect(row("standby-lost", { stores: [table] }).served.by).toBe("nobody: the service goes on");
  });
});

describe("watch-lost: the alarms of the primary region are silent", () => {
  test("nobody notices", () => {
    const found = row("watch-lost", { alarms: [alarm("us-east-1", errors)] });
    expect([found.noticed, found.told, found.untold]).toEqual([null, null, []]);
    expect(found.served.by).toBe("nobody: the service goes on");
  });

  test("of an alarm elsewhere on a metric of one's own it is not known", () => {
    expect(row("watch-lost", { alarms: [alarm("us-west-2", own)] }).untold).toEqual(["bell"]);
    expect(row("watch-lost", { alarms: [alarm("us-west-2", { kind: "peer" })] }).untold).toEqual(["bell"]);
  });

  test.each([
    [true, "health check of api.example.com"],
    [false, undefined],
  ])("a check that takes silence for a failure (%s) leads away from what is well", (unhealthyWhenSilent, by) => {
    const check: Check = {
      kind: "alarm",
      urn: "follows",
      periodSeconds: 60,
      periods: 1,
      region: "us-east-1",
      unhealthyWhenSilent,
      onErrors: "rings",
    };
    expect(row("watch-lost", { names: [servedName({}, check)] }).noticed?.by).toBe(by);
  });
});

test("control-plane-alone: nobody notices, and the service goes on", () => {
  const found = row("control-plane-alone", { alarms: [alarm("us-west-2", errors)] });
  expect(found).toMatchObject({ noticed: null, told: null, missing: null });
  expect([found.served.by, found.onReturn]).toEqual([
    "nobody: the service goes on",
    "nothing has moved: nothing to return",
  ]);
});

describe("bad-release: what was right", () => {
  test("comes back to any second, and nobody tells how long that takes", () => {
    const found = row("bad-release", { stores: [storeOf()] });
    expect(found).toMatchObject({ noticed: null, told: null, missing: null });
    expect(found.served).toMatchObject({ by: "a person", state: "undetermined" });
    expect(found.stores).toEqual([{ store: "DynamoDB trades", back: "any second of 35 days" }]);
  });

  test("comes back as old as the newest backup", () => {
    const daily = { kind: "backups", periodSeconds: 86_400, startWindowSeconds: 3600 } as const;
    const found = row("bad-release", { stores: [storeOf({ restorable: daily })] });
    expect(found.missing?.state).toBe("known");
    expect(found.missing?.seconds.worst).toBeGreaterThan(43_200);
    expect(found.missing?.seconds.worst).toBeLessThanOrEqual(90_000);
  });

  test("does not come back where nothing keeps the past, and where nobody tells it is not known", () => {
    const lost = row("bad-release", { stores: [storeOf({ restorable: { kind: "none" } })] });
    expect(lost.missing).toMatchObject({ state: "unbounded" });
    expect(lost.served).toMatchObject({ by: "nothing", because: "nothing brings back what DynamoDB trades held" });
    const hidden = row("bad-release", { stores: [storeOf({ restorable: { kind: "untold" } })] });
    expect(hidden.missing).toMatchObject({ state: "undetermined" });
  });
});

describe("the loss of the region", () => {
  test("a metric that the team names tells of it, at a time that nobody tells", () => {
    const found = row("region", { alarms: [alarm("us-west-2", { kind: "peer" })] });
    expect(found.told).toEqual({ by: told, reached: 1, seconds: { p50: null, p99: null, worst: null } });
    expect(row("region", { alarms: [alarm("us-east-1", { kind: "peer" })] }).told).toBeNull();
  });

  test.each([
    ["by itself", /goes back automatically as soon/],
    ["by somebody", /stays until somebody turns the check/],
    ["untold", /whether traffic goes back automatically is not known/],
  ] as const)("traffic returns %s", (returns, text) => {
    expect(row("region", { names: [servedName({ returns })] }).onReturn).toMatch(text);
  });

  test("what is known only after deployment leaves the time undetermined, not the rows in which all goes on", () => {
    const hidden = [{ cause: new Error(), urn: "balancer" }];
    const given = { hidden, notes: ["clientKeepAlive of front is known only after deployment; the drill takes 3600"] };
    expect(row("region", given).served).toMatchObject({ state: "undetermined", because: given.notes[0] });
    expect(row("standby-lost", given).served.state).toBe("known");
  });
});

describe("a team's own measurements", () => {
  const global = { globalDatabases: [ledger] };
  const orchestrators = [{ urn: "function", region: "us-west-2", everySeconds: 60, isContinuous: false }];
  const with_ = (efforts: Partial<typeof usualEfforts>) => ({ ...global, efforts: { ...usualEfforts, ...efforts } });

  test("a promotion by a person is done so long after the failure", () => {
    const { served } = row("region", with_({ promotion: 1234 }));
    expect([served.by, served.seconds.p50, served.seconds.p99]).toEqual(["a person", 1234, 1234]);
  });

  test("decision and promotion that begin by themselves follow the health check", () => {
    const quick = row("region", { ...with_({ decision: 1, automaticPromotion: 2 }), orchestrators }).served.seconds;
    const slow = row("region", { ...with_({ decision: 1, automaticPromotion: 602 }), orchestrators }).served.seconds;
    expect(quick.p99).toBeLessThan(300);
    expect((slow.p99 ?? 0) - (quick.p99 ?? 0)).toBeGreaterThan(300);
  });

  test("clients follow a health check's status in the time that was measured", () => {
    const served = (clientMove: number) =>
      row("region", { efforts: { ...usualEfforts, clientMove } }).served.seconds.p50 ?? 0;
    expect(served(900) - served(300)).toBeCloseTo(600, 0);
  });

  test("a launch and a first instance take what was measured", () => {
    const emptyGroups = [{ urn: "group", region: "us-west-2" }];
    const launched = (launch: number) =>
      row("region", { emptyGroups, efforts: { ...usualEfforts, launch } }).served.seconds.p50 ?? 0;
    expect(launched(5000) - launched(1000)).toBeCloseTo(4000, 0);
    const headless = [{ ...ledger, hasInstance: false }];
    const first = (firstInstance: number) =>
      row("region", { ...with_({ firstInstance, promotion: 1 }), globalDatabases: headless }).served.seconds.p50 ?? 0;
    expect(first(5000) - first(2000)).toBeCloseTo(3000, 0);
  });
});

test.each(scenarios)("runs of which only the outcome is kept say the same: $name", (scenario) => {
  const alarms = [alarm("us-east-1", errors), alarm("us-west-2", own)];
  const declared = system({ alarms, stores: [storeOf()] });
  const kept = playRuns(declared, scenario, options);
  const outcomes = playRuns(declared, scenario, { ...options, outcomesOnly: true });
  expect(rowOf(declared, scenario, outcomes)).toEqual(rowOf(declared, scenario, kept));
  expect(kept.every(({ timeline }) => timeline.length > 0)).toBe(true);
  expect(outcomes.every(({ timeline }) => timeline.length === 0)).toBe(true);
});
