import { aurora, backup, dynamodbLag, s3 } from "../../../model/recovery/estimates";
import { servedAt } from "../../../model/recovery/failures/population";
import type { Run } from "../../../model/recovery/failures/run";
import type { ScenarioName } from "../../../model/recovery/failures/scenario-names";
import type {
  Alarm,
  DeclaredSystem,
  GlobalDatabase,
  Orchestrator,
  Store,
  Vigil,
} from "../../../model/recovery/failures/system";
import { recoveryOf } from "../../../preflight/drill/drill";
import { endpointCheck, mean, meanTolerance, play, secondsOf, servedName, storeOf, system } from "./systems";

const RUNS = 40;

const database: GlobalDatabase = {
  name: "ledger",
  urn: "ledger",
  secondaryUrn: "ledger-second",
  region: "us-west-2",
  hasInstance: true,
  forwardsWrites: false,
};

const pager = { urn: "pager", protocol: "email", endpoint: "ops@example.com" };

function alarm(given: Partial<Alarm>): Alarm {
  return {
    name: "alarm",
    urn: "alarm",
    region: "us-west-2",
    watched: { kind: "database-lag", cluster: "ledger-second", thresholdSeconds: 30 },
    periodSeconds: 60,
    points: 1,
    breachesWhenSilent: false,
    topics: [{ urn: "topic", region: "us-west-2", subscriptions: [pager] }],
    ...given,
  };
}

function recoveries(given: Partial<DeclaredSystem>, scenario: ScenarioName): readonly (number | undefined)[] {
  return play(system(given), scenario, RUNS).map(recoveryOf);
}

function meanRecovery(given: Partial<DeclaredSystem>, scenario: ScenarioName): number {
  return mean(secondsOf(play(system(given), scenario, RUNS), recoveryOf));
}

function acts({ timeline }: Run): readonly string[] {
  return timeline.filter(({ kind }) => kind === "act").map(({ text }) => text);
}

/** When the orchestrating function decided. */
function decisionOf({ timeline }: Run): number {
  return timeline.find(({ text }) => text === "an orchestrating function decides to fail over")?.seconds ?? Number.NaN;
}

describe("region: the primary is gone", () => {
  test("nobody has to do anything where health checks and one TTL are all", () => {
    const runs = play(system(), "region", RUNS);
    expect(runs.flatMap(acts)).toEqual([]);
    expect(Math.min(...secondsOf(runs, recoveryOf))).toBeGreaterThan(95);
    expect(Math.max(...secondsOf(runs, recoveryOf))).toBeLessThan(95 + 20 + 10 + 2 * 60 + 10);
  });

  test("no client is served before DNS servers answer with the standby, each after it within its cache's age", () => {
    for (const { answered = Number.NaN, curve } of play(system(), "region", RUNS)) {
      expect(servedAt(curve, answered - 0.001)).toBe(0);
      expect(servedAt(curve, answered + 2 * 60 + 10)).toBeGreaterThanOrEqual(0.91);
    }
  });

  test("3 to 9 of 100 clients hold on to the old answer", () => {
    for (const { answered = Number.NaN, curve } of play(system(), "region", RUNS)) {
      expect(servedAt(curve, answered + 130)).toBeLessThan(1);
    }
  });

  test("an answer that nothing watches is moved by a person who hears of it by other ways", () => {
    const names = [servedName({}, { kind: "none" })];
    const runs = play(system({ names }), "region", RUNS);
    for (const run of runs) {
      expect(acts(run)).toEqual(["a person, without an alarm, decides to fail over", "the names are moved by hand"]);
    }
    expect(Math.min(...secondsOf(runs, (run) => run.answered))).toBeGreaterThan(300 + 60);
  });

  test("a calculated check waits for as many children as may fail", () => {
    const children = [endpointCheck(10, 1), { ...endpointCheck(30, 3), urn: "slow" }];
    const quick = servedName({}, { kind: "calculated", urn: "c", needs: 2, children });
    const slow = servedName({}, { kind: "calculated", urn: "c", needs: 1, children });
    expect(meanRecovery({ names: [quick] }, "region")).toBeLessThan(meanRecovery({ names: [slow] }, "region") - 60);
  });

  test.each([
    ["us-east-1", true, true],
    ["us-east-1", false, false],
    ["us-west-2", false, true],
  ])(
    "a check on a metric of %s that is unhealthy when silent (%s) notices: %s",
    (region, unhealthyWhenSilent, seen) => {
      const check = {
        kind: "alarm",
        urn: "m",
        periodSeconds: 60,
        periods: 1,
        region,
        unhealthyWhenSilent,
        onErrors: "rings",
      } as const;
      for (const run of play(system({ names: [servedName({}, check)] }), "region", 5)) {
        expect(run.noticed !== undefined).toBe(seen);
        expect(acts(run).includes("the names are moved by hand")).toBe(!seen);
        expect(recoveryOf(run)).toBeDefined();
      }
    },
  );

  test("of a weighted name only the clients of the primary are lost", () => {
    const { primary, standby } = servedName();
    const name = servedName({
      routing: "other",
      primary: { ...primary, weight: 70 },
      standby: { ...standby, weight: 30 },
    });
    const shares = play(system({ names: [name] }), "region", RUNS).map(({ curve }) => servedAt(curve, 0));
    expect(Math.abs(mean(shares) - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / (100 * RUNS)));
  });
});

