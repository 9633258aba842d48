import { apiHandler } from "../../../../infra/lib/lambda/runtime/http/api-handler";
import { json } from "../../../../infra/lib/lambda/runtime/http/message";
import { apiEvent } from "../doubles/api-events";
import { capturedLog } from "../doubles/captured-log";

const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 10_000 };

function handlerWithLog() {
  const captured = capturedLog();
  const routes = [{ method: "GET" as const, path: "/a/{name}", handle: async () => json(200, { ok: true }) }];
  return { ...captured, handler: apiHandler({ routes, log: captured.log, timeLimitMs: 1_000, now: () => 0 }) };
}

describe("apiHandler", () => {
  test("answers with exactly the members that API Gateway takes", async () => {
    const { handler } = handlerWithLog();
    await expect(handler(apiEvent("GET", "/a/b"), context)).resolves.toEqual({
      statusCode: 200,
      headers: { "content-type": "application/json", "cache-control": "no-store", "x-request-id": "r-1" },
      body: '{"ok":true}',
      isBase64Encoded: false,
    });
  });

  test("takes the path without the stage", async () => {
    const { handler, lines } = handlerWithLog();
    await handler(apiEvent("GET", "/a/b"), context);
    expect(lines()).toEqual([expect.objectContaining({ route: "/a/{name}", status: 200 })]);
  });

  test("logs the trace id of any spelling of its header", async () => {
    const { handler, lines } = handlerWithLog();
    await handler(apiEvent("GET", "/a/b"), context);
    expect(lines()[0]).toHaveProperty("traceId", "Root=1-67891233-abcdef012345678912345678");
  });

  test.each([undefined, null, {}, { Records: [] }, { httpMethod: "GET" }])(
    "answers 400 to the event %j",
    async (event) => {
      const { handler, lines } = handlerWithLog();
      await expect(handler(event, context)).resolves.toMatchObject({ statusCode: 400 });
      expect(lines()).toEqual([expect.objectContaining({ level: "error", message: "malformed event" })]);
    },
  );

  test("answers 503 at once when the function has no time left", async () => {
    const routes = [{ method: "GET" as const, path: "/", handle: () => new Promise<never>(() => undefined) }];
    const stuck = apiHandler({ routes, log: capturedLog().log, timeLimitMs: 60_000, now: () => 0 });
    const spent = { ...context, getRemainingTimeInMillis: () => 100 };
    await expect(stuck(apiEvent("GET", "/"), spent)).resolves.toMatchObject({ statusCode: 503 });
  });
});
