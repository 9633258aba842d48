import type { Arn } from "../naming/arns";
import type { Statement } from "./statement";

/** Refuses what comes without TLS, whoever sends it. `action` is a service's every action: `s3:*`. */
export function denyPlainTransport(action: string, resources: readonly Arn[]): Statement {
  return {
    sid: "DenyPlainTransport",
    effect: "Deny",
    principal: "everybody",
    actions: [action],
    resources,
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}
