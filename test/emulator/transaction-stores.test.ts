import { createHash } from "node:crypto";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { readSecret } from "../../infra/lib/lambda/runtime/aws/secret";
import { dynamoSessionStore } from "../../infra/lib/lambda/transactions/dynamo-session-store";
import { FaultProxy } from "./fault-proxy";
import { type Moto, startMoto } from "./moto";
import { TransactionsRegion } from "./transactions-region";

const token = "the-token-of-alice-0001";
const noon = Date.UTC(2026, 10, 21, 12) / 1_000;
const never = new AbortController().signal;

let moto: Moto;
let region: TransactionsRegion;

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto?.stop());

beforeEach(() => {
  region = new TransactionsRegion(moto.url);
});
afterEach(() => region.close());

describe("the sessions in DynamoDB", () => {
  const storeAt = (seconds: number) =>
    dynamoSessionStore({ client: region.dynamo, tableName: region.tableName, now: () => seconds * 1_000 });

  beforeEach(() => region.createTable());

  test("a token opens its own session, and no other token does", async () => {
    await region.openSession(token, "alice", noon + 60);
    const store = storeAt(noon);
    await expect(store.find(token, never)).resolves.toEqual({ account: "alice" });
    await expect(store.find("the-token-of-alice-0002", never)).resolves.toBeUndefined();
    await expect(store.find("", never)).resolves.toBeUndefined();
  });

  test("a session ends with its last second, long before DynamoDB removes it", async () => {
    await region.openSession(token, "alice", noon);
    await expect(storeAt(noon - 1).find(token, never)).resolves.toEqual({ account: "alice" });
    await expect(storeAt(noon).find(token, never)).resolves.toBeUndefined();
    await expect(storeAt(noon + 86_400).find(token, never)).resolves.toBeUndefined();
  });

  test("what the table holds opens nothing: neither a hash nor a token kept in plain is one", async () => {
    const hash = createHash("sha256").update(token).digest("hex");
    await region.openSession(token, "alice", noon + 60);
    await region.putSession({
      id: { S: "a-plain-token-000001" },
      account: { S: "bob" },
      expiresAt: { N: "9999999999" },
    });
    await expect(storeAt(noon).find(hash, never)).resolves.toBeUndefined();
    await expect(storeAt(noon).find("a-plain-token-000001", never)).resolves.toBeUndefined();
  });

  test.each([
    ["has no end", { account: { S: "alice" } }],
    ["has an end that is text", { account: { S: "alice" }, expiresAt: { S: "9999999999" } }],
    ["has no account", { expiresAt: { N: "9999999999" } }],
    ["has an account that is a number", { account: { N: "7" }, expiresAt: { N: "9999999999" } }],
  ])("an item that %s is no session", async (_what, item) => {
    const id = createHash("sha256").update(token).digest("hex");
    await region.putSession({ id: { S: id }, ...item });
    await expect(storeAt(noon).find(token, never)).resolves.toBeUndefined();
  });

  test("a ping asks the table, and wants nothing to be in it", async () => {
    await expect(storeAt(noon).ping(never)).resolves.toBeUndefined();
  });

  test("a table that is gone is something a person must fix; the failure says what was asked, and of nobody", async () => {
    await region.deleteTable();
    const store = storeAt(noon);
    const failure = await store.find(token, never).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      kind: "misconfigured",
      details: { operation: "dynamodb:GetItem", errorName: "ResourceNotFoundException" },
    });
    expect(JSON.stringify(failure)).not.toContain(token);
    await expect(store.ping(never)).rejects.toMatchObject({ kind: "misconfigured" });
  });

  test("who no longer waits for an answer gets none", async () => {
    await expect(storeAt(noon).ping(AbortSignal.abort())).rejects.toMatchObject({ kind: "timeout" });
  });
});

describe("a secret", () => {
  test("is read as it is now, each time", async () => {
    await region.createSecret("first");
    await expect(readSecret(region.secrets, region.secretName, 5_000)).resolves.toContain('"password":"first"');
    await region.replaceSecret("second");
    await expect(readSecret(region.secrets, region.secretName, 5_000)).resolves.toContain('"password":"second"');
  });

  test("that is not there is something a person must fix", async () => {
    await expect(readSecret(region.secrets, region.secretName, 5_000)).rejects.toMatchObject({
      kind: "misconfigured",
      details: { operation: "secretsmanager:GetSecretValue", errorName: "ResourceNotFoundException" },
    });
  });

  test("without a text is something a person must fix", async () => {
    const binary = new CreateSecretCommand({ Name: region.secretName, SecretBinary: Buffer.from("bytes") });
    await region.secrets.send(binary);
    await expect(readSecret(region.secrets, region.secretName, 5_000)).rejects.toMatchObject({
      kind: "misconfigured",
      message: "A secret has no text.",
    });
  });

  test("is waited for no longer than is allowed", async () => {
    const proxy = new FaultProxy(moto.url);
    const client = new SecretsManagerClient({
      region: "us-east-1",
      endpoint: await proxy.start(),
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    });
    proxy.plan([], "hang");
    try {
      await expect(readSecret(client, region.secretName, 200)).rejects.toMatchObject({ kind: "timeout" });
    } finally {
      client.destroy();
      await proxy.stop();
    }
  });
});
