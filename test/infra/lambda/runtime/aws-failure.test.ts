import { awsFailure } from "../../../../infra/lib/lambda/runtime/aws/failure";

function sdkError(name: string, more: object = {}): Error {
  return Object.assign(new Error("arn:aws:iam::123456789012:role/x may not read ACC-7781"), { name, ...more });
}

describe("awsFailure", () => {
  test.each([
    ["ProvisionedThroughputExceededException", "throttled"],
    ["ThrottlingException", "throttled"],
    ["RequestLimitExceeded", "throttled"],
    ["TooManyRequestsException", "throttled"],
    ["TimeoutError", "timeout"],
    ["AbortError", "timeout"],
    ["TransactionConflictException", "unavailable"],
    ["ResourceNotFoundException", "misconfigured"],
    ["AccessDeniedException", "misconfigured"],
    ["UnrecognizedClientException", "misconfigured"],
    ["ValidationException", "misconfigured"],
    ["CredentialsProviderError", "misconfigured"],
    ["TypeError", "unknown"],
    ["constructor", "unknown"],
    ["__proto__", "unknown"],
  ])("calls %s %s", (name, kind) => {
    expect(awsFailure("dynamodb:GetItem", sdkError(name)).kind).toBe(kind);
  });

  test.each([
    [500, "unavailable"],
    [503, "unavailable"],
    [429, "throttled"],
    [400, "unknown"],
  ])("calls an unknown error with status %d %s", (httpStatusCode, kind) => {
    expect(awsFailure("ssm:GetParameters", sdkError("Strange", { $metadata: { httpStatusCode } })).kind).toBe(kind);
  });

  test.each(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EPIPE", "ETIMEDOUT"])(
    "calls the network error %s unavailable",
    (code) => {
      expect(awsFailure("dynamodb:PutItem", sdkError("Error", { code })).kind).toBe("unavailable");
    },
  );

  test("believes the name of a throttling error before its status", () => {
    const error = sdkError("ThrottlingException", { $metadata: { httpStatusCode: 500 } });
    expect(awsFailure("dynamodb:PutItem", error).kind).toBe("throttled");
  });

  test("keeps what helps to find the call, and not the message", () => {
    const $metadata = { httpStatusCode: 400, requestId: "AWS-1", attempts: 3 };
    const failure = awsFailure("dynamodb:PutItem", sdkError("AccessDeniedException", { $metadata }));
    expect(failure.logFields).toEqual({
      failure: "misconfigured",
      reason: "A call to AWS failed.",
      operation: "dynamodb:PutItem",
      errorName: "AccessDeniedException",
      errorCode: undefined,
      httpStatus: 400,
      attempts: 3,
      serviceRequestId: "AWS-1",
    });
  });

  test.each([undefined, null, "throttled", 7, { name: 5, $metadata: "x" }])(
    "takes %j for an unknown failure",
    (thrown) => {
      expect(awsFailure("dynamodb:GetItem", thrown)).toMatchObject({
        kind: "unknown",
        details: { errorName: "unnamed" },
      });
    },
  );
});
