import { RunError } from "@pulumi/pulumi";
import { userError } from "../../../infra/errors/user-error";

test("an error that the user can fix is its message and nothing else", () => {
  const error = userError("domainName is not set");
  expect(RunError.isInstance(error)).toBe(true);
  expect(error.message).toBe("domainName is not set");
  expect(error.stack).toBeUndefined();
});
