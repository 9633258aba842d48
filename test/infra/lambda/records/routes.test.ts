import { recordRoutes } from "../../../../infra/lib/lambda/records/routes";
import { albHandler } from "../../../../infra/lib/lambda/runtime/http/alb-handler";
import { albEvent } from "../doubles/alb-events";
import { capturedLog } from "../doubles/captured-log";
import { outage, type RecordsDouble, recordsDouble } from "../doubles/records";

const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 10_000 };
const record = { id: "r-1", patient: "p-77", kind: "observation", content: "Blood pressure 120/80" };
const json = { "content-type": "application/json" };
const nurse = { "x-actor-id": "nurse-5" };

let double: RecordsDouble;
let log: ReturnType<typeof capturedLog>;
let ask: (event: unknown) => ReturnType<ReturnType<typeof albHandler>>;

beforeEach(() => {
  double = recordsDouble();
  log = capturedLog();
  const handler = albHandler({
    routes: recordRoutes({
      store: async () => double,
      events: double,
      health: {
        role: "primary",
        pulse: double,
        now: () => new Date("2026-03-31T12:00:00.000Z"),
        publish: () => undefined,
      },
      region: "us-east-1",
      now: () => new Date("2026-03-31T12:00:00.000Z"),
      newId: () => "access-1",
    }),
    log: log.log,
    timeLimitMs: 5_000,
    now: () => 0,
  });
  ask = (event) => handler(event, context);
});

const post = (body: unknown, headers: Record<string, string> = nurse) =>
  albEvent("POST", "/records", JSON.stringify(body), { ...json, ...headers });

describe("storing a record", () => {
  test("writes it, tells both regions, and leaves an entry in the trail", async () => {
    await expect(ask(post(record))).resolves.toMatchObject({ statusCode: 201 });
    expect(double.records.get("r-1")).toEqual({ record, storedAt: "2026-03-31T12:00:00.000Z" });
    expect(double.published).toEqual([
      { type: "RecordStored", eventId: "stored-r-1", subject: "r-1", originRegion: "us-east-1" },
    ]);
    expect(double.trail).toEqual([
      {
        action: "store",
        outcome: "created",
        actor: "nurse-5",
        recordId: "r-1",
        requestId: "access-1",
        at: "2026-03-31T12:00:00.000Z",
        region: "us-east-1",
      },
    ]);
  });

  test("again is the same record and the same event", async () => {
    await ask(post(record));
    await expect(ask(post(record))).resolves.toMatchObject({ statusCode: 200 });
    expect(double.records.size).toBe(1);
    expect(new Set(double.published.map(({ eventId }) => eventId))).toEqual(new Set(["stored-r-1"]));
    expect(double.trail.map(({ outcome }) => outcome)).toEqual(["created", "repeated"]);
  });

  test("tells of a record whose event was lost the first time", async () => {
    double.broken = { bus: outage };
    await expect(ask(post(record))).resolves.toMatchObject({ statusCode: 503 });
    double.broken = {};
    await expect(ask(post(record))).resolves.toMatchObject({ statusCode: 200 });
    expect(double.published).toHaveLength(1);
  });

  test("refuses another record under the same id, and writes that down too", async () => {
    await ask(post(record));
    await expect(ask(post({ ...record, content: "other" }))).resolves.toMatchObject({ statusCode: 409 });
    expect(double.records.get("r-1")?.record.content).toBe("Blood pressure 120/80");
    expect(double.trail.at(-1)?.outcome).toBe("conflict");
  });
});

describe("reading a record", () => {
  const get = (id: string, headers: Record<string, string> = nurse) => albEvent("GET", `/records/${id}`, "", headers);

  test("answers it and leaves an entry in the trail", async () => {
    await ask(post(record));
    const answer = await ask(get("r-1"));
    expect([answer.statusCode, JSON.parse(String(answer.body))]).toEqual([
      200,
      { ...record, storedAt: "2026-03-31T12:00:00.000Z" },
    ]);
    expect(double.trail.at(-1)).toMatchObject({ action: "read", outcome: "found", actor: "nurse-5" });
  });

  test("that is not there leaves an entry too: somebody looked for it", async () => {
    await expect(ask(get("r-2"))).resolves.toMatchObject({ statusCode: 404 });
    expect(double.trail).toEqual([expect.objectContaining({ outcome: "missing", recordId: "r-2" })]);
  });

  test.each([undefined, "", "a nurse", "x".repeat(65)])("without a usable name is refused (%j)", async (actor) => {
    await ask(post(record));
    const headers: Record<string, string> = actor === undefined ? {} : { "x-actor-id": actor };
    await expect(ask(get("r-1", headers))).resolves.toMatchObject({ statusCode: 401 });
    expect(double.trail).toHaveLength(1);
  });
});

