import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const read = ["ssm:GetParameters"] as const;

export const parameterGrants = {
  /** A SecureString under the account's own `aws/ssm` key needs no KMS grant: that key's policy admits the account's readers. */
  read(parameters: readonly Arn[]): Statement {
    return { sid: "ReadParameters", effect: "Allow", actions: read, resources: parameters };
  },
};
