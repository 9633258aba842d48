import { STATUS_CODES } from "node:http";
import type { ALBEvent, ALBResult } from "aws-lambda";
import type { HttpRequest, HttpResponse } from "./message";

/** The request inside the event of an Application Load Balancer, with multi-value headers on or off. */
export function findAlbRequest(event: unknown): HttpRequest | undefined {
  if (!isAlbEvent(event)) {
    return undefined;
  }
  return {
    method: event.httpMethod,
    path: event.path,
    headers: new Map([...singleHeaders(event), ...multiHeaders(event)]),
    body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
  };
}

/** The answer in the form in which the event came: the balancer drops headers given in the other form. */
export function toAlbResult(event: unknown, { status, headers, body }: HttpResponse): ALBResult {
  const common = {
    statusCode: status,
    statusDescription: `${status} ${STATUS_CODES[status] ?? ""}`.trim(),
    isBase64Encoded: false,
    body,
  };
  if (!isRecord(event) || !isRecord(event.multiValueHeaders)) {
    return { ...common, headers };
  }
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return { ...common, multiValueHeaders };
}

function singleHeaders({ headers }: ALBEvent): [string, string][] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name.toLowerCase(), value]] : [],
  );
}

function multiHeaders({ multiValueHeaders }: ALBEvent): [string, string][] {
  return Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) =>
    Array.isArray(values) ? [[name.toLowerCase(), values.join(", ")]] : [],
  );
}

function isAlbEvent(event: unknown): event is ALBEvent {
  return (
    isRecord(event) &&
    typeof event.httpMethod === "string" &&
    typeof event.path === "string" &&
    isAbsentOr(event.headers, isRecord) &&
    isAbsentOr(event.multiValueHeaders, isRecord) &&
    isAbsentOr(event.body, (body) => typeof body === "string")
  );
}

function isAbsentOr(value: unknown, test: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