describe("a database that has to be promoted", () => {
  const lag = alarm({});

  test("is promoted by a person, whom the alarm of the standby region tells", () => {
    const runs = play(system({ globalDatabases: [database], alarms: [lag] }), "region", RUNS);
    for (const run of runs) {
      expect(run.notices).toEqual([expect.objectContaining({ who: "ops@example.com (email)", note: "" })]);
      expect(acts(run)).toEqual([
        "a person, notified by alarm, decides to fail over",
        "ledger takes writes in the standby",
      ]);
      expect(recoveryOf(run)).toBeGreaterThanOrEqual(run.ready ?? Number.NaN);
    }
    const told = secondsOf(runs, ({ notices }) => notices[0]?.seconds);
    expect(Math.min(...told)).toBeGreaterThanOrEqual(30 + 60);
    expect(Math.max(...told)).toBeLessThan(30 + 60 + 120 + 5);
  });

  test("is promoted much later when the only alarm is in the region that is lost: nobody is notified", () => {
    const lost = alarm({ region: "us-east-1", watched: { kind: "health-status", check: "primary-check" } });
    const runs = play(system({ globalDatabases: [database], alarms: [lost] }), "region", RUNS);
    for (const { notices } of runs) {
      expect(notices).toEqual([
        {
          who: "ops@example.com (email)",
          alarm: "alarm",
          urn: "alarm",
          note: "the alarm is in us-east-1, which is lost",
        },
      ]);
    }
    const told = meanRecovery({ globalDatabases: [database], alarms: [lag] }, "region");
    expect(mean(secondsOf(runs, recoveryOf))).toBeGreaterThan(told + 600);
  });

  test("is promoted by a function of the standby region within a run of its clock", () => {
    const orchestrators = [{ urn: "orchestrator", region: "us-west-2", everySeconds: 60, isContinuous: false }];
    const runs = play(system({ globalDatabases: [database], orchestrators }), "region", RUNS);
    for (const { timeline, noticed = Number.NaN } of runs) {
      const decided = timeline.find(({ kind }) => kind === "act");
      expect(decided?.text).toBe("an orchestrating function decides to fail over");
      expect(decided?.seconds).toBeGreaterThanOrEqual(noticed);
      expect(decided?.seconds).toBeLessThanOrEqual(noticed + 60 + 15);
    }
    const waits = secondsOf(runs, ({ timeline, noticed = Number.NaN }) => {
      const decided = timeline.find(({ kind }) => kind === "act");
      return decided === undefined ? undefined : decided.seconds - noticed;
    });
    // Half of a minute, and half of the 1 to 15 s of a run.
    expect(Math.abs(mean(waits) - (30 + 8))).toBeLessThan(meanTolerance(waits));
  });

  test("is promoted sooner by a function that may run without a pause: it looks every five to ten seconds", () => {
    const orchestrators = [{ urn: "orchestrator", region: "us-west-2", everySeconds: 60, isContinuous: true }];
    for (const run of play(system({ globalDatabases: [database], orchestrators }), "region", RUNS)) {
      const { noticed = Number.NaN } = run;
      expect(decisionOf(run)).toBeGreaterThanOrEqual(noticed + 1);
      expect(decisionOf(run)).toBeLessThanOrEqual(noticed + 10 + 15);
    }
  });

  describe("by a function that says what it goes by", () => {
    const witness = (threshold: number) =>
      servedName(
        { name: "witness.example.com" },
        { kind: "endpoint", urn: "witness-check", intervalSeconds: 30, threshold, isTcp: false },
      );
    const watching = (given: Partial<Vigil> = {}): Orchestrator => ({
      urn: "orchestrator",
      region: "us-west-2",
      everySeconds: 60,
      isContinuous: true,
      vigil: { failureSeconds: 90, lagLimitSeconds: 10, witness: witness(2), ...given },
    });
    const decisions = (given: Partial<Vigil>, scenario: ScenarioName = "region") =>
      play(system({ globalDatabases: [database], orchestrators: [watching(given)] }), scenario, RUNS).map(decisionOf);

    test.each(["region", "isolated"] as const)(
      "%s: its probes count from the failure on, not from the check",
      (fails) => {
        for (const seconds of decisions({}, fails)) {
          expect(seconds).toBeGreaterThanOrEqual(90);
          // Two looks of at most ten seconds, one probe without an answer, two seconds to ask.
          expect(seconds).toBeLessThanOrEqual(90 + 10 + 10 + 4 + 2);
        }
      },
    );

    test("waits until its probes have failed long enough", () => {
      expect(Math.min(...decisions({ failureSeconds: 200 }))).toBeGreaterThanOrEqual(200);
    });

    test("waits until the lag of the copy can be read", () => {
      expect(Math.min(...decisions({ failureSeconds: 10, lagLimitSeconds: 150 }))).toBeGreaterThanOrEqual(150);
    });

    test("waits until DNS leads the world away", () => {
      const [quick, slow] = [2, 3].map((failures) => decisions({ failureSeconds: 10, witness: witness(failures) }));
      // Ten of the 16 checkers and more need a whole cycle of 34 s longer.
      expect(mean(slow ?? [])).toBeGreaterThan(mean(quick ?? []) + 20);
      // Three failures, the last of 14 checkers, and at least 5 s to DNS.
      expect(Math.min(...(slow ?? []))).toBeGreaterThan(90);
    });

    test("with the copy flowing it is not drilled what it makes of that: it acts on the health check", () => {
      const orchestrators = [watching()];
      for (const run of play(system({ globalDatabases: [database], orchestrators }), "endpoint", RUNS)) {
        expect(decisionOf(run)).toBeGreaterThan(run.noticed ?? Number.NaN);
      }
    });

    test("does nothing when its region is gone as well", () => {
      const runs = play(system({ globalDatabases: [database], orchestrators: [watching()] }), "standby-too", RUNS);
      expect(runs.flatMap(acts)).toEqual([]);
    });
  });

  test("is not promoted by a function that went with the primary region", () => {
    const orchestrators = [{ urn: "orchestrator", region: "us-east-1", everySeconds: 60, isContinuous: false }];
    const runs = play(system({ globalDatabases: [database], orchestrators }), "region", RUNS);
    expect(runs.flatMap(acts)).not.toContain("an orchestrating function decides to fail over");
  });

  test("needs ten minutes more without an instance", () => {
    const headless = { ...database, hasInstance: false };
    const shift =
      meanRecovery({ globalDatabases: [headless] }, "region") - meanRecovery({ globalDatabases: [database] }, "region");
    expect(shift).toBeGreaterThan(590);
    expect(shift).toBeLessThan(910);
  });

  test("is not promoted where it forwards writes to a primary that lives, and is where the primary is lost", () => {
    const forwarding = [{ ...database, forwardsWrites: true }];
    expect(play(system({ globalDatabases: forwarding }), "endpoint", 5).flatMap(acts)).toEqual([]);
    expect(play(system({ globalDatabases: forwarding }), "region", 5).flatMap(acts)).toHaveLength(10);
  });

  test("waits while nothing can be changed in its region", () => {
    const globalDatabases = [{ ...database, region: "us-east-1" }];
    const reversed = {
      primaryRegion: "us-west-2",
      secondaryRegion: "us-east-1",
      globalDatabases,
    };
    expect(meanRecovery(reversed, "control-plane")).toBeGreaterThan(3600);
    expect(meanRecovery(reversed, "region")).toBeLessThan(3600);
  });

  test("does not wait for us-east-1 when it is elsewhere", () => {
    const given = { globalDatabases: [database] };
    expect(recoveries(given, "control-plane")).toEqual(recoveries(given, "region"));
  });
});

