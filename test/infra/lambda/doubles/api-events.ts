/** Events as a REST API sends them to a function behind a proxy integration. */
export function apiEvent(method: string, path: string, body: string | null = null, headers: object = {}) {
  const given = {
    accept: "*/*",
    "User-Agent": "Amazon-Route53-Health-Check-Service",
    "X-Amzn-Trace-Id": "Root=1-67891233-abcdef012345678912345678",
    ...headers,
  };
  return {
    resource: path,
    path,
    httpMethod: method,
    headers: given,
    multiValueHeaders: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: { path: `/live${path}`, stage: "live", requestId: "c6af9ac6-7b61-11e6-9a41-93e8deadbeef" },
    body,
    isBase64Encoded: false,
  };
}

export function paymentEvent(body: unknown, idempotencyKey: string | undefined = "order-2026-000001") {
  const headers = { "Content-Type": "application/json" };
  const all = idempotencyKey === undefined ? headers : { ...headers, "Idempotency-Key": idempotencyKey };
  return apiEvent("POST", "/payments", JSON.stringify(body), all);
}
