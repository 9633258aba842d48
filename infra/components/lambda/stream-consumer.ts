import { EventSourceMapping } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../regions/pair";
import { minutes, type Seconds } from "../../units/time";
import type { Queue } from "../sqs/queue";
import type { RegionalFunction } from "./regional-function";

export interface StreamConsumerArgs {
  readonly region: Region;
  /** Of a table's replica in this region. */
  readonly streamArn: pulumi.Input<string>;
  readonly function: RegionalFunction;
  /** Values of the table's key `id` that the function is not called for. */
  readonly exceptIds: readonly string[];
  /** Changes in one call. */
  readonly batchSize: number;
  /** How long changes are gathered for one call, at most 300 seconds. */
  readonly gathering: Seconds;
  /** Takes the place of what could not be handled: the stream itself keeps the changes for four more hours. */
  readonly failures: Queue;
}

/** A stream keeps a change for 24 hours. */
const patience = minutes(20 * 60);

/** Calls a function with every change of a table's replica, in order, and again until it has handled it. */
export class StreamConsumer extends pulumi.ComponentResource {
  constructor(name: string, args: StreamConsumerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lambda:StreamConsumer", name, {}, within(args.region, opts));
    const { region, streamArn, function: consumer, exceptIds, batchSize, gathering, failures } = args;

    new EventSourceMapping(
      `${name}-mapping`,
      {
        eventSourceArn: streamArn,
        functionName: consumer.calledName,
        enabled: true,
        // Nothing that was written before the mapping is left out.
        startingPosition: "TRIM_HORIZON",
        batchSize,
        maximumBatchingWindowInSeconds: gathering,
        bisectBatchOnFunctionError: true,
        maximumRecordAgeInSeconds: patience,
        filterCriteria: { filters: [{ pattern: otherKeysThan(exceptIds) }] },
        destinationConfig: { onFailure: { destinationArn: failures.arn } },
        tags: region.tags,
      },
      { parent: this, dependsOn: [consumer.called, failures.queue] },
    );

    this.registerOutputs({});
  }
}

function otherKeysThan(ids: readonly string[]): string {
  return JSON.stringify({ dynamodb: { Keys: { id: { S: [{ "anything-but": ids }] } } } });
}