describe("a standby that runs nothing", () => {
  const emptyGroups = [{ urn: "group", region: "us-west-2" }];

  test("has to launch and to register before it serves", () => {
    const registrations = [{ urn: "targets", intervalSeconds: 30 }];
    const runs = play(system({ emptyGroups, registrations }), "region", 5);
    for (const run of runs) {
      expect(acts(run).slice(1)).toEqual(["the standby's first instance runs", "the standby's targets are healthy"]);
    }
  });

  test("cannot launch while nothing can be changed in its region", () => {
    const inEast = { emptyGroups: [{ urn: "group", region: "us-east-1" }] };
    expect(meanRecovery(inEast, "control-plane")).toBeGreaterThan(3600);
  });
});

describe("control-plane: nothing can be changed in us-east-1", () => {
  test("health checks move the names all the same", () => {
    expect(recoveries({}, "control-plane")).toEqual(recoveries({}, "region"));
  });

  test("a person cannot", () => {
    const names = [servedName({}, { kind: "none" })];
    expect(meanRecovery({ names }, "control-plane")).toBeGreaterThan(3600);
  });
});

describe("standby-too: both are gone", () => {
  test("is never recovered from, and Route 53 ends up with the primary's answer", () => {
    for (const run of play(system(), "standby-too", RUNS)) {
      expect(recoveryOf(run)).toBeUndefined();
      expect(run.timeline.filter(({ kind }) => kind === "dns").at(-1)?.text ?? "answer with the primary").toMatch(
        /primary$/,
      );
    }
  });
});

