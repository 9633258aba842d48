import { albEvent, postEvent } from "../infra/lambda/doubles/alb-events";
import { canonicalTrade, sentTrade } from "../infra/lambda/doubles/trades";
import { node18, requireTool } from "./cache";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";
import { TradingRegion } from "./trading-region";

let moto: Moto;
let region: TradingRegion;
const running: FunctionProcess[] = [];

beforeAll(async () => {
  moto = await startMoto();
});

afterAll(async () => {
  await moto.stop();
});

beforeEach(() => {
  region = new TradingRegion(moto.url);
});

afterEach(async () => {
  region.close();
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

async function putParameters(): Promise<void> {
  await region.putParameter(region.endpointParameter, moto.url);
  await region.putParameter(region.peerParameter, "https://peer.internal.example");
  await region.putParameter(region.servingParameter, "open");
  await region.moveLever("open");
}

/** A fresh execution environment of the function, on the Node.js that the trading system asks for. */
function startFunction(node = requireTool(node18), more: Record<string, string> = {}): FunctionProcess {
  const environment = { ...region.environment, ...more };
  const started = new FunctionProcess({ node, functionName: "trade-processor", environment });
  running.push(started);
  return started;
}

const text = (value: string) => ({ S: value });

describe.each([
  ["Node.js 18", () => requireTool(node18)],
  ["the Node.js of this test", () => process.execPath],
])("the trade processor on %s", (_name, node) => {
  test("records a trade, gives it back, and is healthy", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    const processor = startFunction(node());

    const created = await processor.invoke(postEvent(sentTrade));
    expect(created).toMatchObject({ status: 201, headers: { location: "/transactions/T-2026-000001" } });
    expect(created.body).toEqual({ ...canonicalTrade, recordedAt: expect.stringMatching(/^20\d\d-.*Z$/) });
    await expect(region.item("T-2026-000001")).resolves.toEqual({
      id: text("T-2026-000001"),
      account: text("ACC-7781"),
      instrument: text("AAPL"),
      side: text("BUY"),
      quantity: text("100.5"),
      price: text("187.25"),
      currency: text("USD"),
      timestamp: text("2026-03-31T14:30:00.12Z"),
      recordedAt: text(String(created.body.recordedAt)),
      recordedIn: text("primary"),
    });

    const found = await processor.invoke(albEvent("GET", "/transactions/T-2026-000001"));
    expect(found).toMatchObject({ status: 200, body: created.body });
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({
      status: 200,
      body: { status: "healthy" },
    });
  });
});

describe("the trade processor", () => {
  test("answers a trade that comes again with the first record, also from another environment", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    const first = await startFunction().invoke(postEvent(sentTrade));
    const again = await startFunction().invoke(postEvent(canonicalTrade));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    await expect(region.itemCount()).resolves.toBe(1);
  });

  test("refuses another trade with a taken id and leaves the first as it is", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    const processor = startFunction();
    await processor.invoke(postEvent(sentTrade));
    const before = await region.item("T-2026-000001");
    await expect(processor.invoke(postEvent({ ...sentTrade, side: "SELL" }))).resolves.toMatchObject({ status: 409 });
    await expect(region.item("T-2026-000001")).resolves.toEqual(before);
  });

  test("creates a trade once when four environments are sent it at the same time", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    const environments = [startFunction(), startFunction(), startFunction(), startFunction()];
    const sent = [1, 2, 3].flatMap(() => environments.map((each) => each.invoke(postEvent(sentTrade))));
    const statuses = (await Promise.all(sent)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 201]);
    await expect(region.itemCount()).resolves.toBe(1);
  });

  test("lets one of four different trades have an id that all want at the same time", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    const prices = ["1", "2", "3", "4"];
    const answers = await Promise.all(
      prices.map((price) => startFunction().invoke(postEvent({ ...sentTrade, price }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const winner = prices[answers.findIndex(({ status }) => status === 201)] ?? "";
    await expect(region.item("T-2026-000001")).resolves.toMatchObject({ price: text(winner) });
  });

  test("reads and answers events with multi-value headers", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    const event = {
      httpMethod: "POST",
      path: "/transactions",
      multiValueHeaders: { "content-type": ["application/json"] },
      body: Buffer.from(JSON.stringify(sentTrade)).toString("base64"),
      isBase64Encoded: true,
    };
    await expect(startFunction().invoke(event)).resolves.toMatchObject({
      status: 201,
      headers: { location: "/transactions/T-2026-000001" },
    });
  });

  test("answers 404 for a trade that was never sent", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    await expect(startFunction().invoke(albEvent("GET", "/transactions/T-0"))).resolves.toMatchObject({ status: 404 });
  });

  test("is unhealthy while its table is missing, tells callers nothing of it, and recovers", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    const processor = startFunction();
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });

    await region.deleteTable();
    const unhealthy = await processor.invoke(albEvent("GET", "/health"));
    expect([unhealthy.status, unhealthy.body]).toEqual([503, { status: "unhealthy" }]);
    const refused = await processor.invoke(postEvent(sentTrade));
    expect([refused.status, refused.body]).toEqual([
      500,
      { error: "internal-error", message: "The request could not be served." },
    ]);
    expect(processor.output).toContain('"errorName":"ResourceNotFoundException"');

    await region.createTable();
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
  });

  test("is unhealthy while its endpoint parameter is missing, names it in the log, and recovers", async () => {
    await region.createTable();
    const processor = startFunction();
    const unhealthy = await processor.invoke(albEvent("GET", "/health"));
    expect([unhealthy.status, unhealthy.body]).toEqual([503, { status: "unhealthy" }]);
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 500 });
    expect(processor.output).toContain('"reason":"A parameter is missing.","parameter":"tableEndpoint"');

    await putParameters();
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 201 });
  });

  test("does without the peer's endpoint and says that it is absent", async () => {
    await region.createTable();
    await region.putParameter(region.endpointParameter, moto.url);
    await region.putParameter(region.servingParameter, "open");
    const processor = startFunction();
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
    expect(processor.output).toContain('"tableEndpoint":"present","peerEndpoint":"absent"');
  });

  test("takes nothing and is unhealthy in a region that its own switch closes", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    await region.putParameter(region.servingParameter, "closed");
    const processor = startFunction();
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 503 });
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ body: { status: "closed" } });
    await expect(region.item("T-2026-000001")).resolves.toBeUndefined();
  });

  test("is unhealthy when the other region says so, and takes what still comes", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    await region.moveLever("closed");
    const processor = startFunction();
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({
      status: 503,
      body: { status: "closed" },
    });
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 201 });
  });

  test("starts without Parameter Store by what was deployed", async () => {
    await region.createTable();
    const processor = startFunction(requireTool(node18), {
      AWS_ENDPOINT_URL_SSM: "http://127.0.0.1:1",
      DEPLOYED_PARAMETERS: JSON.stringify({ tableEndpoint: moto.url, serving: "open" }),
    });
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 201 });
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
    expect(processor.output).toContain("parameters not read, what was deployed is used");
  });

  test("is unhealthy and asks to come back when AWS cannot be reached", async () => {
    const processor = startFunction(requireTool(node18), { AWS_ENDPOINT_URL: "http://127.0.0.1:1" });
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 503 });
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({
      status: 503,
      headers: { "retry-after": "1" },
    });
  });

  test("logs JSON lines with the request's id, and neither trades nor parameters", async () => {
    await Promise.all([region.createTable(), putParameters()]);
    const processor = startFunction();
    const answers = [
      await processor.invoke(postEvent(sentTrade)),
      await processor.invoke(postEvent({ ...sentTrade, price: "999.99" })),
      await processor.invoke(postEvent({ ...sentTrade, price: 999.99 })),
      await processor.invoke(albEvent("GET", "/transactions/T-2026-000001")),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 409, 422, 200]);

    const lines = processor.output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ message }) => message === "parameters read")).toHaveLength(1);
    const answered = lines.filter(({ message }) => message === "request answered");
    expect(answered.map(({ requestId, status }) => [requestId, status])).toEqual(
      answers.map(({ headers, status }) => [headers["x-request-id"], status]),
    );
    for (const value of ["T-2026-000001", "ACC-7781", "AAPL", "187.25", "999.99", moto.url, "peer.internal"]) {
      expect(processor.output).not.toContain(value);
    }
  });

  test("does not start in a wrong environment, and says what is wrong without repeating it", async () => {
    const processor = startFunction(requireTool(node18), { REGION_ROLE: "se-cret", TABLE_NAME: "" });
    const said = await processor.ended();
    expect(said).toContain("REGION_ROLE is set to something else, expected primary or secondary");
    expect(said).toContain("TABLE_NAME is set to something else, expected the name of a DynamoDB table");
    expect(said).not.toContain("se-cret");
  });
});
