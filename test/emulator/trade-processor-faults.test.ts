import { albEvent, postEvent } from "../infra/lambda/doubles/alb-events";
import { sentTrade } from "../infra/lambda/doubles/trades";
import { node18, requireTool } from "./cache";
import { type Fault, FaultProxy } from "./fault-proxy";
import { FunctionProcess } from "./function-process";
import { type Moto, startMoto } from "./moto";
import { TradingRegion } from "./trading-region";

const throttled: Fault = { error: "ProvisionedThroughputExceededException", status: 400 };
const broken: Fault = { error: "InternalServerError", status: 500 };
const denied: Fault = { error: "AccessDeniedException", status: 400 };

let moto: Moto;
let proxy: FaultProxy;
let region: TradingRegion;
let processor: FunctionProcess;

beforeAll(async () => {
  moto = await startMoto();
});

afterAll(async () => {
  await moto.stop();
});

beforeEach(async () => {
  proxy = new FaultProxy(moto.url);
  region = new TradingRegion(moto.url);
  await region.createTable();
  await region.putParameter(region.endpointParameter, await proxy.start());
  await region.putParameter(region.servingParameter, "open");
  processor = new FunctionProcess({
    node: requireTool(node18),
    functionName: "trade-processor",
    environment: region.environment,
  });
});

afterEach(async () => {
  region.close();
  await processor.stop();
  await proxy.stop();
});

describe("the trade processor, when its table misbehaves,", () => {
  test.each<[string, Fault]>([
    ["throttled", throttled],
    ["broken", broken],
  ])("records a trade although the first two tries are %s", async (_what, fault) => {
    proxy.plan([fault, fault]);
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 201 });
    expect(proxy.calls).toEqual(["PutItem", "PutItem", "PutItem", "GetItem"]);
  });

  test.each<[string, Fault, number, string | undefined, string]>([
    ["throttled for good", throttled, 503, "1", "throttled"],
    ["broken for good", broken, 503, "1", "unavailable"],
    ["forbidden", denied, 500, undefined, "internal-error"],
  ])("gives up when it is %s, tries at most three times, and writes nothing", async (...given) => {
    const [_what, fault, status, retryAfter, error] = given;
    proxy.plan([], fault);
    const answer = await processor.invoke(postEvent(sentTrade));
    expect([answer.status, answer.headers["retry-after"], answer.body.error]).toEqual([status, retryAfter, error]);
    expect(proxy.calls.length).toBeLessThanOrEqual(3);
    await expect(region.itemCount()).resolves.toBe(0);
  });

  test("knows its own trade again when the answer to the write is lost", async () => {
    proxy.plan(["lose answer"]);
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 200 });
    expect(proxy.calls).toEqual(["PutItem", "PutItem", "GetItem"]);
    await expect(region.itemCount()).resolves.toBe(1);
  });

  test("asks to come back when the trade is written but cannot be read, and then has it once", async () => {
    proxy.plan(["pass"], throttled);
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 503 });
    proxy.plan([]);
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 200 });
    await expect(region.itemCount()).resolves.toBe(1);
  });

  test("answers 503 before its own time is over when nothing comes back", async () => {
    proxy.plan([], "hang");
    const answer = await processor.invoke(postEvent(sentTrade), 1_500);
    expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "1"]);
    expect(processor.output).toContain('"failure":"timeout"');
  });

  test("records a trade although one try hangs", async () => {
    proxy.plan(["hang"]);
    await expect(processor.invoke(postEvent(sentTrade))).resolves.toMatchObject({ status: 201 });
  });

  test.each<[string, Fault]>([
    ["hangs", "hang"],
    ["is throttled", throttled],
    ["forbids", denied],
  ])("is unhealthy when it %s, and healthy again afterwards", async (_what, fault) => {
    proxy.plan([], fault);
    const unhealthy = await processor.invoke(albEvent("GET", "/health"));
    expect([unhealthy.status, unhealthy.body]).toEqual([503, { status: "unhealthy" }]);
    proxy.plan([]);
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
  });

  test("is unhealthy when it answers reads and refuses writes, and counts the failure as a metric", async () => {
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 200 });
    await expect(region.item("heartbeat#primary")).resolves.toMatchObject({ beatAt: { N: expect.any(String) } });
    proxy.planFor(["PutItem"], { error: "InternalServerError", status: 500 });
    await expect(processor.invoke(albEvent("GET", "/health"))).resolves.toMatchObject({ status: 503 });
    const published = processor.output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).HeartbeatFailures)
      .filter((failures) => failures !== undefined);
    expect(published).toEqual([0, 1]);
  });
});
