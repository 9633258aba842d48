import { Failure, type FailureKind } from "../failure";

/** Error names of AWS services and of the SDK's transport. What is not here is judged by its HTTP status. */
const kindOfName: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ["LimitExceededException", "throttled"],
  ["ProvisionedThroughputExceededException", "throttled"],
  ["RequestLimitExceeded", "throttled"],
  ["RequestThrottled", "throttled"],
  ["Throttling", "throttled"],
  ["ThrottlingException", "throttled"],
  ["TooManyRequestsException", "throttled"],
  ["AbortError", "timeout"],
  ["RequestTimeout", "timeout"],
  ["TimeoutError", "timeout"],
  ["ReplicatedWriteConflictException", "unavailable"],
  ["TransactionConflictException", "unavailable"],
  ["TransactionInProgressException", "unavailable"],
  ["AccessDeniedException", "misconfigured"],
  ["CredentialsProviderError", "misconfigured"],
  ["InvalidSignatureException", "misconfigured"],
  ["MissingAuthenticationTokenException", "misconfigured"],
  ["QueueDoesNotExist", "misconfigured"],
  ["ResourceNotFoundException", "misconfigured"],
  ["UnrecognizedClientException", "misconfigured"],
  ["ValidationException", "misconfigured"],
]);

const networkCodes: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** What an SDK call threw, as a Failure that says which call it was and quotes nothing that was sent or received. */
export function awsFailure(operation: string, thrown: unknown): Failure {
  const name = textAt(thrown, "name") ?? "unnamed";
  const metadata = valueAt(thrown, "$metadata");
  const status = numberAt(metadata, "httpStatusCode");
  return new Failure(kindOf(name, textAt(thrown, "code"), status), "A call to AWS failed.", {
    operation,
    errorName: name,
    errorCode: textAt(thrown, "code"),
    httpStatus: status,
    attempts: numberAt(metadata, "attempts"),
    serviceRequestId: textAt(metadata, "requestId"),
  });
}

function kindOf(name: string, code: string | undefined, status: number | undefined): FailureKind {
  const known = kindOfName.get(name);
  if (known !== undefined) {
    return known;
  }
  if (status === 429) {
    return "throttled";
  }
  const outage = (status !== undefined && status >= 500) || (code !== undefined && networkCodes.has(code));
  return outage ? "unavailable" : "unknown";
}

function valueAt(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;
}

function textAt(holder: unknown, key: string): string | undefined {
  const value = valueAt(holder, key);
  return typeof value === "string" ? value : undefined;
}

function numberAt(holder: unknown, key: string): number | undefined {
  const value = valueAt(holder, key);
  return typeof value === "number" ? value : undefined;
}
