import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoPaymentStore } from "../../../../infra/lib/lambda/payments/dynamo-payment-store";
import { id, payment } from "../doubles/payments";
import { broken, type Reply, refusal, scriptedService } from "../doubles/scripted-service";

const never = new AbortController().signal;
const stored = { id, payment, recordedAt: "2026-03-31T12:00:00.000Z" };
const done: Reply = { status: 200, body: {} };

/** The real SDK and the real store over a service that answers from a script. No waits between tries. */
function store(...replies: [Reply, ...Reply[]]) {
  const service = scriptedService(replies);
  const client = new DynamoDBClient({
    region: "us-east-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    endpoint: "http://127.0.0.1:1",
    retryStrategy: {
      acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
      refreshRetryTokenForRetry: async () => {
        throw new Error("no further try");
      },
      recordSuccess: () => undefined,
    },
    requestHandler: service.requestHandler as never,
  });
  const args = { client, tableName: "payments-table-dev", regionRole: "primary" };
  return { store: dynamoPaymentStore(args), sent: service.sent };
}

const cancelled = (...codes: string[]) =>
  refusal("TransactionCanceledException", 400, { CancellationReasons: codes.map((Code) => ({ Code })) });

const item = {
  id: { S: id },
  idempotencyKey: { S: "order-2026-000001" },
  amount: { N: "12550" },
  currency: { S: "USD" },
  debtor: { S: "ACC-DEBTOR-7781" },
  creditor: { S: "ACC-CREDITOR-0042" },
  reference: { S: "Invoice 2026-118" },
  recordedAt: { S: "2026-03-31T12:00:00.000Z" },
  recordedIn: { S: "primary" },
};

describe("insert", () => {
  test("writes the payment and its key in one transaction, each under a condition", async () => {
    const { store: ledger, sent } = store(done);
    await expect(ledger.insert(stored, never)).resolves.toBe(true);
    expect(sent).toEqual([
      {
        operation: "TransactWriteItems",
        body: {
          ClientRequestToken: expect.any(String),
          TransactItems: [
            {
              Put: {
                TableName: "payments-table-dev",
                Item: item,
                ConditionExpression: "attribute_not_exists(id)",
              },
            },
            {
              Put: {
                TableName: "payments-table-dev",
                Item: {
                  id: { S: "key#order-2026-000001" },
                  paymentId: { S: id },
                  recordedAt: { S: "2026-03-31T12:00:00.000Z" },
                  recordedIn: { S: "primary" },
                },
                ConditionExpression: "attribute_not_exists(id) OR paymentId = :paymentId",
                ExpressionAttributeValues: { ":paymentId": { S: id } },
              },
            },
          ],
        },
      },
    ]);
  });

  test.each([
    ["the payment is there", cancelled("ConditionalCheckFailed", "None")],
    ["another payment has the key", cancelled("None", "ConditionalCheckFailed")],
    ["both", cancelled("ConditionalCheckFailed", "ConditionalCheckFailed")],
    ["a condition fails beside a conflict", cancelled("TransactionConflict", "ConditionalCheckFailed")],
  ])("is false when %s", async (_what, reply) => {
    await expect(store(reply).store.insert(stored, never)).resolves.toBe(false);
  });

  test.each<[string, Reply, string]>([
    ["two transactions meet", cancelled("TransactionConflict", "None"), "unavailable"],
    ["a part is throttled", cancelled("None", "ThrottlingError"), "throttled"],
    ["a part finds no capacity", cancelled("ProvisionedThroughputExceeded", "None"), "throttled"],
    ["an item is wrong", cancelled("ValidationError", "None"), "misconfigured"],
    ["no reason is given", refusal("TransactionCanceledException"), "unknown"],
    ["the same transaction is under way", refusal("TransactionInProgressException"), "unavailable"],
    ["the table is throttled", refusal("ThrottlingException"), "throttled"],
    ["the service breaks", refusal("InternalServerError", 500), "unavailable"],
    ["the role may not", refusal("AccessDeniedException"), "misconfigured"],
    ["the table is missing", refusal("ResourceNotFoundException"), "misconfigured"],
    ["the connection breaks", broken("ECONNRESET"), "unavailable"],
    ["the service is not found", broken("ENOTFOUND"), "unavailable"],
    ["the answer takes too long", Object.assign(new Error("injected"), { name: "TimeoutError" }), "timeout"],
  ])("fails when %s, as a failure of the right kind that quotes nothing", async (_what, reply, kind) => {
    const failure = await store(reply)
      .store.insert(stored, never)
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ name: "Failure", kind });
    const said = JSON.stringify(Reflect.get(Object(failure), "logFields"));
    expect(said).toContain("dynamodb:TransactWriteItems");
    for (const secret of ["injected", "ACC-DEBTOR", "order-2026", "Invoice"]) {
      expect(said).not.toContain(secret);
    }
  });
});

describe("find", () => {
  test("reads a payment consistently", async () => {
    const { store: ledger, sent } = store({ status: 200, body: { Item: item } });
    await expect(ledger.find(id, never)).resolves.toEqual(stored);
    expect(sent).toEqual([
      {
        operation: "GetItem",
        body: { TableName: "payments-table-dev", Key: { id: { S: id } }, ConsistentRead: true },
      },
    ]);
  });

  test("reads a payment without a reference", async () => {
    const { reference: _left, ...rest } = item;
    const found = await store({ status: 200, body: { Item: rest } }).store.find(id, never);
    expect(found?.payment).not.toHaveProperty("reference");
  });

  test("is undefined for a payment that is not there", async () => {
    await expect(store(done).store.find(id, never)).resolves.toBeUndefined();
  });

  test.each([
    ["amount", {}],
    ["amount", { amount: { S: "12550" } }],
    ["amount", { amount: { N: "1.5" } }],
    ["currency", { amount: { N: "1" }, currency: { N: "1" } }],
  ])("fails when the stored %s is not what these functions write", async (attribute, change) => {
    const { amount: _left, ...rest } = item;
    const reply = { status: 200, body: { Item: { ...rest, ...change } } };
    await expect(store(reply).store.find(id, never)).rejects.toMatchObject({ kind: "unknown", details: { attribute } });
  });
});
