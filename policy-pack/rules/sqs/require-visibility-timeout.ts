import type { EventSourceMappingArgs } from "@pulumi/aws/lambda";
import { Directory } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { lambdaTimeoutSeconds, queueVisibilitySeconds } from "../../../model/recovery/estimates";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";
import { readsStream } from "../../readings/event-sources";

const eventSourceArn = "arn:aws:sqs:us-east-1:123456789012:work";
const mapping = { eventSourceArn, functionName: "worker" };
const consumer = resource(tokens.eventSourceMapping, "consumer", mapping);
const worker = resource(tokens.function, "worker", { name: "worker", role: "arn", timeout: 30 });
const work = (visibilityTimeoutSeconds: number) =>
  resource(tokens.queue, "work", { name: "work", visibilityTimeoutSeconds });

export default stackRule({
  meta: {
    name: "sqs-require-visibility-timeout",
    severity: "medium",
    law: "The visibility timeout of a queue is several times the timeout of the function that consumes it.",
    rationale:
      "A message that shows up again while it is still being handled is handled twice at the same time; Lambda also needs room to try again when it is throttled.",
    remediation:
      "Set visibilityTimeoutSeconds to at least the expected number of seconds, or shorten the function's timeout.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
    framework: { wellArchitected: "REL5-BP05", nist: ["SI-10", "SI-13"] },
  },
  config: {
    timeouts: {
      type: "integer",
      minimum: 1,
      default: 6,
      description:
        "How many of the function's timeouts a message stays hidden; Lambda refuses less than 1 and asks for 6.",
    },
  },
  *check(stack, { timeouts }): Check<StackFinding> {
    const queues = new Directory(stack.of(tokens.queue));
    const functions = new Directory(stack.of(tokens.function));
    let judged = false;
    for (const source of stack.of(tokens.eventSourceMapping)) {
      const from = queues.find(source, "eventSourceArn", () => source.props.eventSourceArn);
      const to = functions.find(source, "functionName", () => source.props.functionName);
      const [queue] = from.members;
      const [code] = to.members;
      if (queue === undefined || code === undefined) {
        const lost = readsStream(source) ? undefined : (from.unknown ?? to.unknown);
        judged ||= lost !== undefined;
        yield* lost === undefined ? [] : [lost];
        continue;
      }
      judged = true;
      yield* about(code, () => {
        const needed = timeouts * seconds(code.props.timeout, lambdaTimeoutSeconds) + batchingWindow(source);
        return about(queue, function* () {
          const hidden = queue.props.visibilityTimeoutSeconds;
          if (!((hidden ?? queueVisibilitySeconds) >= needed)) {
            yield { at: "visibilityTimeoutSeconds", got: hidden, want: `at least ${needed}` };
          }
        });
      });
    }
    if (!judged) {
      return skip("no queue of the stack is consumed by a function of the stack");
    }
  },
  examples: {
    pass: [
      { because: "it is six timeouts", given: [work(180), worker, consumer] },
      { because: "the config asks for one timeout", config: { timeouts: 1 }, given: [work(30), worker, consumer] },
    ],
    fail: [
      {
        because: "it is a second less than six timeouts",
        given: [work(179), worker, consumer],
        at: ["work visibilityTimeoutSeconds"],
      },
      {
        because: "the time for which a batch is gathered comes on top",
        given: [
          work(180),
          worker,
          resource(tokens.eventSourceMapping, "consumer", { ...mapping, maximumBatchingWindowInSeconds: 20 }),
        ],
        at: ["work visibilityTimeoutSeconds"],
      },
    ],
    undetermined: [
      {
        because: "the function's timeout is unknown",
        given: [
          work(180),
          resource(tokens.function, "worker", { name: "worker", role: "arn", timeout: unknown.number }),
          consumer,
        ],
        at: ["worker timeout"],
      },
    ],
    skip: [{ because: "no function consumes the queue", given: [work(30), worker] }],
  },
});

function batchingWindow({ props }: Member<Plain<EventSourceMappingArgs>>): number {
  return seconds(props.maximumBatchingWindowInSeconds, 0);
}

/** Throws when what stands there is no number: a policy cannot count on it. */
function seconds(value: number | null | undefined, fallback: number): number {
  const found = value ?? fallback;
  if (typeof found !== "number") {
    throw new TypeError("seconds are a number");
  }
  return found;
}
