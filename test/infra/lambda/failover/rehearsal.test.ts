import type { Inspector } from "../../../../infra/lib/lambda/failover/inspector";
import { findReadiness, isReady } from "../../../../infra/lib/lambda/failover/readiness";
import { type RehearsalArgs, type Report, rehearse } from "../../../../infra/lib/lambda/failover/rehearsal";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { capturedLog } from "../doubles/captured-log";

const noon = Date.parse("2026-03-31T12:00:00.000Z");
const capacity = { instances: ["db.r6g.large"], engine: "pg 15.15", function: "same" };
const away = new Failure("unavailable", "Nobody answers.");

/** A standby that is ready, with whatever is different this time. */
function inspector(different: Partial<Inspector> = {}): Inspector {
  return {
    replication: async () => ({ copying: ["connected"], alarms: ["OK", "OK"] }),
    capacity: async () => capacity,
    newestBackup: async () => new Date(noon - 3_600_000),
    ask: async () => 200,
    ...different,
  };
}

const limits = async () => ({ backupAgeSeconds: 7_200, deliverySeconds: 30 });

describe("readiness", () => {
  const find = (different?: Partial<Inspector>) =>
    findReadiness({ inspector: inspector(different), limits, now: () => new Date(noon), log: capturedLog().log });

  test("is there when every aspect is", async () => {
    const readiness = await find();
    expect(Object.keys(readiness)).toEqual(["ReplicationCurrent", "StandbyHealthy", "CapacityEqual", "BackupsFresh"]);
    expect(isReady(readiness)).toBe(true);
  });

  test.each([
    ["ReplicationCurrent", { replication: () => Promise.reject(away) }],
    ["StandbyHealthy", { ask: () => Promise.reject(away) }],
    ["CapacityEqual", { capacity: () => Promise.reject(away) }],
    ["BackupsFresh", { newestBackup: () => Promise.reject(new Error("secret of the SDK")) }],
  ] as const)("is not there while %s cannot be found out; the others still are", async (aspect, different) => {
    const readiness = await find(different);
    expect(isReady(readiness)).toBe(false);
    expect(readiness[aspect]).toEqual({ passed: false, reason: "not-known" });
    expect(Object.values(readiness).filter(({ passed }) => passed)).toHaveLength(3);
  });
});

interface Kept {
  readonly written: Report[];
  readonly announced: string[];
}

function setUp(different: Partial<Inspector> = {}, reports: Partial<RehearsalArgs["reports"]> = {}) {
  const kept: Kept = { written: [], announced: [] };
  let clock = noon;
  const args: RehearsalArgs = {
    inspector: inspector(different),
    limits,
    reports: {
      write: async (report) => {
        kept.written.push(report);
      },
      lastWritten: async () => "rehearsal-0",
      hasArrived: async (id) => id === "rehearsal-0",
      ...reports,
    },
    announce: async (id) => {
      kept.announced.push(id);
    },
    regions: { from: "us-east-1", to: "us-west-2" },
    id: "rehearsal-1",
    now: () => new Date(clock),
    pause: async (milliseconds) => {
      clock += milliseconds;
    },
    log: capturedLog().log,
  };
  return { args, kept };
}

const failedSteps = ({ steps }: Report) =>
  steps.filter(({ passed }) => !passed).map(({ name, reason }) => [name, reason]);

describe("a rehearsal", () => {
  test("passes when all that a failover needs is there, and keeps a report", async () => {
    const { args, kept } = setUp();
    const report = await rehearse(args);
    expect(report).toMatchObject({ id: "rehearsal-1", from: "us-east-1", to: "us-west-2", passed: true });
    expect(report.steps.map(({ name }) => name)).toEqual([
      "ReplicationCurrent",
      "StandbyHealthy",
      "CapacityEqual",
      "BackupsFresh",
      "EventsArrive",
      "ObjectsArrive",
      "ReportKept",
    ]);
    expect(kept.announced).toEqual(["rehearsal-1"]);
    expect(kept.written).toEqual([expect.objectContaining({ id: "rehearsal-1", passed: true })]);
  });

  test("waits for an event that takes its time", async () => {
    let asked = 0;
    const ask = async (path: string) => (path === "/health" || ++asked === 4 ? 200 : 404);
    const report = await rehearse(setUp({ ask }).args);
    expect([report.passed, asked]).toEqual([true, 4]);
  });

  test("gives an event up that never arrives, and goes on", async () => {
    const report = await rehearse(setUp({ ask: async (path) => (path === "/health" ? 200 : 404) }).args);
    expect(failedSteps(report)).toEqual([["EventsArrive", "event-lost"]]);
  });

  test("tells an object that was not copied from the first rehearsal of all", async () => {
    const late = await rehearse(setUp({}, { hasArrived: async () => false }).args);
    expect(failedSteps(late)).toEqual([["ObjectsArrive", "object-late"]]);
    const first = await rehearse(setUp({}, { lastWritten: async () => undefined }).args);
    expect(first.passed).toBe(true);
  });

  test("tries every step of a standby that is gone, and still writes the report down", async () => {
    const { args, kept } = setUp({ ask: async () => undefined, capacity: () => Promise.reject(away) });
    const report = await rehearse(args);
    expect(failedSteps(report)).toEqual([
      ["StandbyHealthy", "no-answer"],
      ["CapacityEqual", "not-known"],
      ["EventsArrive", "event-lost"],
    ]);
    expect(kept.written).toEqual([expect.objectContaining({ passed: false })]);
  });

  test("has not passed when its report is lost", async () => {
    const report = await rehearse(setUp({}, { write: () => Promise.reject(away) }).args);
    expect([report.passed, failedSteps(report)]).toEqual([false, [["ReportKept", "not-known"]]]);
  });
});
