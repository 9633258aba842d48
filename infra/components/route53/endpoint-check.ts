import { HealthCheck } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";

export interface EndpointCheckArgs {
  /** The region whose endpoint is asked; the check itself is global. */
  readonly region: Region;
  readonly checkName: string;
  /** The region's own host: a shared name would ask whichever region answers. */
  readonly host: pulumi.Input<string>;
  readonly protocol: "HTTP" | "HTTPS";
  readonly port: number;
  readonly path: string;
  readonly interval: Seconds;
  /** Answers in a row that change the verdict. */
  readonly failureThreshold: number;
  /** What answers: asked before it is there, the check would begin with a false alarm. */
  readonly answeredBy: readonly pulumi.Resource[];
}

/** Asks one endpoint from all over the world whether it is well. */
export class EndpointCheck extends pulumi.ComponentResource {
  readonly healthCheckId: pulumi.Output<string>;
  readonly check: HealthCheck;

  constructor(name: string, args: EndpointCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:route53:EndpointCheck", name, {}, within(args.region, opts));
    const { region, checkName, host, protocol, port, path, interval, failureThreshold, answeredBy } = args;

    this.check = new HealthCheck(
      `${name}-check`,
      {
        type: protocol,
        fqdn: host,
        port,
        resourcePath: path,
        requestInterval: interval,
        failureThreshold,
        ...(protocol === "HTTPS" ? { enableSni: true } : {}),
        tags: withName(region.tags, checkName),
      },
      { parent: this, dependsOn: [...answeredBy] },
    );

    this.healthCheckId = this.check.id;
    this.registerOutputs({ healthCheckId: this.healthCheckId });
  }
}