describe("health", () => {
  test("follows the database, and asks for nobody's name", async () => {
    await expect(ask(albEvent("GET", "/health"))).resolves.toMatchObject({ statusCode: 200 });
    double.broken = { store: outage };
    await expect(ask(albEvent("GET", "/health"))).resolves.toMatchObject({ statusCode: 503 });
  });
});

describe("an event of the other region", () => {
  test("is known here once it was noted here", async () => {
    await expect(ask(albEvent("GET", "/events/stored-r-1"))).resolves.toMatchObject({ statusCode: 404 });
    const event = { type: "RecordStored", eventId: "stored-r-1", subject: "r-1", originRegion: "us-west-2" } as const;
    await double.note(event, "us-east-1", "2026-03-31T12:00:00.000Z", new AbortController().signal);
    await expect(ask(albEvent("GET", "/events/stored-r-1"))).resolves.toMatchObject({ statusCode: 200 });
  });
});

describe("patient data", () => {
  const marked = {
    id: "r-9",
    patient: "MARK-PATIENT",
    kind: "observation",
    content: "MARK-CONTENT",
  };
  const leaky = Object.assign(new Error('duplicate key: "MARK-CONTENT" of MARK-PATIENT'), {
    detail: "MARK-CONTENT",
    stack: "Error: MARK-CONTENT\n    at MARK-CONTENT (MARK-PATIENT:1:1)",
  });
  const headers = { "x-actor-id": "nurse-5", "x-patient": "MARK-PATIENT", "user-agent": "MARK-CONTENT" };

  /** Every way through the function that a request with patient data can take. */
  const paths: readonly (readonly [string, RecordsDouble["broken"], unknown])[] = [
    ["stored", {}, post(marked, headers)],
    ["stored while the database fails", { store: leaky }, post(marked, headers)],
    ["stored while the bus fails", { bus: leaky }, post(marked, headers)],
    ["stored while the database is away", { store: outage }, post(marked, headers)],
    ["without a name", {}, post(marked, { "x-actor-id": "MARK-PATIENT MARK-CONTENT" })],
    ["of a wrong kind", {}, post({ ...marked, kind: "MARK-CONTENT" }, headers)],
    ["with a wrong patient", {}, post({ ...marked, patient: "MARK-PATIENT !" }, headers)],
    ["with a field of its own", {}, post({ ...marked, MARK_FIELD: "MARK-CONTENT" }, headers)],
    ["that is no JSON", {}, albEvent("POST", "/records", "{MARK-CONTENT MARK-PATIENT", { ...json, ...headers })],
    [
      "of another type",
      {},
      albEvent("POST", "/records", "MARK-CONTENT", { "content-type": "text/MARK-CONTENT", ...headers }),
    ],
    ["in the path", {}, albEvent("GET", "/records/MARK-PATIENT", "", headers)],
    ["in the path, while the database fails", { store: leaky }, albEvent("GET", "/records/MARK-PATIENT", "", headers)],
    ["in the path of nothing", {}, albEvent("GET", "/MARK-PATIENT/MARK-CONTENT", "", headers)],
    ["in the trace", {}, post(marked, { ...headers, "x-amzn-trace-id": "MARK-CONTENT MARK-PATIENT" })],
    ["in an event that is none", {}, { MARK: "MARK-CONTENT", httpMethod: "MARK-PATIENT" }],
    [
      "in the health check, while the database fails",
      { store: leaky },
      albEvent("GET", "/health", "MARK-CONTENT", headers),
    ],
  ];

  test.each(paths)("reaches no log, no event and no answer to an error: %s", async (_what, broken, event) => {
    double.broken = broken;
    const answer = await ask(event);
    expect(log.text()).not.toBe("");
    expect(log.text()).not.toContain("MARK");
    expect(JSON.stringify(double.published)).not.toContain("MARK");
    if (answer.statusCode >= 400) {
      expect(JSON.stringify(answer).replaceAll("MARK_FIELD", "")).not.toContain("MARK");
    }
  });

  test("is not in the trail: who looked at which record is, what it says is not", async () => {
    await ask(post(marked, headers));
    expect(JSON.stringify(double.trail)).not.toContain("MARK");
  });
});
