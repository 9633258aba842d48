import * as pulumi from "@pulumi/pulumi";

/**
 * An error that the user can fix: its message is all there is to say, so it has no stack. (With one, the SDK's runner
 * colours it even though it never shows it, and Node 20 can take a minute and gigabytes to colour a stack of the SDK's.)
 */
export function userError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = undefined;
  return error;
}
