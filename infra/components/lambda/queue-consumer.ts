import { EventSourceMapping } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import type { Queue } from "../sqs/queue";
import type { RegionalFunction } from "./regional-function";

export interface QueueConsumerArgs {
  readonly region: Region;
  readonly queue: Queue;
  readonly function: RegionalFunction;
  /** Messages in one call, at most 10. */
  readonly batchSize: number;
  /** Calls at the same time, at least 2: how hard the queue may press on what the function uses. */
  readonly concurrency: number;
}

/** Calls a function with the messages of a queue, and keeps those that it says it has not handled. */
export class QueueConsumer extends pulumi.ComponentResource {
  constructor(name: string, args: QueueConsumerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lambda:QueueConsumer", name, {}, within(args.region, opts));
    const { region, queue, function: consumer, batchSize, concurrency } = args;

    new EventSourceMapping(
      `${name}-mapping`,
      {
        eventSourceArn: queue.arn,
        functionName: consumer.calledName,
        enabled: true,
        batchSize,
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: concurrency },
        tags: region.tags,
      },
      { parent: this, dependsOn: [queue.queue, consumer.called] },
    );

    this.registerOutputs({});
  }
}
