import { readJsonBody } from "../runtime/http/json-body";
import { type HttpRequest, type HttpResponse, json } from "../runtime/http/message";
import { Refusal } from "../runtime/http/refusal";
import type { Call, Route } from "../runtime/http/router";
import { type EventJournal, type EventPublisher, recordStored } from "./event";
import { answerHealth, type HealthArgs } from "./health";
import { isIdentifier, parseRecord } from "./record";
import type { Access, RecordStore, StoredRecord } from "./record-store";

/** The longest record, with every character escaped. */
const BODY_LIMIT_BYTES = 128 * 1024;

export interface RecordRoutesArgs {
  /** The store that is configured now. Throws a Failure when there is none. */
  readonly store: () => Promise<RecordStore & EventJournal>;
  readonly events: EventPublisher;
  readonly health: HealthArgs;
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

async function storeRecord(args: RecordRoutesArgs, request: HttpRequest, { signal }: Call): Promise<HttpResponse> {
  const actor = actorOf(request);
  const record = parseRecord(readJsonBody(request, BODY_LIMIT_BYTES));
  const put = await (await args.store()).put(record, access(args, "store", actor, record.id), signal);
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

async function readRecord(args: RecordRoutesArgs, request: HttpRequest, { parameter, signal }: Call) {
  const actor = actorOf(request);
  const id = parameter("id");
  const found = isIdentifier(id) ? await (await args.store()).find(access(args, "read", actor, id), signal) : undefined;
  if (found === undefined) {
    throw new Refusal({ status: 404, code: "not-found", message: "There is no record with this id." });
  }
  return json(200, recordBody(found));
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
