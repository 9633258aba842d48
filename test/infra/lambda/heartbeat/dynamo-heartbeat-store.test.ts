import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoHeartbeatStore } from "../../../../infra/lib/lambda/heartbeat/dynamo-heartbeat-store";
import { broken, type Reply, refusal, scriptedService } from "../doubles/scripted-service";

const never = new AbortController().signal;
const noon = new Date(1_774_958_400_000);
const done: Reply = { status: 200, body: {} };

/** The real SDK and the real store over a service that answers from a script, in a single try. */
function store(writes: "items" | "transactions", ...replies: [Reply, ...Reply[]]) {
  const service = scriptedService(replies);
  const client = new DynamoDBClient({
    region: "us-east-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    endpoint: "http://127.0.0.1:1",
    maxAttempts: 1,
    requestHandler: service.requestHandler as never,
  });
  return { store: dynamoHeartbeatStore({ client, tableName: "ledger-dev", writes }), sent: service.sent };
}

const put = {
  TableName: "ledger-dev",
  Item: { id: { S: "heartbeat#secondary" }, beatAt: { N: "1774958400000" } },
  ConditionExpression: "attribute_not_exists(id) OR beatAt <= :due",
  ExpressionAttributeValues: { ":due": { N: "1774958399000" } },
};
const cancelled = (Code: string) => refusal("TransactionCanceledException", 400, { CancellationReasons: [{ Code }] });

describe("the heartbeat of a system that writes items", () => {
  test("is one item in a key space of its own, replaced in place once a second at most", async () => {
    const { store: heartbeats, sent } = store("items", done);
    await expect(heartbeats.beat("secondary", noon, never)).resolves.toBe("written");
    expect(sent).toEqual([{ operation: "PutItem", body: put }]);
  });

  test.each([
    ["recent", refusal("ConditionalCheckFailedException")],
    ["crowded", refusal("ThrottlingException")],
    ["crowded", refusal("ProvisionedThroughputExceededException")],
  ])("is %s after %j", async (outcome, reply) => {
    await expect(store("items", reply).store.beat("primary", noon, never)).resolves.toBe(outcome);
  });

  test.each<[string, Reply]>([
    ["unavailable", refusal("InternalServerError", 500)],
    ["unavailable", refusal("ReplicatedWriteConflictException")],
    ["unavailable", broken("ECONNRESET")],
    ["misconfigured", refusal("AccessDeniedException")],
    ["misconfigured", refusal("ResourceNotFoundException")],
  ])("fails as %s after %j", async (kind, reply) => {
    await expect(store("items", reply).store.beat("primary", noon, never)).rejects.toMatchObject({ kind });
  });
});

describe("the heartbeat of a system that writes transactions", () => {
  test("goes the way of its records, so that it fails when they do", async () => {
    const { store: heartbeats, sent } = store("transactions", done);
    await expect(heartbeats.beat("secondary", noon, never)).resolves.toBe("written");
    expect(sent).toEqual([
      {
        operation: "TransactWriteItems",
        body: { ClientRequestToken: expect.any(String), TransactItems: [{ Put: put }] },
      },
    ]);
  });

  test.each([
    ["recent", cancelled("ConditionalCheckFailed")],
    ["crowded", cancelled("TransactionConflict")],
    ["crowded", cancelled("ThrottlingError")],
    ["crowded", cancelled("ProvisionedThroughputExceeded")],
    ["crowded", refusal("ThrottlingException")],
  ])("is %s after %j", async (outcome, reply) => {
    await expect(store("transactions", reply).store.beat("primary", noon, never)).resolves.toBe(outcome);
  });

  test.each<[string, Reply]>([
    ["unavailable", refusal("InternalServerError", 500)],
    ["unknown", cancelled("ValidationError")],
    ["unknown", refusal("TransactionCanceledException")],
    ["misconfigured", refusal("AccessDeniedException")],
  ])("fails as %s after %j", async (kind, reply) => {
    await expect(store("transactions", reply).store.beat("primary", noon, never)).rejects.toMatchObject({ kind });
  });
});

describe("the last heartbeat", () => {
  test("is what this region's replica holds of the other", async () => {
    const { store: heartbeats, sent } = store("items", { status: 200, body: { Item: put.Item } });
    await expect(heartbeats.lastBeat("secondary", never)).resolves.toEqual(noon);
    expect(sent).toEqual([
      { operation: "GetItem", body: { TableName: "ledger-dev", Key: { id: { S: "heartbeat#secondary" } } } },
    ]);
  });

  test.each([
    ["there is no item", {}],
    ["the item has no time", { Item: { id: { S: "heartbeat#secondary" } } }],
    ["the time is no number", { Item: { beatAt: { S: "noon" } } }],
  ])("is undefined when %s", async (_what, body) => {
    await expect(store("items", { status: 200, body }).store.lastBeat("secondary", never)).resolves.toBeUndefined();
  });

  test("fails when the table does not answer", async () => {
    const { store: heartbeats } = store("items", refusal("ResourceNotFoundException"));
    await expect(heartbeats.lastBeat("primary", never)).rejects.toMatchObject({ kind: "misconfigured" });
  });
});
