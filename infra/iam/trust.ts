import { policyDocument } from "./statement";

/** Lets one AWS service take a role. */
export function trustService(service: string): string {
  return policyDocument([
    { sid: "ServiceTakesRole", effect: "Allow", principal: { service }, actions: ["sts:AssumeRole"] },
  ]);
}
