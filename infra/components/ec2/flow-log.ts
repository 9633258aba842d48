import { FlowLog as Log } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { withName } from "../../naming/tags";
import { type Region, within } from "../../regions/pair";
import type { Bucket } from "../s3/bucket";
import type { Network } from "./network";

export interface FlowLogArgs {
  readonly region: Region;
  readonly network: Network;
  /** The `Name` tag. */
  readonly logName: string;
  /** Its policy lets the account's log deliveries write below the folder. */
  readonly bucket: Bucket;
  readonly folder: string;
}

/** Writes down who in a network spoke to whom, and who was refused, as AWS sums it up every ten minutes. */
export class FlowLog extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ec2:FlowLog", name, {}, within(args.region, opts));
    const { region, network, logName, bucket, folder } = args;

    new Log(
      `${name}-log`,
      {
        vpcId: network.vpcId,
        trafficType: "ALL",
        logDestinationType: "s3",
        logDestination: `${bucket.arn}/${folder}/`,
        tags: withName(region.tags, logName),
      },
      { parent: this, dependsOn: [bucket.ready] },
    );

    this.registerOutputs({});
  }
}
