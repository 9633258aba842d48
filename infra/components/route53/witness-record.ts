import { Record as DnsRecord } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { type ByRole, type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import type { EndpointCheck } from "./endpoint-check";

export interface WitnessRecordArgs {
  /** The region whose provider speaks to Route 53, which is global. */
  readonly region: Region;
  readonly zoneId: pulumi.Input<string>;
  readonly recordName: string;
  readonly checks: ByRole<EndpointCheck>;
  readonly identifiers: ByRole<string>;
  readonly ttl: Seconds;
}

/** What the record says. */
const words: ByRole<string> = { primary: "primary", secondary: "standby" };

/**
 * A text that says what the health checkers of the world think of the primary. Whoever wants their verdict asks Route 53's
 * name servers for it, which are everywhere; its API is in one region.
 */
export class WitnessRecord extends pulumi.ComponentResource {
  constructor(name: string, args: WitnessRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:route53:WitnessRecord", name, {}, within(args.region, opts));
    const { zoneId, recordName, checks, identifiers, ttl } = args;

    for (const role of ["primary", "secondary"] as const) {
      new DnsRecord(
        `${name}-${role}`,
        {
          zoneId,
          name: recordName,
          type: "TXT",
          ttl,
          records: [words[role]],
          setIdentifier: identifiers[role],
          failoverRoutingPolicies: [{ type: role === "primary" ? "PRIMARY" : "SECONDARY" }],
          healthCheckId: checks[role].healthCheckId,
        },
        { parent: this, dependsOn: [checks[role].check] },
      );
    }

    this.registerOutputs({});
  }
}
