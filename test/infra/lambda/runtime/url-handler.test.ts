import { json } from "../../../../infra/lib/lambda/runtime/http/message";
import { urlHandler } from "../../../../infra/lib/lambda/runtime/http/url-handler";
import { capturedLog } from "../doubles/captured-log";

const event = (method: string, rawPath: string, more: object = {}) => ({
  version: "2.0",
  rawPath,
  headers: { "X-Name": "value" },
  requestContext: { http: { method, path: rawPath } },
  isBase64Encoded: false,
  ...more,
});

function handlerOf() {
  const captured = capturedLog();
  const handler = urlHandler({
    routes: [
      { method: "GET", path: "/health", handle: async () => json(200, { status: "healthy" }) },
      {
        method: "POST",
        path: "/echo",
        handle: async ({ body, headers }) => json(200, { body: body.toString(), name: headers.get("x-name") }),
      },
    ],
    log: captured.log,
    timeLimitMs: 1_000,
    now: () => 0,
  });
  return { ...captured, ask: (given: unknown) => handler(given, { awsRequestId: "r-1" }) };
}

test("answers in the form of a function URL", async () => {
  await expect(handlerOf().ask(event("GET", "/health"))).resolves.toEqual({
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: '{"status":"healthy"}',
    isBase64Encoded: false,
  });
});

test.each([
  ["GET", "/", 404],
  ["GET", "/health/database", 404],
  ["POST", "/health", 405],
])("%s %s is answered %d", async (method, path, statusCode) => {
  await expect(handlerOf().ask(event(method, path))).resolves.toMatchObject({ statusCode });
});

test("reads a body, plain or in base64, and headers in any case", async () => {
  const { ask } = handlerOf();
  const plain = await ask(event("POST", "/echo", { body: "text" }));
  const encoded = await ask(event("POST", "/echo", { body: "dGV4dA==", isBase64Encoded: true }));
  expect([plain, encoded]).toEqual([
    expect.objectContaining({ body: '{"body":"text","name":"value"}' }),
    expect.objectContaining({ body: '{"body":"text","name":"value"}' }),
  ]);
});

test.each([
  null,
  "text",
  {},
  { rawPath: "/health" },
  { rawPath: "/health", requestContext: { http: {} } },
  event("GET", "/health", { body: 7 }),
])("an event that is none of a function URL is refused: %j", async (given) => {
  await expect(handlerOf().ask(given)).resolves.toMatchObject({ statusCode: 400 });
});
