import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const read = ["secretsmanager:GetSecretValue"] as const;

export const secretGrants = {
  /** Secrets Manager ends the ARN of a secret with six characters of its own; any six are this secret's. */
  read(secret: Arn): Statement {
    return { sid: "ReadSecret", effect: "Allow", actions: read, resources: [secret] };
  },
};
