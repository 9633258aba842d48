import { Failure } from "../runtime/failure";
import { readJsonBody } from "../runtime/http/json-body";
import { type HttpRequest, type HttpResponse, json } from "../runtime/http/message";
import { Refusal } from "../runtime/http/refusal";
import type { Call, Route } from "../runtime/http/router";
import { askWriter } from "./ask-writer";
import { type EventJournal, type EventPublisher, recordStored } from "./event";
import { answerHealth, type HealthArgs } from "./health";
import type { Intake, StaleOutcome } from "./intake";
import type { Pulse } from "./pulse";
import { isIdentifier, parseRecord } from "./record";
import type { Access, RecordStore, StoredRecord } from "./record-store";

/** The longest record, with every character escaped. */
const BODY_LIMIT_BYTES = 128 * 1024;

export interface RecordRoutesArgs {
  /** The store that is configured now. Throws a Failure when there is none. */
  readonly store: () => Promise<RecordStore & EventJournal>;
  readonly events: EventPublisher;
  readonly health: HealthArgs;
  /** What a region serves with while there is no writer, or no lease for one. */
  readonly without: {
    readonly intake: Intake;
    readonly pulse: Pick<Pulse, "newest">;
    /** The end of the last lease that was heard of, in milliseconds since 1970; undefined: none was. */
    readonly leasedUntil: () => number | undefined;
  };
  readonly region: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

export function recordRoutes(args: RecordRoutesArgs): readonly Route[] {
  return [
    { method: "GET", path: "/health", handle: (_request, { log }) => answerHealth(args.health, log) },
    { method: "POST", path: "/records", handle: (request, call) => storeRecord(args, request, call) },
    { method: "GET", path: "/records/{id}", handle: (request, call) => readRecord(args, request, call) },
    { method: "GET", path: "/events/{id}", handle: (_request, call) => findNotedEvent(args, call) },
  ];
}

async function storeRecord(args: RecordRoutesArgs, request: HttpRequest, call: Call): Promise<HttpResponse> {
  const { signal } = call;
  const actor = actorOf(request);
  const record = parseRecord(readJsonBody(request, BODY_LIMIT_BYTES));
  const head = access(args, "store", actor, record.id);
  const put = await askWriter(call.log, (limited) => args.store().then((store) => store.put(record, head, limited)));
  if (put instanceof Failure) {
    await args.without.intake.accept({ kind: "store", access: head, record }, signal);
    return json(202, { id: record.id, accepted: true }, { location: `/records/${record.id}` });
  }
  if (put.outcome === "conflict") {
    throw new Refusal({
      status: 409,
      code: "id-taken",
      message: "Another record has this id. Send a new record under a new id.",
    });
  }
  // Also for a repetition: the first try may have ended between the record and its event. Who gets it twice knows it by its id.
  await args.events.publish(recordStored(record.id, args.region), signal);
  return json(put.outcome === "created" ? 201 : 200, recordBody(put.stored), { location: `/records/${record.id}` });
}

async function readRecord(args: RecordRoutesArgs, request: HttpRequest, call: Call): Promise<HttpResponse> {
  const actor = actorOf(request);
  const id = call.parameter("id");
  const head = access(args, "read", actor, id);
  const found = isIdentifier(id)
    ? await askWriter(call.log, (limited) => args.store().then((store) => store.find(head, limited)))
    : undefined;
  if (found instanceof Failure) {
    return readCopy(args, head, found, call);
  }
  if (found === undefined) {
    throw new Refusal({ status: 404, code: "not-found", message: "There is no record with this id." });
  }
  return json(200, recordBody(found));
}

/**
 * Breaks the glass: the copy is read without a writer, and the reading is accepted for the trail before it is answered. A
 * record that is not in the copy may still be somewhere else: that is no 404.
 */
async function readCopy(args: RecordRoutesArgs, head: Access, away: Failure, { signal, log }: Call) {
  const { intake, pulse, leasedUntil } = args.without;
  const [found, newest] = await Promise.all([
    args.store().then((store) => store.peek(head.recordId, signal)),
    pulse.newest(),
  ]);
  const outcome: StaleOutcome = found === undefined ? "break-glass-missing" : "break-glass";
  await intake.accept({ kind: "read", access: head, outcome }, signal);
  log.warn("copy read without a writer", { outcome });
  if (found === undefined) {
    throw away;
  }
  return json(200, { ...recordBody(found), stale: staleness(args.now(), newest, leasedUntil()) });
}

/** A writer whose lease is over hears its own heartbeat still: what it has was the newest no longer than its lease lasted. */
function staleness(now: Date, newest: number | undefined, leasedUntil: number | undefined) {
  if (newest === undefined || leasedUntil === undefined) {
    return { copiedUntil: null, ageSeconds: null };
  }
  const until = Math.min(newest, leasedUntil);
  return { copiedUntil: new Date(until).toISOString(), ageSeconds: Math.max(0, now.getTime() - until) / 1_000 };
}

/** Whether an event has reached this region: what a rehearsal asks. Events hold no patient data. */
async function findNotedEvent({ store, region }: RecordRoutesArgs, { parameter, signal }: Call): Promise<HttpResponse> {
  const id = parameter("id");
  if (isIdentifier(id) && (await (await store()).has(id, region, signal))) {
    return json(200, { id, region });
  }
  throw new Refusal({ status: 404, code: "not-found", message: "This event has not reached this region." });
}

function access(args: RecordRoutesArgs, action: Access["action"], actor: string, recordId: string): Access {
  return {
    action,
    actor,
    recordId,
    requestId: args.newId(),
    at: args.now().toISOString(),
    region: args.region,
  };
}

/** Nobody touches a record without a name that can stand in the audit trail. */
function actorOf({ headers }: HttpRequest): string {
  const actor = headers.get("x-actor-id") ?? "";
  if (!isIdentifier(actor)) {
    throw new Refusal({
      status: 401,
      code: "actor-missing",
      message: "The header x-actor-id must say who asks: 1 to 64 letters, digits or dashes.",
    });
  }
  return actor;
}

function recordBody({ record, storedAt }: StoredRecord): object {
  return { ...record, storedAt };
}
