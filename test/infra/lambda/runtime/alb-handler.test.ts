import { albHandler } from "../../../../infra/lib/lambda/runtime/http/alb-handler";
import { json } from "../../../../infra/lib/lambda/runtime/http/message";
import { albEvent } from "../doubles/alb-events";
import { capturedLog } from "../doubles/captured-log";

const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 10_000 };

function handlerWithLog() {
  const captured = capturedLog();
  const routes = [{ method: "GET" as const, path: "/", handle: async () => json(200, {}) }];
  return { ...captured, handler: albHandler({ routes, log: captured.log, timeLimitMs: 1_000, now: () => 0 }) };
}

describe("albHandler", () => {
  test.each([undefined, null, {}, { Records: [] }])("answers 400 to the event %j", async (event) => {
    const { handler, lines } = handlerWithLog();
    await expect(handler(event, context)).resolves.toMatchObject({ statusCode: 400 });
    expect(lines()).toEqual([
      expect.objectContaining({ level: "error", message: "malformed event", requestId: "r-1" }),
    ]);
  });

  test.each([
    "Root=1-67891233-abcdef012345678912345678",
    "Self=1-67891233-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678",
    "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:1",
  ])("logs the trace id %s", async (trace) => {
    const { handler, lines } = handlerWithLog();
    await handler(albEvent("GET", "/", "", { "x-amzn-trace-id": trace }), context);
    expect(lines()[0]).toHaveProperty("traceId", trace);
  });

  test.each(["", 'Root=1"}\n{"level":"error', "<script>", "Root=", `Root=${"1".repeat(300)}`, "Root=1;;Self=2"])(
    "does not log the trace id %j",
    async (trace) => {
      const { handler, lines } = handlerWithLog();
      await handler(albEvent("GET", "/", "", { "x-amzn-trace-id": trace }), context);
      expect(lines()[0]).not.toHaveProperty("traceId");
    },
  );

  test("answers in the form of the event, with the request's id", async () => {
    const { handler } = handlerWithLog();
    const event = { httpMethod: "GET", path: "/", multiValueHeaders: {}, body: "" };
    await expect(handler(event, context)).resolves.toMatchObject({ multiValueHeaders: { "x-request-id": ["r-1"] } });
  });

  test("answers 503 at once when the function has no time left", async () => {
    const { handler } = handlerWithLog();
    const spent = { ...context, getRemainingTimeInMillis: () => 100 };
    const routes = [{ method: "GET" as const, path: "/", handle: () => new Promise<never>(() => undefined) }];
    const stuck = albHandler({ routes, log: capturedLog().log, timeLimitMs: 60_000, now: () => 0 });
    await expect(stuck(albEvent("GET", "/"), spent)).resolves.toMatchObject({ statusCode: 503 });
    await expect(handler(albEvent("GET", "/"), context)).resolves.toMatchObject({ statusCode: 200 });
  });
});
