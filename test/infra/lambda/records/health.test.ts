import {
  answerHealth,
  COPY_AGE,
  HEARTBEAT_FAILURES,
  type HealthArgs,
} from "../../../../infra/lib/lambda/records/health";
import type { Pulse } from "../../../../infra/lib/lambda/records/pulse";
import type { Measured } from "../../../../infra/lib/lambda/runtime/metrics";
import { capturedLog } from "../doubles/captured-log";
import { outage } from "../doubles/records";

const now = new Date("2026-03-31T12:00:00.000Z");
const failed = async () => {
  throw outage;
};
const never = () => new Promise<never>(() => undefined);
const well: Pulse = { beatHere: async () => undefined, beat: async () => undefined, newest: async () => undefined };

async function ask(role: HealthArgs["role"], pulse: Partial<Pulse>) {
  const measured: Record<string, Measured> = {};
  const args: HealthArgs = {
    role,
    pulse: { ...well, ...pulse },
    now: () => now,
    publish: (_at, these) => Object.assign(measured, these),
  };
  const { status, body } = await answerHealth(args, capturedLog().log);
  return { status, body: JSON.parse(body) as object, measured };
}

describe("the primary is well while its own writer takes writes", () => {
  test("and says whether it did", async () => {
    const found = await ask("primary", {});
    expect([found.status, found.body]).toEqual([200, { status: "healthy" }]);
    expect(found.measured).toEqual({ [HEARTBEAT_FAILURES]: { unit: "Count", value: 0 } });
  });

  test("a reader that answers, and another region's writer, are no help", async () => {
    const found = await ask("primary", { beatHere: failed, newest: async () => now.getTime() });
    expect([found.status, found.body]).toEqual([503, { status: "unhealthy" }]);
    expect(found.measured).toEqual({ [HEARTBEAT_FAILURES]: { unit: "Count", value: 1 } });
  });

  test("a writer that hangs is answered for in time", async () => {
    await expect(ask("primary", { beatHere: never })).resolves.toMatchObject({ status: 503 });
  });
});

describe("the standby is well while it can be read", () => {
  const copied = async () => now.getTime() - 800;

  test("says that the writer answers, and how far its copy is", async () => {
    const found = await ask("secondary", { newest: copied });
    expect(found).toEqual({
      status: 200,
      body: { status: "healthy", writer: "answers", copiedUntil: now.getTime() - 800 },
      measured: { [COPY_AGE]: { unit: "Seconds", value: 0.8 } },
    });
  });

  test.each([
    ["refuses", failed],
    ["hangs", never],
  ])("also when the writer %s", async (_how, beat) => {
    const found = await ask("secondary", { newest: copied, beat });
    expect(found).toMatchObject({ status: 200, body: { status: "healthy", writer: "silent" } });
  });

  test("has no age before the first heartbeat, and none when it cannot be read", async () => {
    expect((await ask("secondary", {})).measured).toEqual({});
    const found = await ask("secondary", { newest: failed });
    expect(found).toEqual({ status: 503, body: { status: "unhealthy", writer: "answers" }, measured: {} });
  });

  test("a clock behind the writer's makes no negative age", async () => {
    const found = await ask("secondary", { newest: async () => now.getTime() + 5_000 });
    expect(found.measured[COPY_AGE]?.value).toBe(0);
  });
});

/** Which region a failover pair answers: with both red Route 53 answers the first, however dead it is. */
const answered = (primary: number, standby: number) => (primary === 200 || standby !== 200 ? "primary" : "standby");

describe("where Route 53 leads", () => {
  const copied = async () => now.getTime() - 60_000;
  /** The course of a loss: what each region's database does. `undefined`: the region does not answer at all. */
  const course: readonly (readonly [string, Partial<Pulse> | undefined, Partial<Pulse>, string])[] = [
    ["before", {}, { newest: copied }, "primary"],
    ["the primary is lost", undefined, { newest: copied, beat: never }, "standby"],
    ["the standby is being promoted", undefined, { newest: copied, beat: failed }, "standby"],
    ["the standby writes", undefined, { newest: copied }, "standby"],
    ["the primary is back, as a copy", { beatHere: failed, newest: copied }, { newest: copied }, "standby"],
    ["the writer is brought back", {}, { newest: copied }, "primary"],
  ];

  test.each(course)("%s", async (_when, primary, standby, leads) => {
    const first = primary === undefined ? 0 : (await ask("primary", primary)).status;
    expect(answered(first, (await ask("secondary", standby)).status)).toBe(leads);
  });

  test("with both red it is the dead primary: a standby that waited for its promotion would be of no use", async () => {
    expect(answered(0, (await ask("secondary", { newest: failed })).status)).toBe("primary");
  });
});