describe("isolated: the primary is cut off from other regions", () => {
  const table = storeOf({ replication: { kind: "stream", lag: dynamodbLag } });

  test("the two checkers inside do not keep it in the answer, and every client is served all along", () => {
    for (const run of play(system(), "isolated", RUNS)) {
      expect(run.answered).toBeDefined();
      expect(recoveryOf(run)).toBe(0);
    }
  });

  test("what clients write there until they have moved is missing elsewhere as well", () => {
    const stores = [table];
    const records = (scenario: ScenarioName) =>
      mean(secondsOf(play(system({ stores }), scenario, RUNS), ({ losses }) => losses[0]?.records));
    expect(records("isolated")).toBeGreaterThan(records("region") + 100 * 100);
  });

  test("a table that waits for a second region takes no write there", () => {
    const stores: readonly Store[] = [{ ...table, replication: { kind: "together" } }];
    for (const { losses } of play(system({ stores }), "isolated", 5))
      expect(losses).toEqual([{ seconds: 0, records: 0 }]);
  });
});

describe("grey: half of the requests fail, the health path answers", () => {
  const errors = alarm({
    region: "us-east-1",
    watched: { kind: "errors", onErrors: "rings", onSilence: "silent" },
    points: 2,
    topics: [{ urn: "topic", region: "us-east-1", subscriptions: [pager] }],
  });

  test("no health check notices; a person whom an alarm tells moves the names", () => {
    for (const run of play(system({ alarms: [errors] }), "grey", RUNS)) {
      expect(run.noticed).toBeUndefined();
      expect(acts(run)).toEqual(["a person, notified by alarm, decides to fail over", "the names are moved by hand"]);
    }
  });

  test("without an alarm it takes longer", () => {
    expect(meanRecovery({}, "grey")).toBeGreaterThan(meanRecovery({ alarms: [errors] }, "grey") + 300);
  });

  test("clients stay on connections that still answer, the longer they are kept", () => {
    const keeping = (keepAliveSeconds: number) => meanRecovery({ names: [servedName({ keepAliveSeconds })] }, "grey");
    expect(keeping(3600)).toBeGreaterThan(keeping(10) + 10);
  });

  test("nothing is missing in the standby", () => {
    const stores: readonly Store[] = [storeOf({ service: "Aurora", replication: { kind: "stream", lag: aurora.lag } })];
    for (const { losses } of play(system({ stores }), "grey", 5)) expect(losses).toEqual([{ seconds: 0, records: 0 }]);
  });
});

