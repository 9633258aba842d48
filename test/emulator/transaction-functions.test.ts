import { albEvent } from "../infra/lambda/doubles/alb-events";
import { FaultProxy } from "./fault-proxy";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";
import { databaseName, PostgresServer } from "./postgres";
import { TransactionsRegion } from "./transactions-region";

jest.setTimeout(180_000);

const token = "the-token-of-alice-0001";
const firstPassword = "the-first-password-1";
const secondPassword = "the-second-password-2";
const nextYear = Math.floor(Date.now() / 1_000) + 31_536_000;
const transfer = (id: string, amount = 100) => ({
  id,
  fromAccount: "alice",
  toAccount: "bob",
  amount,
  currency: "USD",
});
const authorized = { authorization: `Bearer ${token}` };
const post = (body: object, headers: Record<string, string> = authorized) =>
  albEvent("POST", "/transactions", JSON.stringify(body), { "content-type": "application/json", ...headers });
const get = (path: string) => albEvent("GET", path, "", authorized);
/** What a function URL makes of a request. */
const urlEvent = (method: string, rawPath: string, more: object = {}) => ({
  version: "2.0",
  rawPath,
  rawQueryString: "",
  headers: { "user-agent": "Amazon-Route53-Health-Check-Service" },
  requestContext: { http: { method, path: rawPath } },
  isBase64Encoded: false,
  ...more,
});

let moto: Moto;
let server: PostgresServer;
let region: TransactionsRegion;
const running: FunctionProcess[] = [];

function startFunction(
  functionName: "transaction-processor" | "transaction-health",
  environment: Readonly<Record<string, string>>,
): FunctionProcess {
  const started = new FunctionProcess({ node: process.execPath, functionName, environment });
  running.push(started);
  return started;
}

const processor = (role: "primary" | "secondary" = "primary", at = server) =>
  startFunction("transaction-processor", region.environment("transaction-processor", role, at));
const health = (role: "primary" | "secondary" = "primary", at = server) =>
  startFunction("transaction-health", region.environment("transaction-health", role, at));

/** Three checks in a row decide in Route 53 as well: one of them may be a cold start on a busy machine. */
async function isHealthy(checked: FunctionProcess, event: object): Promise<boolean> {
  for (let check = 1; check <= 3; check++) {
    const { status } = await checked.invoke(event);
    if (status === 200) {
      return true;
    }
  }
  return false;
}

async function dropConnections(): Promise<void> {
  await server.query(
    "postgres",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
    [databaseName],
  );
}

async function openAccounts(): Promise<void> {
  await server.query(
    databaseName,
    "INSERT INTO account (id, currency, balance) VALUES ('alice', 'USD', 1000), ('bob', 'USD', 0)",
  );
}

const balances = async (at = server) =>
  (await at.query(databaseName, "SELECT id, balance FROM account ORDER BY id")).map(({ balance }) => Number(balance));

beforeAll(async () => {
  [moto, server] = await Promise.all([startMoto(), PostgresServer.start()]);
});

afterAll(async () => {
  await Promise.all([moto?.stop(), server?.remove()]);
});

beforeEach(async () => {
  region = new TransactionsRegion(moto.url);
  await region.createUser(server, firstPassword);
  await Promise.all([region.createTable(), region.createSecret(firstPassword)]);
  await region.openSession(token, "alice", nextYear);
  await region.migrate("transaction-migration", server);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  region.close();
});

