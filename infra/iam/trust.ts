import { policyDocument } from "./statement";

/** Lets one AWS service take a role: only for things of this account, where the service says whose they are. */
export function trustService(service: string, account?: string): string {
  return policyDocument([
    {
      sid: "ServiceTakesRole",
      effect: "Allow",
      principal: { service },
      actions: ["sts:AssumeRole"],
      ...(account === undefined ? {} : { conditions: { StringEquals: { "aws:SourceAccount": account } } }),
    },
  ]);
}
