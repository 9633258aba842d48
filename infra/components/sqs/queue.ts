import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../../iam/statement";
import { denyPlainTransport } from "../../iam/transport";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";
import type { Seconds } from "../../units/time";

export interface QueueArgs {
  readonly region: Region;
  readonly queueName: string;
  readonly retention: Seconds;
  /** How long a received message is hidden from others; absent: the 30 seconds of SQS. */
  readonly visibilityTimeout?: Seconds;
  /** Where a message goes that was received this often and never deleted. */
  readonly redrive?: { readonly deadLetters: Queue; readonly receives: number };
  /** The only queues that may redrive their messages to this one. */
  readonly deadLettersOf?: readonly Arn[];
  /** What the queue's policy allows, besides the refusal of plain transport. */
  readonly statements?: readonly Statement[];
}

/** Where a queue is asked, as those must know who have nothing but its name. */
export function queueUrl({ name, account }: Region, queueName: string): string {
  return `https://sqs.${name}.amazonaws.com/${account}/${queueName}`;
}

/** An encrypted queue that takes messages over TLS only. */
export class Queue extends pulumi.ComponentResource {
  readonly queueName: string;
  readonly arn: Arn;
  readonly queue: sqs.Queue;

  constructor(name: string, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:sqs:Queue", name, {}, within(args.region, opts));
    const { region, queueName, retention, visibilityTimeout, redrive, deadLettersOf, statements = [] } = args;
    this.queueName = queueName;
    this.arn = region.arns.queue(queueName);

    this.queue = new sqs.Queue(
      `${name}-queue`,
      {
        name: queueName,
        messageRetentionSeconds: retention,
        // Keys of SQS's own: no key policy can shut out a service that sends to the queue.
        sqsManagedSseEnabled: true,
        visibilityTimeoutSeconds: visibilityTimeout,
        redrivePolicy: redrive && redrivePolicy(redrive.deadLetters.arn, redrive.receives),
        redriveAllowPolicy: deadLettersOf && redriveAllowPolicy(deadLettersOf),
        tags: region.tags,
      },
      { parent: this, dependsOn: redrive === undefined ? [] : [redrive.deadLetters.queue] },
    );
    new sqs.QueuePolicy(
      `${name}-policy`,
      { queueUrl: this.queue.url, policy: policyDocument([denyPlainTransport("sqs:*", [this.arn]), ...statements]) },
      { parent: this },
    );

    this.registerOutputs({ arn: this.arn });
  }
}

function redrivePolicy(deadLetters: Arn, receives: number): string {
  return JSON.stringify({ deadLetterTargetArn: deadLetters, maxReceiveCount: receives });
}

function redriveAllowPolicy(sources: readonly Arn[]): string {
  return JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: sources });
}
