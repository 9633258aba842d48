import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { serve } from "../../../../infra/lib/lambda/runtime/http/serve";
import { transactionRoutes } from "../../../../infra/lib/lambda/transaction-processor/routes";
import type { Ledger, Recorded } from "../../../../infra/lib/lambda/transactions/ledger";
import { capturedLog } from "../doubles/captured-log";

const transfer = { id: "t-1", fromAccount: "alice", toAccount: "bob", amount: 100, currency: "USD" };
const recorded = { transfer, recordedAt: "2026-03-31T12:00:00.000Z" };
const token = "0123456789abcdef";

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly authorization?: string;
}

/** Sessions: the token opens alice's, `carla-0123456789` opens carla's, and no other opens any. */
async function ask(call: Call, ledger: Partial<Ledger> = {}, sessionFailure?: Failure) {
  const captured = capturedLog();
  const accounts = new Map([
    [token, "alice"],
    ["carla-0123456789", "carla"],
  ]);
  const sessions = {
    find: async (asked: string) => {
      if (sessionFailure !== undefined) {
        throw sessionFailure;
      }
      const account = accounts.get(asked);
      return account === undefined ? undefined : { account };
    },
    ping: async () => undefined,
  };
  const database = { hasWriter: async () => true, read: async () => Promise.reject(new Error("not asked")) };
  const routes = transactionRoutes({
    ledger: {
      record: async () => Promise.reject(new Error("not asked")),
      find: async () => Promise.reject(new Error("not asked")),
      ...ledger,
    },
    sessions,
    health: { database, sessions, regionRole: "primary" },
  });
  const { authorization = `Bearer ${token}` } = call;
  const headers = new Map([
    ["content-type", "application/json"],
    ...(authorization === "" ? [] : [["authorization", authorization] as const]),
  ]);
  const body = Buffer.from(call.body === undefined ? "" : JSON.stringify(call.body));
  const request = { method: call.method, path: call.path, headers, body };
  const response = await serve({ routes, request, log: captured.log, timeLimitMs: 1_000, now: () => 0 });
  return { status: response.status, body: JSON.parse(response.body), headers: response.headers, text: captured.text() };
}

const post = { method: "POST", path: "/transactions", body: transfer };
const outcome = (result: Recorded): Partial<Ledger> => ({ record: async () => result });

test.each([
  ["created", 201],
  ["repeated", 200],
] as const)("a transaction that is %s is answered %d, with what is on record", async (it, status) => {
  await expect(ask(post, outcome({ outcome: it, recorded }))).resolves.toMatchObject({
    status,
    body: { ...transfer, recordedAt: "2026-03-31T12:00:00.000Z" },
    headers: { location: "/transactions/t-1" },
  });
});

test.each([
  ["conflict", 409, "id-taken"],
  ["no-account", 422, "no-account"],
  ["other-currency", 422, "other-currency"],
  ["no-cover", 409, "no-cover"],
] as const)("%s is answered %d %s", async (it, status, error) => {
  await expect(ask(post, outcome({ outcome: it }))).resolves.toMatchObject({ status, body: { error } });
});

test.each(["", "Bearer short", "Bearer unknown-0123456789", `Basic ${token}`, `Bearer ${token} more`])(
  "without an open session nothing is asked of the ledger: %j",
  async (authorization) => {
    for (const call of [post, { method: "GET", path: "/transactions/t-1" }]) {
      await expect(ask({ ...call, authorization })).resolves.toMatchObject({
        status: 401,
        body: { error: "no-session" },
        headers: { "www-authenticate": "Bearer" },
      });
    }
  },
);

test("a session moves the money of its own account alone", async () => {
  await expect(ask({ ...post, authorization: "Bearer carla-0123456789" })).resolves.toMatchObject({
    status: 403,
    body: { error: "not-your-account" },
  });
});

test("both ends of a transaction see it; others do not learn that it is there", async () => {
  const get = { method: "GET", path: "/transactions/t-1" };
  const ledger = { find: async () => recorded };
  await expect(ask(get, ledger)).resolves.toMatchObject({ status: 200, body: { id: "t-1" } });
  const hidden = await ask({ ...get, authorization: "Bearer carla-0123456789" }, ledger);
  const absent = await ask(get, { find: async () => undefined });
  expect([hidden.status, hidden.body]).toEqual([404, absent.body]);
});

test("an id that no transaction can have is not looked for", async () => {
  await expect(ask({ method: "GET", path: "/transactions/%27%20OR%201" })).resolves.toMatchObject({ status: 404 });
});

test("while the region has no writer the caller is told to try again", async () => {
  const standby: Partial<Ledger> = {
    record: async () => Promise.reject(new Failure("unavailable", "This region has no writer.")),
  };
  await expect(ask(post, standby)).resolves.toMatchObject({
    status: 503,
    body: { error: "unavailable" },
    headers: { "retry-after": "1" },
  });
});

test("a store of sessions that is down is no reason to let anybody in", async () => {
  await expect(ask(post, {}, new Failure("timeout", "DynamoDB"))).resolves.toMatchObject({ status: 503 });
});

test("health needs no session, and no log line has the token", async () => {
  await expect(ask({ method: "GET", path: "/health", authorization: "" })).resolves.toMatchObject({
    status: 200,
    body: { status: "healthy" },
  });
  const { text } = await ask(post, outcome({ outcome: "created", recorded }));
  expect(text).not.toContain(token);
});
