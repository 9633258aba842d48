import { readJsonBody } from "../runtime/http/json-body";
import { type HttpRequest, type HttpResponse, json } from "../runtime/http/message";
import { Refusal } from "../runtime/http/refusal";
import type { Route } from "../runtime/http/router";
import { answerHealth, type HealthArgs } from "../transactions/health";
import type { Ledger, Recorded, RecordedTransfer } from "../transactions/ledger";
import type { OpenSession, SessionStore } from "../transactions/session-store";
import { isTransferId, parseTransfer } from "../transactions/transfer";

/** A transaction is some 200 bytes. */
const BODY_LIMIT_BYTES = 8 * 1024;

export interface TransactionRoutesArgs {
  readonly ledger: Ledger;
  readonly sessions: SessionStore;
  readonly health: HealthArgs;
}

export function transactionRoutes({ ledger, sessions, health }: TransactionRoutesArgs): readonly Route[] {
  return [
    { method: "GET", path: "/health", handle: (_request, call) => answerHealth(health, call) },
    {
      method: "POST",
      path: "/transactions",
      handle: async (request, { signal }) => {
        const { account } = await openSession(sessions, request, signal);
        const transfer = parseTransfer(readJsonBody(request, BODY_LIMIT_BYTES));
        if (transfer.fromAccount !== account) {
          throw new Refusal({
            status: 403,
            code: "not-your-account",
            message: "The session is for another account. Send money from its own.",
          });
        }
        return recordedResponse(await ledger.record(transfer));
      },
    },
    {
      method: "GET",
      path: "/transactions/{id}",
      handle: async (request, { parameter, signal }) => {
        const { account } = await openSession(sessions, request, signal);
        const id = parameter("id");
        return foundResponse(isTransferId(id) ? await ledger.find(id) : undefined, account);
      },
    },
  ];
}

async function openSession(sessions: SessionStore, request: HttpRequest, signal: AbortSignal): Promise<OpenSession> {
  const [, token] = /^Bearer ([\w.~+/=-]{16,512})$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const session = token === undefined ? undefined : await sessions.find(token, signal);
  if (session === undefined) {
    throw new Refusal({
      status: 401,
      code: "no-session",
      message: "There is no open session with this token. Log in again.",
      headers: { "www-authenticate": "Bearer" },
    });
  }
  return session;
}

/** What each outcome without a transfer means to the caller. */
const refusals = {
  conflict: {
    status: 409,
    code: "id-taken",
    message: "Another transaction has this id. Send a new transaction under a new id.",
  },
  "no-account": { status: 422, code: "no-account", message: "One of the accounts does not exist." },
  "other-currency": {
    status: 422,
    code: "other-currency",
    message: "One of the accounts is kept in another currency.",
  },
  "no-cover": { status: 409, code: "no-cover", message: "The account does not have that much." },
} as const;

function recordedResponse(result: Recorded): HttpResponse {
  if (!("recorded" in result)) {
    throw new Refusal(refusals[result.outcome]);
  }
  const location = `/transactions/${result.recorded.transfer.id}`;
  return json(result.outcome === "created" ? 201 : 200, bodyOf(result.recorded), { location });
}

/** Others learn nothing of a transaction, not even that it is there. */
function foundResponse(found: RecordedTransfer | undefined, account: string): HttpResponse {
  if (found === undefined || ![found.transfer.fromAccount, found.transfer.toAccount].includes(account)) {
    throw new Refusal({ status: 404, code: "not-found", message: "There is no transaction with this id." });
  }
  return json(200, bodyOf(found));
}

function bodyOf({ transfer, recordedAt }: RecordedTransfer): object {
  return { ...transfer, recordedAt };
}
