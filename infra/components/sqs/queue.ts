import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../../iam/statement";
import { denyPlainTransport } from "../../iam/transport";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";

export interface QueueArgs {
  readonly region: Region;
  readonly queueName: string;
  readonly retention: Seconds;
}

/** An encrypted queue that takes messages over TLS only. */
export class Queue extends pulumi.ComponentResource {
  readonly queueName: string;
  readonly arn: Arn;
  readonly queue: sqs.Queue;

  constructor(name: string, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:sqs:Queue", name, {}, within(args.region, opts));
    const { region, queueName, retention } = args;
    this.queueName = queueName;
    this.arn = region.arns.queue(queueName);

    this.queue = new sqs.Queue(
      `${name}-queue`,
      {
        name: queueName,
        messageRetentionSeconds: retention,
        // Keys of SQS's own: no key policy can shut out a service that sends to the queue.
        sqsManagedSseEnabled: true,
        tags: region.tags,
      },
      { parent: this },
    );
    new sqs.QueuePolicy(
      `${name}-policy`,
      { queueUrl: this.queue.url, policy: policyDocument([denyPlainTransport("sqs:*", [this.arn])]) },
      { parent: this },
    );

    this.registerOutputs({ arn: this.arn });
  }
}
