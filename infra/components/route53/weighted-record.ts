import { Record as DnsRecord } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { type Region, type Role, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";
import type { EndpointCheck } from "./endpoint-check";

export interface WeightedTarget {
  /** Tells the two records of one name apart. */
  readonly identifier: string;
  readonly host: pulumi.Input<string>;
  readonly check: EndpointCheck;
  /** 0 to 255: its share of the answers. With 0 it is answered when none that has a share is healthy. */
  readonly weight: number;
}

export interface WeightedRecordArgs {
  /** The region whose provider speaks to Route 53, which is global. */
  readonly region: Region;
  readonly zoneId: pulumi.Input<string>;
  /** Below the zone's own name, where a CNAME may stand. */
  readonly recordName: string;
  readonly targets: Readonly<Record<Role, WeightedTarget>>;
  readonly ttl: Seconds;
}

/** Two CNAMEs that answer for one name, each as often as its weight says and only while it is healthy. */
export class WeightedRecord extends pulumi.ComponentResource {
  readonly fqdn: string;

  constructor(name: string, args: WeightedRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:route53:WeightedRecord", name, {}, within(args.region, opts));
    const { zoneId, recordName, targets, ttl } = args;

    for (const role of ["primary", "secondary"] as const) {
      const { identifier, host, check, weight } = targets[role];
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
          weightedRoutingPolicies: [{ weight }],
          healthCheckId: check.healthCheckId,
        },
        { parent: this, dependsOn: [check.check] },
      );
    }

    this.fqdn = recordName;
    this.registerOutputs({ fqdn: this.fqdn });
  }
}
