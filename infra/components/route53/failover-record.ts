import { Record as DnsRecord } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { type ByRole, type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import type { EndpointCheck } from "./endpoint-check";

export interface FailoverAnswer {
  /** Tells the two records of one name apart. */
  readonly identifier: string;
  readonly host: pulumi.Input<string>;
}

export interface FailoverRecordArgs {
  /** The region whose provider speaks to Route 53, which is global. */
  readonly region: Region;
  readonly zoneId: pulumi.Input<string>;
  /** Below the zone's own name, where a CNAME may stand. */
  readonly recordName: string;
  readonly answers: ByRole<FailoverAnswer>;
  /** Of an endpoint, or what a latch makes of one. */
  readonly checks: ByRole<Pick<EndpointCheck, "healthCheckId" | "check">>;
  readonly ttl: Seconds;
}

/** Two CNAMEs that answer for one name: the primary while it is healthy, otherwise the secondary. */
export class FailoverRecord extends pulumi.ComponentResource {
  readonly fqdn: string;

  constructor(name: string, args: FailoverRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:route53:FailoverRecord", name, {}, within(args.region, opts));
    const { zoneId, recordName, answers, checks, ttl } = args;

    for (const role of ["primary", "secondary"] as const) {
      const { identifier, host } = answers[role];
      const { healthCheckId, check } = checks[role];
      new DnsRecord(
        `${name}-${role}`,
        {
          zoneId,
          name: recordName,
          // Not an alias: an alias has no TTL of its own.
          type: "CNAME",
          ttl,
          records: [host],
          setIdentifier: identifier,
          failoverRoutingPolicies: [{ type: role === "primary" ? "PRIMARY" : "SECONDARY" }],
          healthCheckId,
        },
        { parent: this, dependsOn: [check] },
      );
    }

    this.fqdn = recordName;
    this.registerOutputs({ fqdn: this.fqdn });
  }
}
