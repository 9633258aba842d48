import type { Failure, FailureKind } from "../failure";
import { type HttpResponse, json } from "./message";
import type { Refusal } from "./refusal";

/** Seconds after which a caller may try again. Every operation here is idempotent, so trying again is safe. */
const RETRY_AFTER = "1";

const tryAgain = (code: string) =>
  json(503, { error: code, message: "Try again in a moment." }, { "retry-after": RETRY_AFTER });

const brokenHere = () => json(500, { error: "internal-error", message: "The request could not be served." });

const answers: Readonly<Record<FailureKind, () => HttpResponse>> = {
  throttled: () => tryAgain("throttled"),
  timeout: () => tryAgain("unavailable"),
  unavailable: () => tryAgain("unavailable"),
  misconfigured: brokenHere,
  unknown: brokenHere,
};

/** What a caller learns of a failure on our side: its status, and whether to try again. */
export function failureResponse(failure: Failure): HttpResponse {
  return answers[failure.kind]();
}

export function refusalResponse({ args: { status, code, message, problems, headers } }: Refusal): HttpResponse {
  return json(status, { error: code, message, problems }, headers);
}
