import type { QueueArgs } from "@pulumi/aws/sqs";
import { readsStream } from "../../../model/aws/event-sources";
import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import type { Interruption } from "../../../model/graph/interruption";
import { stated } from "../../../model/graph/reading";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type Queue = Member<Plain<QueueArgs>>;

/** Judges the text of a redrive policy, wherever it stands. */
function* judgePolicy(text: unknown, minimumReceives: number): Generator<Finding | Interruption, void, void> {
  const policy = parsed(text);
  if (typeof policy.deadLetterTargetArn !== "string" || policy.deadLetterTargetArn === "") {
    yield { at: "redrivePolicy", got: text, want: "a redrive policy with a deadLetterTargetArn" };
    return;
  }
  const receives = Number(policy.maxReceiveCount);
  if (!(receives >= minimumReceives)) {
    yield { at: "redrivePolicy", got: text, want: `a maxReceiveCount of at least ${minimumReceives}` };
  }
}

function parsed(text: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

const queueArn = "arn:aws:sqs:us-east-1:123456789012:work";
const redrive = (receives: number) =>
  JSON.stringify({
    deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dead-letters",
    maxReceiveCount: receives,
  });
const consumer = resource(tokens.eventSourceMapping, "consumer", { eventSourceArn: queueArn, functionName: "worker" });
const deadLetters = resource(tokens.queue, "dead-letters", { name: "dead-letters" });

export default stackRule({
  meta: {
    name: "sqs-require-redrive",
    severity: "high",
    law: "A queue that a function consumes moves a message to a dead-letter queue after enough receives.",
    rationale:
      "Without one a message that always fails comes back until its retention ends, and then is lost without a trace.",
    remediation: "Set redrivePolicy to a deadLetterTargetArn and a maxReceiveCount, or add an sqs.RedrivePolicy.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
    framework: { wellArchitected: "REL5-BP04", nist: ["CP-10", "SI-13"] },
  },
  config: {
    minimumReceives: {
      type: "integer",
      minimum: 1,
      maximum: 1000,
      default: 5,
      description: "Fewest receives before a message is moved; Lambda's own throttling uses up some.",
    },
  },
  *check(stack, { minimumReceives }): Check<StackFinding> {
    const queues = stack.of(tokens.queue);
    const directory = new Directory(queues);
    const sources = stack.of(tokens.eventSourceMapping);
    const consumers = new Referrers(sources, "eventSourceArn", directory);
    const streams = new Set(sources.filter(readsStream).map(({ urn }) => urn));
    const policies = new Referrers(stack.of(tokens.queueRedrive), "queueUrl", directory);
    const consumed = queues.filter((queue) => consumers.of(queue).length > 0);
    const lost = consumers.unknown.filter(({ urn }) => !streams.has(urn ?? ""));
    if (consumed.length === 0 && lost.length === 0) {
      return skip("no queue that a function consumes");
    }
    for (const queue of lost.length > 0 ? queues.filter((one) => !consumed.includes(one)) : []) {
      yield* about(queue, function* () {
        const separate = policies.of(queue);
        const found =
          separate.length > 0
            ? separate.flatMap(({ props }) => [...judgePolicy(props.redrivePolicy, minimumReceives)])
            : [...judgeQueue(queue, policies.unknown, minimumReceives)];
        yield* found.length === 0 ? [] : lost;
      });
    }
    for (const queue of consumed) {
      const separate = policies.of(queue);
      for (const policy of separate) {
        yield* about(policy, () => judgePolicy(policy.props.redrivePolicy, minimumReceives));
      }
      if (separate.length === 0) {
        yield* about(queue, () => judgeQueue(queue, policies.unknown, minimumReceives));
      }
    }
  },
  examples: {
    pass: [
      {
        because: "the queue gives up after five tries",
        given: [deadLetters, resource(tokens.queue, "work", { name: "work", redrivePolicy: redrive(5) }), consumer],
      },
      {
        because: "a resource of its own says so",
        given: [
          deadLetters,
          resource(tokens.queue, "work", { name: "work" }),
          resource(
            tokens.queueRedrive,
            "redrive",
            { queueUrl: unknown.string, redrivePolicy: redrive(5) },
            { sources: { queueUrl: ["work"] } },
          ),
          consumer,
        ],
      },
      {
        because: "the config takes two tries",
        config: { minimumReceives: 2 },
        given: [deadLetters, resource(tokens.queue, "work", { name: "work", redrivePolicy: redrive(2) }), consumer],
      },
    ],
    fail: [
      {
        because: "the queue never gives up",
        given: [resource(tokens.queue, "work", { name: "work" }), consumer],
        at: ["work redrivePolicy"],
      },
      {
        because: "nobody states a policy, and AWS would fill in an empty one",
        given: [resource(tokens.queue, "work", { name: "work", redrivePolicy: unknown.string }), consumer],
        at: ["work redrivePolicy"],
      },
      {
        because: "the queue gives up too soon",
        given: [deadLetters, resource(tokens.queue, "work", { name: "work", redrivePolicy: redrive(4) }), consumer],
        at: ["work redrivePolicy"],
      },
    ],
    undetermined: [
      {
        because: "the policy is made of a queue that is not there yet",
        given: [
          deadLetters,
          resource(
            tokens.queue,
            "work",
            { name: "work", redrivePolicy: unknown.string },
            { sources: { redrivePolicy: ["dead-letters"] } },
          ),
          consumer,
        ],
        at: ["work redrivePolicy"],
      },
      {
        because: "nothing tells which queue a redrive policy is of",
        given: [
          resource(tokens.queue, "work", { name: "work" }),
          resource(tokens.queueRedrive, "redrive", { queueUrl: unknown.string, redrivePolicy: redrive(5) }),
          consumer,
        ],
        at: ["redrive queueUrl"],
      },
    ],
    skip: [
      { because: "no function consumes the queue", given: [resource(tokens.queue, "work", { name: "work" })] },
      { because: "there is no queue", given: [consumer] },
    ],
  },
});

function* judgeQueue(
  queue: Queue,
  elsewhere: readonly Interruption[],
  minimumReceives: number,
): Generator<Finding | Interruption, void, void> {
  // AWS fills in a policy that nobody states, so at preview it is unknown and yet nothing.
  const text = stated(queue, "redrivePolicy");
  if ((text === undefined || text === null) && elsewhere.length > 0) {
    yield* elsewhere;
    return;
  }
  yield* judgePolicy(text, minimumReceives);
}