describe("the transaction function, as it is deployed", () => {
  async function warm(): Promise<FunctionProcess> {
    const started = processor();
    await expect(started.invoke(post(transfer("t-0")))).resolves.toMatchObject({ status: 422 });
    await openAccounts();
    return started;
  }

  test("from a cold start on an empty ledger: moves the money once, and finds it again", async () => {
    const cold = processor();
    await expect(cold.invoke(post(transfer("t-1")))).resolves.toMatchObject({
      status: 422,
      body: { error: "no-account" },
    });
    await openAccounts();
    const created = await cold.invoke(post(transfer("t-1")));
    expect(created).toMatchObject({ status: 201, headers: { location: "/transactions/t-1" }, body: transfer("t-1") });
    await expect(cold.invoke(post(transfer("t-1")))).resolves.toMatchObject({ status: 200, body: created.body });
    await expect(cold.invoke(get("/transactions/t-1"))).resolves.toMatchObject({ status: 200, body: created.body });
    await expect(balances()).resolves.toEqual([900, 100]);
    await expect(isHealthy(cold, albEvent("GET", "/health"))).resolves.toBe(true);
  });

  test("another execution environment repeats what the first one recorded", async () => {
    const first = await warm();
    const { body } = await first.invoke(post(transfer("t-1")));
    await expect(processor().invoke(post(transfer("t-1")))).resolves.toMatchObject({ status: 200, body });
    await expect(balances()).resolves.toEqual([900, 100]);
  });

  test("does not start in an environment that is wrong, and says what to set", async () => {
    const { DATABASE_SECRET: _left, ...rest } = region.environment("transaction-processor", "primary", server);
    const failing = startFunction("transaction-processor", { ...rest, REGION_ROLE: "third" });
    const said = await failing.ended();
    expect(said).toContain("REGION_ROLE is set to something else, expected primary or secondary");
    expect(said).toContain("DATABASE_SECRET is not set, expected the name of a secret");
  });

  test("serves nobody without a session of his own", async () => {
    const warmed = await warm();
    const outcomes = await Promise.all([
      warmed.invoke(post(transfer("t-1"), {})),
      warmed.invoke(post(transfer("t-1"), { authorization: "Bearer the-token-of-nobody-1" })),
      warmed.invoke(post({ ...transfer("t-1"), fromAccount: "bob", toAccount: "alice" })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([401, 401, 403]);
    await expect(balances()).resolves.toEqual([1_000, 0]);
  });

  test("takes the new password when the secret was rotated, without a new start", async () => {
    const warmed = await warm();
    await server.query(databaseName, `ALTER ROLE ${region.username} PASSWORD '${secondPassword}'`);
    await region.replaceSecret(secondPassword);
    await dropConnections();
    await expect(warmed.invoke(post(transfer("t-1")))).resolves.toMatchObject({ status: 201 });
  });

  test("serves again once the secret follows a password that was changed first", async () => {
    const warmed = await warm();
    await server.query(databaseName, `ALTER ROLE ${region.username} PASSWORD '${secondPassword}'`);
    await dropConnections();
    await expect(warmed.invoke(post(transfer("t-1")))).resolves.toMatchObject({ status: 500 });
    await region.replaceSecret(secondPassword);
    await expect(warmed.invoke(post(transfer("t-1")))).resolves.toMatchObject({ status: 201 });
  });

  test("asks to try again while its database is away, and serves as soon as it is back", async () => {
    const warmed = await warm();
    await server.stop();
    await expect(warmed.invoke(post(transfer("t-1")))).resolves.toMatchObject({
      status: 503,
      headers: { "retry-after": "1" },
      body: { error: "unavailable" },
    });
    await server.run();
    await expect(warmed.invoke(post(transfer("t-1")))).resolves.toMatchObject({ status: 201 });
    await expect(balances()).resolves.toEqual([900, 100]);
  });

  test("asks to try again while its sessions are away, and moves nothing", async () => {
    await warm();
    const proxy = new FaultProxy(moto.url);
    const environment = region.environment("transaction-processor", "primary", server);
    const cut = startFunction("transaction-processor", {
      ...environment,
      AWS_ENDPOINT_URL_DYNAMODB: await proxy.start(),
    });
    try {
      proxy.plan([], { error: "InternalServerError", status: 500 });
      await expect(cut.invoke(post(transfer("t-1")))).resolves.toMatchObject({ status: 503 });
      await expect(balances()).resolves.toEqual([1_000, 0]);
      proxy.plan([]);
      await expect(cut.invoke(post(transfer("t-1")))).resolves.toMatchObject({ status: 201 });
    } finally {
      await proxy.stop();
    }
  });

  test("trusts the authorities of RDS alone: a server that another one vouches for is never told the password", async () => {
    const environment = region.environment("transaction-processor", "primary", server, false);
    const careful = startFunction("transaction-processor", environment);
    await expect(careful.invoke(post(transfer("t-1")))).resolves.toMatchObject({
      status: 500,
      body: { error: "internal-error" },
    });
    expect(careful.output).toContain('"errorCode":"UNABLE_TO_VERIFY_LEAF_SIGNATURE"');
  });

  test("writes neither password, token nor amount into its log, whatever happens", async () => {
    const warmed = await warm();
    await warmed.invoke(post(transfer("t-1", 271)));
    await warmed.invoke(post({ ...transfer("t-2", 271), toAccount: "nobody" }));
    await server.query(databaseName, `ALTER ROLE ${region.username} PASSWORD '${secondPassword}'`);
    await dropConnections();
    await warmed.invoke(post(transfer("t-3", 271)));
    const lines = warmed.output.trim().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.map((line) => typeof JSON.parse(line).message)).toEqual(lines.map(() => "string"));
    // Times and made-up ids may hold any digits.
    const said = lines.join("\n").replaceAll(/"(timestamp|requestId|traceId)":"[^"]*"|"durationMs":\d+/g, "");
    for (const hidden of [firstPassword, secondPassword, token, "271", "alice", "bob"]) {
      expect(said).not.toContain(hidden);
    }
  });

  describe("in the standby region", () => {
    let standby: PostgresServer;

    beforeEach(async () => {
      const warmed = await warm();
      await warmed.invoke(post(transfer("t-1")));
      standby = await server.copyAsStandby();
    });

    afterEach(() => standby?.remove());

    test("reads and refuses to write until the promotion, and writes from then on, without a new start", async () => {
      const waiting = processor("secondary", standby);
      await expect(waiting.invoke(get("/transactions/t-1"))).resolves.toMatchObject({
        status: 200,
        body: transfer("t-1"),
      });
      await expect(waiting.invoke(post(transfer("t-2")))).resolves.toMatchObject({
        status: 503,
        headers: { "retry-after": "1" },
      });
      await standby.promote();
      await expect(waiting.invoke(post(transfer("t-2")))).resolves.toMatchObject({ status: 201 });
      await expect(balances(standby)).resolves.toEqual([800, 200]);
    });

    test("health: the standby is well as it is, a primary region that has lost its writer is not, until it is back", async () => {
      const [waiting, lost] = [health("secondary", standby), health("primary", standby)];
      await expect(isHealthy(waiting, urlEvent("GET", "/health"))).resolves.toBe(true);
      await expect(lost.invoke(urlEvent("GET", "/health"))).resolves.toMatchObject({ status: 503 });
      await standby.promote();
      await expect(isHealthy(lost, urlEvent("GET", "/health"))).resolves.toBe(true);
      await expect(isHealthy(waiting, urlEvent("GET", "/health"))).resolves.toBe(true);
    });
  });
});

describe("the health function, as it is deployed", () => {
  const asked = () => health().invoke(urlEvent("GET", "/health"));

  test("answers one word, from a cold start too", async () => {
    const cold = health();
    await expect(isHealthy(cold, urlEvent("GET", "/health"))).resolves.toBe(true);
    const { body, headers } = await cold.invoke(urlEvent("GET", "/health"));
    expect(body).toEqual({ status: "healthy" });
    expect(Object.keys(headers).sort()).toEqual(["cache-control", "content-type"]);
  });

  test.each([
    ["GET", "/", 404],
    ["GET", "/transactions/t-1", 404],
    ["GET", "/health/../transactions/t-1", 404],
    ["GET", "/health/", 404],
    ["POST", "/health", 405],
    ["POST", "/transactions", 404],
    ["DELETE", "/health", 405],
  ])("answers nothing but health: %s %s with %d, whoever asks", async (method, path, status) => {
    const started = health();
    const more = { headers: authorized, body: JSON.stringify(transfer("t-1")) };
    await expect(started.invoke(urlEvent(method, path, more))).resolves.toMatchObject({ status });
    expect(started.output).not.toContain(token);
  });

  test("says no more than one word when its table is gone", async () => {
    await region.deleteTable();
    await expect(asked()).resolves.toMatchObject({ status: 503, body: { status: "unhealthy" } });
  });

  test("says no more than one word when its database does not answer, and is well as soon as it does", async () => {
    const started = health();
    await expect(isHealthy(started, urlEvent("GET", "/health"))).resolves.toBe(true);
    await server.stop();
    const { status, body } = await started.invoke(urlEvent("GET", "/health"));
    expect({ status, body }).toEqual({ status: 503, body: { status: "unhealthy" } });
    await server.run();
    await expect(isHealthy(started, urlEvent("GET", "/health"))).resolves.toBe(true);
  });

  test("follows a rotated secret", async () => {
    const started = health();
    await expect(isHealthy(started, urlEvent("GET", "/health"))).resolves.toBe(true);
    await server.query(databaseName, `ALTER ROLE ${region.username} PASSWORD '${secondPassword}'`);
    await region.replaceSecret(secondPassword);
    await dropConnections();
    await expect(isHealthy(started, urlEvent("GET", "/health"))).resolves.toBe(true);
    expect(started.output).not.toMatch(new RegExp(`${firstPassword}|${secondPassword}|${region.username}`));
  });

  test("answers an event of another kind with 400, and never throws", async () => {
    await expect(health().invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 400 });
  });
});
