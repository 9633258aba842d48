import {
  type Capacity,
  judgeBackups,
  judgeCapacity,
  judgeReplication,
  judgeStandby,
} from "../../../../infra/lib/lambda/failover/judgement";

describe("replication", () => {
  test("is current when every copy is connected and no alarm says otherwise", () => {
    expect(judgeReplication({ copying: ["connected"], alarms: ["OK", "OK"] })).toEqual({ passed: true, reason: "ok" });
  });

  test.each([
    [[], ["OK"], "no-copy"],
    [["pending-resync"], ["OK"], "copy-disconnected"],
    [["connected", undefined], ["OK"], "copy-disconnected"],
    [["connected"], ["ALARM", "OK"], "copy-late"],
    [["connected"], ["OK", "INSUFFICIENT_DATA"], "copy-late"],
    [["connected"], ["OK", undefined], "copy-late"],
    [["connected"], [], "copy-late"],
  ])("with copies %j and alarms %j is not: %s", (copying, alarms, reason) => {
    expect(judgeReplication({ copying, alarms })).toEqual({ passed: false, reason });
  });
});

describe("capacity", () => {
  const side: Capacity = { instances: ["db.r6g.large", "db.r6g.xlarge"], engine: "pg 15.15", function: "same" };

  test("is equal whatever the order of the instances", () => {
    expect(judgeCapacity(side, { ...side, instances: ["db.r6g.xlarge", "db.r6g.large"] }).passed).toBe(true);
  });

  test.each([
    [{ instances: [] }, "no-instances"],
    [{ instances: ["db.r6g.large"] }, "instances-differ"],
    [{ instances: ["db.r6g.large", "db.r6g.large"] }, "instances-differ"],
    [{ engine: "pg 15.17" }, "engines-differ"],
    [{ function: "older" }, "functions-differ"],
  ])("is not with %j there: %s", (difference, reason) => {
    expect(judgeCapacity(side, { ...side, ...difference })).toEqual({ passed: false, reason });
  });

  test("nothing here is not as good as nothing there", () => {
    expect(judgeCapacity({ ...side, instances: [] }, { ...side, instances: [] }).passed).toBe(false);
  });
});

describe("backups", () => {
  const noon = new Date("2026-03-31T12:00:00.000Z");

  test.each([
    ["2026-03-31T11:00:00.000Z", true],
    ["2026-03-31T10:59:59.999Z", false],
    ["2026-03-31T12:00:01.000Z", true],
  ])("begun at %s is fresh within an hour: %s", (begun, fresh) => {
    expect(judgeBackups(new Date(begun), noon, 3_600).passed).toBe(fresh);
  });

  test("that are not there are not fresh", () => {
    expect(judgeBackups(undefined, noon, 3_600)).toEqual({ passed: false, reason: "no-backup" });
  });
});

test.each([
  [200, true],
  [301, false],
  [503, false],
  [undefined, false],
])("a standby that answers %s is healthy: %s", (status, healthy) => {
  expect(judgeStandby(status).passed).toBe(healthy);
});
