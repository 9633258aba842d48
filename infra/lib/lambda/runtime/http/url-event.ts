import type { LambdaFunctionURLResult } from "aws-lambda";
import type { HttpRequest, HttpResponse } from "./message";

/** The request inside the event of a function URL: the payload format of version 2.0. */
export function findUrlRequest(event: unknown): HttpRequest | undefined {
  const http = valueAt(valueAt(event, "requestContext"), "http");
  const method = valueAt(http, "method");
  const path = valueAt(event, "rawPath");
  const headers = valueAt(event, "headers");
  const body = valueAt(event, "body") ?? "";
  if (typeof method !== "string" || typeof path !== "string" || typeof body !== "string") {
    return undefined;
  }
  const known = Object.entries(typeof headers === "object" && headers !== null ? headers : {});
  return {
    method,
    path,
    headers: new Map(known.map(([name, value]) => [name.toLowerCase(), String(value)])),
    body: Buffer.from(body, valueAt(event, "isBase64Encoded") === true ? "base64" : "utf8"),
  };
}

export function toUrlResult({ status, headers, body }: HttpResponse): LambdaFunctionURLResult {
  return { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false };
}

function valueAt(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;
}