describe("endpoint: the front door refuses, the region is well", () => {
  test("is found sooner than one that does not answer at all", () => {
    expect(meanRecovery({}, "endpoint")).toBeLessThan(meanRecovery({}, "region"));
  });

  test("an alarm on the health check's status tells, from the region that is well", () => {
    const status = alarm({ region: "us-east-1", watched: { kind: "health-status", check: "primary-check" } });
    for (const { notices, noticed = Number.NaN } of play(system({ alarms: [status] }), "endpoint", RUNS)) {
      expect(notices).toHaveLength(1);
      expect(notices[0]?.seconds).toBeGreaterThan(noticed + 60);
      expect(notices[0]?.seconds).toBeLessThan(noticed + 60 + 120 + 5);
    }
  });

  test.each([
    [true, 1],
    [false, 0],
  ])(
    "a front door without requests has no errors: an alarm that breaches when silent (%s) tells %d",
    (silent, told) => {
      const errors = alarm({
        region: "us-east-1",
        watched: { kind: "errors", onErrors: "rings", onSilence: silent ? "rings" : "silent" },
      });
      for (const { notices } of play(system({ alarms: [errors] }), "endpoint", 5)) expect(notices).toHaveLength(told);
    },
  );
});

describe("the primary's database fails", () => {
  test.each([
    ["writer-lost", 2, 8, 60],
    ["writer-lost", 1, 180, 600],
    ["database", 2, 180, 600],
    ["database", 1, 180, 600],
  ] as const)(
    "%s: with %d instances it is back after %d to %d s, without a change of DNS",
    (fails, instances, from, to) => {
      const runs = play(system({ databases: [{ urn: "db", instances }] }), fails, RUNS);
      expect(Math.min(...secondsOf(runs, recoveryOf))).toBeGreaterThanOrEqual(from);
      expect(Math.max(...secondsOf(runs, recoveryOf))).toBeLessThanOrEqual(to);
      expect(runs.every(({ answered }) => answered === undefined)).toBe(true);
    },
  );

  test("without a relational one the tables are meant: people move the traffic", () => {
    expect(meanRecovery({}, "database")).toBeGreaterThan(360);
  });
});

