import { Failure, toFailure } from "../../../../infra/lib/lambda/runtime/failure";

describe("toFailure", () => {
  test("gives a failure back", () => {
    const failure = new Failure("throttled", "busy");
    expect(toFailure(failure)).toBe(failure);
  });

  test("keeps the name and the place of a foreign error, and not its words", () => {
    const failure = toFailure(new RangeError("first ACC-7781\n    at ACC-7781"));
    expect(failure).toMatchObject({ kind: "unknown", message: "An unexpected error was thrown." });
    expect(JSON.stringify(failure.logFields)).not.toContain("ACC-7781");
    expect(failure.details).toMatchObject({
      errorName: "RangeError",
      stack: expect.stringContaining("failure.test.ts"),
    });
  });

  test("manages an error without a stack", () => {
    const error = new Error("x");
    delete error.stack;
    expect(toFailure(error).details).toEqual({ errorName: "Error", stack: "" });
  });

  test.each([
    ["a text", "password", "string"],
    ["nothing", undefined, "undefined"],
    ["null", null, "object"],
  ])("names only the kind of %s", (_what, thrown, kind) => {
    expect(toFailure(thrown).logFields).toEqual({
      failure: "unknown",
      reason: "A value that is no error was thrown.",
      thrown: kind,
    });
  });
});
