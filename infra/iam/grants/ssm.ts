import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const read = ["ssm:GetParameters"] as const;

/** The least that AWS names for a session: no commands, no documents, no inventory. */
const session = [
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
] as const;

export const sessionGrants = {
  /** An instance registers itself, and lets Session Manager in: a shell without a key and without an open port. */
  receive(): Statement {
    return { sid: "ReceiveSessions", effect: "Allow", actions: session, resources: "unscopable" };
  },
};

export const parameterGrants = {
  /** A SecureString under the account's own `aws/ssm` key needs no KMS grant: that key's policy admits the account's readers. */
  read(parameters: readonly Arn[]): Statement {
    return { sid: "ReadParameters", effect: "Allow", actions: read, resources: parameters };
  },
};
