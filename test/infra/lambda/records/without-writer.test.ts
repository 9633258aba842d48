import { recordAccepted } from "../../../../infra/lib/lambda/records/record-accepted";
import { recordRoutes } from "../../../../infra/lib/lambda/records/routes";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { albHandler } from "../../../../infra/lib/lambda/runtime/http/alb-handler";
import { Poison } from "../../../../infra/lib/lambda/runtime/queue/poison";
import { albEvent } from "../doubles/alb-events";
import { capturedLog } from "../doubles/captured-log";
import { outage, type RecordsDouble, recordsDouble } from "../doubles/records";

const now = () => new Date("2026-03-31T12:00:00.000Z");
const record = { id: "r-1", patient: "p-77", kind: "observation", content: "MARKED" } as const;
const headers = { "content-type": "application/json", "x-actor-id": "nurse-5" };

let double: RecordsDouble;
let log: ReturnType<typeof capturedLog>;
let requests: number;
let leasedUntil: number | undefined;
beforeEach(() => {
  double = recordsDouble();
  log = capturedLog();
  requests = 0;
  leasedUntil = now().getTime() + 60_000;
});

function ask(event: unknown) {
  const handler = albHandler({
    routes: recordRoutes({
      store: async () => double,
      events: double,
      health: { role: "secondary", pulse: double, intake: double, now, publish: () => undefined },
      without: { intake: double, pulse: double, leasedUntil: () => leasedUntil },
      region: "us-west-2",
      now,
      newId: () => `access-${++requests}`,
    }),
    log: log.log,
    timeLimitMs: 8_000,
    now: () => 0,
  });
  return handler(event, { awsRequestId: "request-1", getRemainingTimeInMillis: () => 10_000 });
}

const post = (body: object) => ask(albEvent("POST", "/records", JSON.stringify(body), headers));
const get = (id: string) => ask(albEvent("GET", `/records/${id}`, "", headers));
const drain = (body: string) =>
  recordAccepted(
    body,
    { store: double, events: double, region: "us-west-2", now },
    { signal: new AbortController().signal, log: log.log },
  );
const bodyOf = (answer: { body?: string }) => JSON.parse(String(answer.body)) as object;

describe("while there is no writer", () => {
  test("a record is accepted, and not answered as stored", async () => {
    double.broken = { store: outage };
    const answer = await post(record);
    expect([answer.statusCode, bodyOf(answer)]).toEqual([202, { id: "r-1", accepted: true }]);
    expect(double.accepted).toEqual([
      { kind: "store", record, access: expect.objectContaining({ actor: "nurse-5", requestId: "access-1" }) },
    ]);
    expect([double.records.size, double.published]).toEqual([0, []]);
  });

  test("a record that the intake does not take is not accepted", async () => {
    double.broken = { store: outage, intake: outage };
    await expect(post(record)).resolves.toMatchObject({ statusCode: 503 });
  });

  test("the copy is read, marked with its age, and the reading is accepted for the trail first", async () => {
    double.records.set("r-1", { record, storedAt: "2026-03-30T00:00:00.000Z" });
    double.copiedUntil = now().getTime() - 42_000;
    double.broken = { store: outage };
    const answer = await get("r-1");
    expect([answer.statusCode, bodyOf(answer)]).toEqual([
      200,
      {
        ...record,
        storedAt: "2026-03-30T00:00:00.000Z",
        stale: { copiedUntil: "2026-03-31T11:59:18.000Z", ageSeconds: 42 },
      },
    ]);
    expect(double.accepted).toEqual([
      { kind: "read", outcome: "break-glass", access: expect.objectContaining({ recordId: "r-1", actor: "nurse-5" }) },
    ]);
    double.broken = { store: outage, intake: outage };
    // What cannot be written down does not happen.
    const refused = await get("r-1");
    expect(refused.statusCode).toBe(503);
    expect(refused.body).not.toContain("MARKED");
  });

  test("a record that the copy does not have may be elsewhere: no 404, and the search is in the trail", async () => {
    double.broken = { store: outage };
    await expect(get("r-9")).resolves.toMatchObject({ statusCode: 503 });
    expect(double.accepted).toEqual([expect.objectContaining({ outcome: "break-glass-missing" })]);
  });

  test("a writer whose lease is over hears its own heartbeat still: its age is counted from the end of the lease", async () => {
    double.records.set("r-1", { record, storedAt: "2026-03-30T00:00:00.000Z" });
    double.copiedUntil = now().getTime() - 500;
    double.broken = { store: outage };
    leasedUntil = now().getTime() - 300_000;
    expect(bodyOf(await get("r-1"))).toMatchObject({
      stale: { copiedUntil: "2026-03-31T11:55:00.000Z", ageSeconds: 300 },
    });
    leasedUntil = undefined;
    expect(bodyOf(await get("r-1"))).toMatchObject({ stale: { copiedUntil: null, ageSeconds: null } });
  });

  test("another failure is no lack of a writer", async () => {
    double.broken = { store: new Failure("misconfigured", "No password.") };
    expect((await post(record)).statusCode).toBeGreaterThanOrEqual(500);
    expect(double.accepted).toEqual([]);
  });

  test("no log line has a word about the patient", async () => {
    double.broken = { store: outage };
    await post(record);
    await get("r-1");
    expect(log.text()).not.toContain("MARKED");
  });
});

describe("once there is a writer", () => {
  async function accepted(...bodies: readonly object[]): Promise<readonly string[]> {
    double.broken = { store: outage };
    for (const body of bodies) await post(body);
    await get("r-1");
    double.broken = {};
    return double.accepted.map((each) => JSON.stringify(each));
  }

  test("what was accepted is kept, told and in the trail, however often it comes", async () => {
    const [stored = "", read = ""] = await accepted(record);
    for (const body of [stored, read, stored, read]) await drain(body);
    expect(double.records.get("r-1")?.record).toEqual(record);
    expect(double.trail.map(({ outcome }) => outcome)).toEqual(["created", "break-glass-missing"]);
    expect(new Set(double.published.map(({ eventId }) => eventId))).toEqual(new Set(["stored-r-1"]));
  });

  test("two different records under one id: the second is a person's matter, also when it comes again", async () => {
    const [one = "", other = ""] = await accepted(record, { ...record, content: "other" });
    await drain(one);
    await expect(drain(other)).rejects.toThrow(Poison);
    await expect(drain(other)).rejects.toThrow(Poison);
    expect(double.records.get("r-1")?.record).toEqual(record);
    expect(double.trail.map(({ outcome }) => outcome)).toEqual(["created", "conflict"]);
  });

  test("a message comes back while there is none", async () => {
    const [stored = ""] = await accepted(record);
    double.broken = { store: outage };
    await expect(drain(stored)).rejects.toBe(outage);
    double.broken = { bus: outage };
    await expect(drain(stored)).rejects.toBe(outage);
    double.broken = {};
    await drain(stored);
    expect(double.published).toHaveLength(1);
  });

  test.each(["", "{", "null", "{}", '{"kind":"store"}', '{"kind":"read","access":{},"outcome":"found"}'])(
    "a message that is none of ours (%j) is not tried again",
    async (body) => {
      await expect(drain(body)).rejects.toThrow(Poison);
    },
  );
});
