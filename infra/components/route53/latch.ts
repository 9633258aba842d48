import { HealthCheck } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { EndpointCheck } from "./endpoint-check";

export interface LatchArgs {
  /** The standby, in which something publishes whether traffic is to stay there; the checks themselves are global. */
  readonly region: Region;
  /** Of an alarm there on that metric: in alarm while traffic stays. Of standard resolution, as Route 53 asks. */
  readonly alarmName: pulumi.Input<string>;
  /** The check by which the primary's answer is given while nobody holds it back. */
  readonly endpoint: EndpointCheck;
  readonly checkNames: { readonly latch: string; readonly both: string };
}

/**
 * Keeps the primary's answer out until the standby lets go of it, however well the primary is meanwhile. What holds and what
 * lets go is a metric of the standby region: no API of Route 53 takes part. When nothing is published any more, the last
 * word stands: an orchestrator that stops neither brings traffic back nor sends it away.
 */
export class Latch extends pulumi.ComponentResource {
  readonly healthCheckId: pulumi.Output<string>;
  /** Healthy while the endpoint is and nobody holds its answer back. */
  readonly check: HealthCheck;

  constructor(name: string, args: LatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:route53:Latch", name, {}, within(args.region, opts));
    const { region, alarmName, endpoint, checkNames } = args;

    const latch = new HealthCheck(
      `${name}-latch`,
      {
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: alarmName,
        cloudwatchAlarmRegion: region.name,
        insufficientDataHealthStatus: "LastKnownStatus",
        tags: withName(region.tags, checkNames.latch),
      },
      { parent: this },
    );
    this.check = new HealthCheck(
      `${name}-both`,
      {
        type: "CALCULATED",
        childHealthchecks: [endpoint.healthCheckId, latch.id],
        childHealthThreshold: 2,
        tags: withName(region.tags, checkNames.both),
      },
      { parent: this },
    );

    this.healthCheckId = this.check.id;
    this.registerOutputs({ healthCheckId: this.healthCheckId });
  }
}
