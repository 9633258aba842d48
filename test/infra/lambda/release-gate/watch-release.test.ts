import { parseReleaseRequest } from "../../../../infra/lib/lambda/release-gate/request";
import { type AlarmState, watchRelease } from "../../../../infra/lib/lambda/release-gate/watch-release";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { capturedLog } from "../doubles/captured-log";

const names = ["errors", "health"];

/** What `errors` and `health` say at each look, ten seconds apart; the last one goes on. */
async function watch(looks: readonly (readonly [AlarmState, AlarmState] | Failure | "none")[], quietMs = 60_000) {
  const { log } = capturedLog();
  const clock = { ms: 0 };
  let look = 0;
  const alarms = {
    read: async () => {
      const found = looks[Math.min(look++, looks.length - 1)];
      if (found instanceof Failure) {
        throw found;
      }
      return new Map(
        found === "none" || found === undefined ? [] : names.map((name, index) => [name, found[index]] as const),
      ) as Map<string, AlarmState>;
    },
  };
  const pause = async (milliseconds: number) => {
    clock.ms += milliseconds;
  };
  const now = () => clock.ms;
  await watchRelease({ alarms, names, quietMs, limitMs: 300_000, pauseMs: 10_000, now, pause, log });
  return clock.ms;
}

const quiet = ["OK", "OK"] as const;

test("ends when every alarm has been OK for as long as asked", async () => {
  await expect(watch([quiet])).resolves.toBe(60_000);
});

test("an alarm that fires after the release holds it, and is named", async () => {
  await expect(watch([quiet, ["OK", "ALARM"]])).rejects.toThrow("The release is held: in ALARM since it came: health.");
});

test("an alarm that was firing may become OK: the release may be what puts it right", async () => {
  await expect(watch([["ALARM", "OK"], ["ALARM", "OK"], quiet])).resolves.toBe(80_000);
});

test("one that goes on firing holds the release until the limit", async () => {
  await expect(watch([["ALARM", "OK"]])).rejects.toThrow("The release is held: not OK for long enough: errors.");
});

test("an alarm without data is no alarm that is OK", async () => {
  await expect(watch([["INSUFFICIENT_DATA", "OK"]])).rejects.toThrow("not OK for long enough: errors.");
  await expect(watch([quiet, ["INSUFFICIENT_DATA", "OK"], quiet])).resolves.toBe(80_000);
});

test("an alarm that does not exist is no proof", async () => {
  await expect(watch(["none"])).rejects.toMatchObject({ kind: "misconfigured" });
});

test("states that cannot be read begin the wait anew, and prove nothing", async () => {
  const lost = new Failure("throttled", "busy");
  await expect(watch([quiet, lost, quiet])).resolves.toBe(80_000);
  await expect(watch([lost])).rejects.toThrow("not OK for long enough: errors, health.");
  await expect(watch([new Failure("misconfigured", "no right")])).rejects.toMatchObject({ kind: "misconfigured" });
});

test.each([
  undefined,
  {},
  { alarms: [], quietSeconds: 60 },
  { alarms: ["a"], quietSeconds: 0 },
  { alarms: [""], quietSeconds: 1 },
])("is not asked by %j", (event) => {
  expect(() => parseReleaseRequest(event)).toThrow(expect.objectContaining({ kind: "misconfigured" }));
});
