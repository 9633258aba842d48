import { journalHandler } from "../../../../infra/lib/lambda/journal/journal-handler";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { capturedLog } from "../doubles/captured-log";
import { itemOf, streamEvent } from "../doubles/journals";

const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 30_000 };
const noon = Date.UTC(2026, 2, 31, 12);
const here = { id: "T-1", price: "1", recordedAt: "2026-03-31T12:00:00.000Z", recordedIn: "primary" };
const there = { ...here, recordedIn: "secondary" };

function journal(fails: { archive?: boolean; queue?: boolean } = {}) {
  const objects: [string, string][] = [];
  const conflicts: [string, string | undefined][] = [];
  const published: object[] = [];
  const { log, lines, text } = capturedLog();
  const handler = journalHandler({
    role: "primary",
    folder: "trades",
    archive: {
      put: async (key, body) => {
        failWhen(fails.archive);
        objects.push([key, body]);
      },
    },
    conflicts: {
      send: async (body, _signal, reason) => {
        failWhen(fails.queue);
        conflicts.push([body, reason]);
      },
    },
    publish: (measured) => void published.push(measured),
    log,
  });
  return { handler, objects, conflicts, published, lines, text };
}

function failWhen(fails: boolean | undefined): void {
  if (fails === true) {
    throw new Failure("unavailable", "injected");
  }
}

const change = (sequence: string, after: Record<string, string>, before?: Record<string, string>, atMs = noon) => ({
  sequence,
  atMs,
  after: itemOf(after),
  ...(before === undefined ? {} : { before: itemOf(before) }),
});

const counts = (overwritten: number, late: number) => ({
  OverwrittenRecords: { unit: "Count", value: overwritten },
  LateRecords: { unit: "Count", value: late },
});

describe("the journal", () => {
  test("keeps what this region recorded, as one object with a line for each, and not what was copied to it", async () => {
    const { handler, objects, published } = journal();
    await handler(
      streamEvent([change("7", here), change("8", { ...there, id: "T-2" }), change("9", { ...here, id: "T-3" })]),
      context,
    );
    const [[key, body] = ["", ""], ...others] = objects;
    expect([key, others]).toEqual(["trades/2026/03/31/primary-7.jsonl", []]);
    expect(body.endsWith("\n")).toBe(true);
    expect(
      body
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { version: 1, region: "primary", sequence: "7", at: "2026-03-31T12:00:00.000Z", after: itemOf(here) },
      expect.objectContaining({ sequence: "9", after: itemOf({ ...here, id: "T-3" }) }),
    ]);
    expect(published).toEqual([counts(0, 0)]);
  });

  test("gives the same object when the stream gives the same changes again", async () => {
    const { handler, objects } = journal();
    await handler(streamEvent([change("7", here)]), context);
    await handler(streamEvent([change("7", here)]), context);
    expect(objects[0]).toEqual(objects[1]);
  });

  test("tells a record that replication overwrote, with both, and keeps it", async () => {
    const { handler, objects, conflicts, published } = journal();
    await handler(streamEvent([change("7", { ...there, price: "2" }, here)]), context);
    expect(conflicts.map(([body, reason]) => [JSON.parse(body), reason])).toEqual([
      [expect.objectContaining({ before: itemOf(here), after: itemOf({ ...there, price: "2" }) }), "overwritten"],
    ]);
    expect(objects).toHaveLength(1);
    expect(published).toEqual([counts(1, 0)]);
  });

  test.each<[string, Record<string, string>]>([
    ["which region recorded it", there],
    ["when", { ...here, recordedAt: "2026-03-31T12:00:01.000Z" }],
    ["what DynamoDB notes of its replication", { ...here, "aws:rep:updateregion": "us-west-2" }],
  ])("takes two records for one that differ only in %s", async (_what, other) => {
    const { handler, conflicts, published } = journal();
    await handler(streamEvent([change("7", other, here)]), context);
    expect(conflicts).toEqual([]);
    expect(published).toEqual([counts(0, 0)]);
  });

  test("tells a record that is gone altogether", async () => {
    const { handler, conflicts } = journal();
    await handler(streamEvent([{ sequence: "7", atMs: noon, before: itemOf(here) }]), context);
    expect(conflicts).toHaveLength(1);
  });

  test.each([
    [30_000, 0],
    [31_000, 1],
  ])("of records of the other region that come after %s ms counts %s as late", async (ms, late) => {
    const { handler, published } = journal();
    await handler(
      streamEvent([change("7", there, undefined, noon + ms), change("8", here, undefined, noon + ms)]),
      context,
    );
    expect(published).toEqual([counts(0, late)]);
  });

  test("has nothing to say of heartbeats", async () => {
    const { handler, objects, published } = journal();
    await handler(
      streamEvent([change("7", { id: "heartbeat#primary", beatAt: "2" }, { id: "heartbeat#primary", beatAt: "1" })]),
      context,
    );
    expect([objects, published]).toEqual([[], []]);
  });

  test.each([{ archive: true }, { queue: true }])(
    "throws when %j fail, so that the changes come again",
    async (fails) => {
      const { handler, published, lines, text } = journal(fails);
      const event = streamEvent([change("7", { ...there, price: "2" }, here)]);
      await expect(handler(event, context)).rejects.toMatchObject({ kind: "unavailable" });
      expect(published).toEqual([]);
      expect(lines()).toContainEqual(
        expect.objectContaining({ level: "error", message: "changes not kept, they come back" }),
      );
      expect(text()).not.toContain("T-1");
    },
  );

  test("throws when its time is over before the archive has answered", async () => {
    const { log } = capturedLog();
    const handler = journalHandler({
      role: "primary",
      folder: "trades",
      archive: { put: () => new Promise(() => undefined) },
      conflicts: { send: async () => undefined },
      publish: () => undefined,
      log,
    });
    const spent = { ...context, getRemainingTimeInMillis: () => 505 };
    await expect(handler(streamEvent([change("7", here)]), spent)).rejects.toMatchObject({ kind: "timeout" });
  });

  test.each([
    undefined,
    null,
    {},
    { Records: [] },
    { Records: "x" },
    { Records: [{}] },
    { Records: [{ dynamodb: {} }] },
  ])("throws at the event %j, so that nothing is taken for kept", async (event) => {
    const { handler } = journal();
    await expect(handler(event, context)).rejects.toBeInstanceOf(Failure);
  });
});
