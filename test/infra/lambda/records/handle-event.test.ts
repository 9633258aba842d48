import { findEvent } from "../../../../infra/lib/lambda/records/event";
import { handleEvent } from "../../../../infra/lib/lambda/records/handle-event";
import { recordAccepted } from "../../../../infra/lib/lambda/records/record-accepted";
import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { capturedLog } from "../doubles/captured-log";
import { outage, recordsDouble } from "../doubles/records";

const never = new AbortController().signal;
const delivery = {
  version: "0",
  id: "delivery-1",
  "detail-type": "RecordStored",
  source: "healthcare.records",
  account: "123456789012",
  region: "us-west-2",
  resources: [],
  detail: { eventId: "stored-r-1", subject: "r-1", originRegion: "us-west-2" },
};

function setUp() {
  const double = recordsDouble();
  const { log, lines, text } = capturedLog();
  const args = { journal: double, intake: double, region: "us-east-1", now: () => new Date(0), log };
  return { double, args, lines, text, handle: (event: unknown) => handleEvent(event, args, never) };
}

test("an event is noted in the region that it reached", async () => {
  const { double, handle, lines } = setUp();
  await handle(delivery);
  expect([...double.noted]).toEqual(["stored-r-1 us-east-1"]);
  expect(lines()).toEqual([expect.objectContaining({ message: "event noted", travelled: true })]);
});

test("an event that is delivered again, under another delivery's id, is noted once", async () => {
  const { double, handle, lines } = setUp();
  await handle(delivery);
  await handle({ ...delivery, id: "delivery-2" });
  expect([...double.noted]).toHaveLength(1);
  expect(lines().map(({ message }) => message)).toEqual(["event noted", "event known already"]);
});

test("an event that comes without a writer is accepted, and noted once when there is one", async () => {
  const { double, handle, args } = setUp();
  double.broken = { store: outage };
  await handle(delivery);
  expect([double.accepted, double.noted.size]).toEqual([[{ kind: "event", event: findEvent(delivery) }], 0]);
  const body = JSON.stringify(double.accepted[0]);
  const drain = () =>
    recordAccepted(body, { ...args, store: double, events: double }, { signal: never, log: args.log });
  await expect(drain()).rejects.toBe(outage);
  double.broken = {};
  await drain();
  await drain();
  expect([...double.noted]).toEqual(["stored-r-1 us-east-1"]);
  expect(double.published).toEqual([]);
});

test("an event that can be neither noted nor accepted is thrown back, so that it comes again", async () => {
  const { double, handle } = setUp();
  double.broken = { store: outage, intake: outage };
  await expect(handle(delivery)).rejects.toBe(outage);
  const wrong = new Failure("misconfigured", "No password.");
  double.broken = { store: wrong };
  await expect(handle(delivery)).rejects.toBe(wrong);
  expect(double.accepted).toEqual([]);
});

test.each([
  ["of another source", { ...delivery, source: "aws.ec2" }],
  ["of another type", { ...delivery, "detail-type": "MARK-CONTENT" }],
  ["without an id", { ...delivery, detail: { subject: "MARK-CONTENT", originRegion: "us-west-2" } }],
  ["with a word for an id that is none", { ...delivery, detail: { ...delivery.detail, eventId: "MARK CONTENT" } }],
  ["that is nothing", null],
])("an event %s becomes a dead letter, and is quoted nowhere", async (_what, event) => {
  const { double, handle, text } = setUp();
  expect(findEvent(event)).toBeUndefined();
  await expect(handle(event)).rejects.toMatchObject({ kind: "misconfigured" });
  expect(double.noted.size).toBe(0);
  expect(text()).not.toContain("MARK");
});