describe("az: one zone is gone", () => {
  test.each([2, 3])("one client of %d is cut off until the zone leaves the answer", (zones) => {
    const runs = play(system({ names: [servedName({ zones })] }), "az", RUNS);
    const share = mean(runs.map(({ curve }) => servedAt(curve, 0)));
    expect(Math.abs(share - (1 - 1 / zones))).toBeLessThan(0.03);
    expect(Math.min(...secondsOf(runs, recoveryOf))).toBeGreaterThan(30);
    expect(Math.max(...secondsOf(runs, recoveryOf))).toBeLessThan(90 + 2 * 60 + 10);
  });

  test("a front door in one zone is gone with it, and the standby takes over", () => {
    const runs = play(system({ names: [servedName({ zones: 1 })] }), "az", RUNS);
    for (const { curve, answered } of runs) {
      expect(servedAt(curve, 0)).toBe(0);
      expect(answered).toBeDefined();
    }
  });

  test("a front door in one zone takes a database with it that has to be promoted", () => {
    const runs = play(system({ names: [servedName({ zones: 1 })], globalDatabases: [database] }), "az", 5);
    for (const run of runs) expect(acts(run)).toContain("ledger takes writes in the standby");
  });
});

describe("data that is missing in the standby", () => {
  const replications: Readonly<Record<string, Store["replication"]>> = {
    aurora: { kind: "stream", lag: aurora.lag },
    table: { kind: "stream", lag: dynamodbLag },
    "strong table": { kind: "together" },
    "timed bucket": { kind: "objects", time: s3.timed },
    bucket: { kind: "objects", time: s3.untimed },
    "backed up": { kind: "backup", periodSeconds: 3600, startWindowSeconds: 3600, time: backup.jobAndCopy },
    "held database": { kind: "stream", lag: aurora.lag, atMost: 0.1 },
    alone: { kind: "none" },
    untold: { kind: "untold" },
  };
  const stores = Object.entries(replications).map(([name, replication]): Store => {
    return storeOf({ name, urn: name, service: "S3", replication });
  });
  const runs = play(system({ stores }), "region", 200);

  const lossesOf = (name: string) => runs.map(({ losses }) => losses[stores.findIndex((store) => store.name === name)]);
  const agesOf = (name: string) => lossesOf(name).map((loss) => loss?.seconds ?? Number.NaN);
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

  test("of a replica: what is younger than its lag", () => {
    expect(median(agesOf("aurora"))).toBeLessThan(1);
    expect(median(agesOf("table"))).toBeLessThan(2.5);
  });

  test("one time in ten replication had stalled before: more than any alarm's threshold", () => {
    const stalled = agesOf("aurora").filter((age) => age > 10).length / runs.length;
    expect(Math.abs(stalled - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / runs.length));
  });

  test("of a database that holds its commits: never more than its bound", () => {
    expect(Math.max(...agesOf("held database"))).toBe(0.1);
  });

  test("of a table with strong consistency: nothing", () => {
    expect(new Set(agesOf("strong table"))).toEqual(new Set([0]));
  });

  test("of a bucket: objects under way, older ones without time control", () => {
    expect(median(agesOf("timed bucket"))).toBeGreaterThan(20);
    expect(median(agesOf("timed bucket"))).toBeLessThan(900);
    expect(median(agesOf("bucket"))).toBeGreaterThan(median(agesOf("timed bucket")));
  });

  test("of a bucket: as many objects as are written while an average one is under way", () => {
    // Median 5 s and 99th percentile 120 s make a mean of 12.7 s, at 100 objects a second.
    const records = median(lossesOf("timed bucket").map((loss) => loss?.records ?? Number.NaN));
    expect(records).toBeGreaterThan(900);
    expect(records).toBeLessThan(1600);
  });

  test("of what only a backup copies: all since the newest copy that has arrived", () => {
    expect(Math.min(...agesOf("backed up"))).toBeGreaterThanOrEqual(300);
    expect(Math.max(...agesOf("backed up"))).toBeLessThan(3600 * 2 + 5400 + 3600);
  });

  test("of what nothing copies: all of it", () => {
    expect(lossesOf("alone")).toEqual(runs.map(() => ({})));
    expect(runs[0]?.timeline.map(({ text }) => text)).toContain("S3 alone: all of its data are not in the standby");
  });

  test("of what nobody states: not known, and not all or nothing", () => {
    expect(lossesOf("untold")).toEqual(runs.map(() => ({})));
    expect(runs[0]?.timeline.map(({ text }) => text)).toContain("S3 untold: what of it is in the standby is not known");
  });
});
