import type { QueueArgs } from "@pulumi/aws/sqs";
import { Directory } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import type { Interruption } from "../../../model/graph/interruption";
import type { Member, Plain, Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { longestQueueRetentionSeconds, queueRetentionSeconds } from "../../../model/recovery/estimates";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type Queue = Member<Plain<QueueArgs>>;

/** The queues that failed work is sent to, and the references whose queue cannot be known yet. */
function deadLetterQueues(stack: Stack, queues: readonly Queue[]) {
  const directory = new Directory(queues);
  const redrive = (text: unknown) =>
    (JSON.parse(String(text)) as { readonly deadLetterTargetArn?: unknown }).deadLetterTargetArn;
  const found = [
    ...queues.map((queue) => directory.find(queue, "redrivePolicy", () => redrive(queue.props.redrivePolicy))),
    ...stack
      .of(tokens.queueRedrive)
      .map((policy) => directory.find(policy, "redrivePolicy", () => redrive(policy.props.redrivePolicy))),
    ...stack
      .of(tokens.topicSubscription)
      .map((subscriber) => directory.find(subscriber, "redrivePolicy", () => redrive(subscriber.props.redrivePolicy))),
    ...stack
      .of(tokens.function)
      .map((code) => directory.find(code, "deadLetterConfig", () => code.props.deadLetterConfig?.targetArn)),
    ...stack
      .of(tokens.eventSourceMapping)
      .map((mapping) =>
        directory.find(mapping, "destinationConfig", () => mapping.props.destinationConfig?.onFailure?.destinationArn),
      ),
    ...stack
      .of(tokens.eventTarget)
      .map((target) => directory.find(target, "deadLetterConfig", () => target.props.deadLetterConfig?.arn)),
  ];
  return {
    urns: new Set(found.flatMap(({ members }) => members.map(({ urn }) => urn))),
    unknown: found.flatMap(({ unknown: lost }): Interruption[] => (lost ? [lost] : [])),
  };
}

export default stackRule({
  meta: {
    name: "sqs-require-retention",
    severity: "medium",
    law: "A dead-letter queue retains messages for as long as an investigation may take.",
    rationale:
      "A message in a dead-letter queue is often the only trace of a lost request, and an outage can last days.",
    remediation: "Set messageRetentionSeconds to the expected number of seconds; 1209600, 14 days, is the longest.",
    url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    framework: { wellArchitected: "REL5-BP04", nist: ["CP-10", "AU-11"] },
  },
  config: {
    minimumSeconds: {
      type: "integer",
      minimum: 60,
      maximum: longestQueueRetentionSeconds,
      default: longestQueueRetentionSeconds,
      description: "Shortest time that a message is kept, in seconds.",
    },
    only: {
      type: "string",
      enum: ["dead-letter", "all"],
      default: "dead-letter",
      description: "Queues to judge: those that failed work is sent to, or every queue.",
    },
  },
  *check(stack, { minimumSeconds, only }): Check<StackFinding> {
    const queues = stack.of(tokens.queue);
    const failed = deadLetterQueues(stack, queues);
    const judged = queues.filter(({ urn }) => only === "all" || failed.urns.has(urn) || failed.unknown.length > 0);
    if (judged.length === 0) {
      return skip(only === "all" ? "no queue" : "no queue that failed work is sent to");
    }
    for (const queue of judged) {
      yield* about(queue, function* () {
        const seconds: unknown = queue.props.messageRetentionSeconds ?? queueRetentionSeconds;
        if (typeof seconds === "number" && seconds >= minimumSeconds) {
          return;
        }
        if (only === "all" || failed.urns.has(queue.urn)) {
          yield {
            at: "messageRetentionSeconds",
            got: queue.props.messageRetentionSeconds,
            want: `at least ${minimumSeconds}`,
          };
        } else {
          yield* failed.unknown;
        }
      });
    }
  },
  examples: {
    pass: [
      {
        because: "the dead letters of a function are kept for 14 days",
        given: [
          resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: 1209600 }),
          resource(tokens.function, "code", {
            deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-1:123456789012:dead-letters" },
          }),
        ],
      },
      {
        because: "the config asks for a week",
        config: { minimumSeconds: 604800 },
        given: [
          resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: 604800 }),
          resource(tokens.function, "code", {
            deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-1:123456789012:dead-letters" },
          }),
        ],
      },
      {
        because: "a queue of other work may forget sooner",
        given: [
          resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: 1209600 }),
          resource(tokens.queue, "work", {
            name: "work",
            redrivePolicy:
              '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead-letters","maxReceiveCount":5}',
          }),
        ],
      },
    ],
    fail: [
      {
        because: "what a stream's consumer gives up is gone after four days",
        given: [
          resource(tokens.queue, "given-up", { name: "given-up", messageRetentionSeconds: 345600 }),
          resource(tokens.eventSourceMapping, "consumer", {
            functionName: "journal",
            destinationConfig: { onFailure: { destinationArn: "arn:aws:sqs:us-east-1:123456789012:given-up" } },
          }),
        ],
        at: ["given-up messageRetentionSeconds"],
      },
      {
        because: "the dead letters of a queue are kept for the four days that SQS takes",
        given: [
          resource(tokens.queue, "dead-letters", { name: "dead-letters" }),
          resource(tokens.queue, "work", {
            name: "work",
            redrivePolicy:
              '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead-letters","maxReceiveCount":5}',
          }),
        ],
        at: ["dead-letters messageRetentionSeconds"],
      },
      {
        because: "the queue of a redrive policy of its own is found by its future ARN",
        given: [
          resource(tokens.queue, "dead-letters", { messageRetentionSeconds: 1209599 }),
          resource(tokens.queue, "work", { messageRetentionSeconds: 1209600 }),
          resource(
            tokens.queueRedrive,
            "redrive",
            { queueUrl: unknown.string, redrivePolicy: unknown.string },
            { sources: { redrivePolicy: ["dead-letters"], queueUrl: ["work"] } },
          ),
        ],
        at: ["dead-letters messageRetentionSeconds"],
      },
      {
        because: "the config judges every queue",
        config: { only: "all" },
        given: [resource(tokens.queue, "work", { name: "work", messageRetentionSeconds: 3600 })],
        at: ["work messageRetentionSeconds"],
      },
    ],
    undetermined: [
      {
        because: "the retention is unknown",
        given: [
          resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: unknown.number }),
          resource(tokens.function, "code", {
            deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-1:123456789012:dead-letters" },
          }),
        ],
        at: ["dead-letters messageRetentionSeconds"],
      },
    ],
    skip: [
      { because: "there is no queue", given: [resource(tokens.table, "trades", {})] },
      { because: "no failed work is sent to a queue", given: [resource(tokens.queue, "work", { name: "work" })] },
    ],
  },
});
