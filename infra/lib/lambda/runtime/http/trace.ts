import type { HttpRequest } from "./message";

/** The trace that the front door started or passed on. Callers can send anything under this name. */
export function findTraceId({ headers }: HttpRequest): string | undefined {
  const header = headers.get("x-amzn-trace-id") ?? "";
  return header.length <= 256 && /^[A-Za-z]+=[A-Za-z0-9:-]+(;[A-Za-z]+=[A-Za-z0-9:-]+)*$/.test(header)
    ? header
    : undefined;
}
