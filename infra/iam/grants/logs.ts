import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

// Without logs:CreateLogGroup: a function that may create its group brings it back after a destroy.
const write = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

export const logGrants = {
  write(streams: Arn): Statement {
    return { sid: "WriteLogs", effect: "Allow", actions: write, resources: [streams] };
  },
};
