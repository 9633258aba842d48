import { randomUUID } from "node:crypto";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { dynamoStateStore } from "../../infra/lib/lambda/orchestration/dynamo-state-store";
import { type Decision, initialState, type State } from "../../infra/lib/lambda/orchestration/state";
import type { Held, StateStore } from "../../infra/lib/lambda/orchestration/state-store";
import { type Moto, startMoto } from "./moto";

const system = "global-db-v2-dev";
const leaseMs = 30_000;
const noon = Date.parse("2026-03-31T12:00:00.000Z");

let moto: Moto;
let client: DynamoDBClient;
let tableName: string;
let store: StateStore;

beforeAll(async () => {
  moto = await startMoto();
});

afterAll(async () => {
  await moto.stop();
});

beforeEach(async () => {
  const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
  client = new DynamoDBClient({ region: "us-east-2", endpoint: moto.url, credentials });
  tableName = `failover-state-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "system", KeyType: "HASH" },
        { AttributeName: "entry", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "system", AttributeType: "S" },
        { AttributeName: "entry", AttributeType: "S" },
      ],
    }),
  );
  store = dynamoStateStore({ client, tableName, system, leaseMs, timeLimitMs: 10_000 });
});

afterEach(() => {
  client.destroy();
});

/** As it is read again: the table keeps JSON, which has no word for what is not known. */
const suspected: State = JSON.parse(
  JSON.stringify({ ...initialState, streak: { failures: 2, firstAt: noon, lastAt: noon + 10_000 } }),
);

function decision(number: number): Decision {
  const evidence = { primaryFrontDoor: "down", copy: "interrupted" };
  return { number, at: noon, verdict: "fail-over", phase: "promoting", tell: true, evidence };
}

async function take(holder: string, now = noon): Promise<Held> {
  const held = await store.take(holder, now);
  if (held === undefined) throw new Error(`The lock is not free for ${holder}.`);
  return held;
}

/** Everything in the table, but the state. */
async function decisions() {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "#system = :system AND begins_with(entry, :decision)",
      ExpressionAttributeNames: { "#system": "system" },
      ExpressionAttributeValues: { ":system": { S: system }, ":decision": { S: "decision#" } },
    }),
  );
  return Items;
}

test("the first one finds a machine that has just begun", async () => {
  await expect(store.take("one", noon)).resolves.toEqual({
    holder: "one",
    token: 1,
    leaseUntil: noon + leaseMs,
    state: initialState,
  });
});

test("of many that come at once one holds the lock", async () => {
  const all = await Promise.all(Array.from({ length: 12 }, (_, index) => store.take(`run-${index}`, noon)));
  expect(all.filter((held) => held !== undefined)).toMatchObject([{ token: 1 }]);
});

test("another waits until the lease is over, and finds what was kept", async () => {
  const one = await take("one");
  await store.keep(one, suspected, [], noon + 10_000);
  await expect(store.take("two", noon + 10_000 + leaseMs)).resolves.toBeUndefined();
  await expect(store.take("two", noon + 10_001 + leaseMs)).resolves.toMatchObject({ token: 2, state: suspected });
});

test("the same one takes its own lock again, under a new token", async () => {
  await take("one");
  await expect(store.take("one", noon)).resolves.toMatchObject({ token: 2 });
});

test("whoever lost the lock keeps nothing: no state, no decision, no release", async () => {
  const old = await take("one");
  const next = await take("two", noon + leaseMs + 1);
  await expect(store.keep(old, suspected, [decision(1)], noon + leaseMs + 2)).resolves.toBeUndefined();
  await expect(store.keep(old, suspected, [], noon + leaseMs + 2)).resolves.toBeUndefined();
  await store.release(old);
  await expect(decisions()).resolves.toEqual([]);
  await expect(store.take("three", noon + leaseMs + 3)).resolves.toBeUndefined();
  await expect(store.keep(next, suspected, [decision(1)], noon + leaseMs + 4)).resolves.toMatchObject({ token: 2 });
});

test("an older token of the same holder counts for nothing either", async () => {
  const old = await take("one");
  await take("one");
  await expect(store.keep(old, suspected, [], noon)).resolves.toBeUndefined();
});

test("state and decisions are kept together, or not at all", async () => {
  const one = await take("one");
  const kept = await store.keep(one, suspected, [decision(1)], noon);
  await expect(decisions()).resolves.toEqual([
    {
      system: { S: system },
      entry: { S: "decision#2026-03-31T12:00:00.000Z#000000001" },
      number: { N: "1" },
      verdict: { S: "fail-over" },
      phase: { S: "promoting" },
      evidence: { M: { primaryFrontDoor: { S: "down" }, copy: { S: "interrupted" } } },
    },
  ]);
  if (kept === undefined) throw new Error("The lock is lost.");
  // The same decision again: somebody has made it already.
  await expect(store.keep(kept, initialState, [decision(1)], noon)).resolves.toBeUndefined();
  await expect(store.take("one", noon)).resolves.toMatchObject({ state: suspected });
});

test("a release lets the next one in at once, and leaves it what was known last", async () => {
  const one = await take("one");
  await store.release({ ...one, state: suspected });
  await expect(store.take("two", noon)).resolves.toMatchObject({ token: 2, state: suspected });
});

test("a table that is not there is a failure, not a lock that another holds", async () => {
  await client.send(new DeleteTableCommand({ TableName: tableName }));
  await expect(store.take("one", noon)).rejects.toMatchObject({ kind: "misconfigured" });
});

test("the lease of the writer stands beside the state, for instances that may read no more, and only who holds the lock renews it", async () => {
  const read = async () => {
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: tableName,
        Key: { system: { S: system }, entry: { S: "state" } },
        ProjectionExpression: "#writer, #epoch, #at",
        ExpressionAttributeNames: { "#writer": "writer", "#epoch": "epoch", "#at": "renewedAt" },
      }),
    );
    return Item;
  };
  const leased = (renewedAt: number): State => ({
    ...suspected,
    lease: { epoch: 2, writer: "standby", renewedAt },
  });
  const held = await take("one");
  expect(await read()).toEqual({});
  await store.keep(held, leased(noon), [decision(1)], noon);
  const kept = { writer: { S: "standby" }, epoch: { N: "2" }, renewedAt: { N: String(noon) } };
  expect(await read()).toEqual(kept);
  await take("two", noon + leaseMs + 1);
  await expect(store.keep(held, leased(noon + 5_000), [], noon + 5_000)).resolves.toBeUndefined();
  await store.release({ ...held, state: leased(noon + 5_000) });
  expect(await read()).toEqual(kept);
});
