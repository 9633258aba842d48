import type { FunctionArgs, FunctionEventInvokeConfigArgs } from "@pulumi/aws/lambda";
import { about, type Check, type Interruption, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { Directory, isGiven, Referrers } from "../../engine/links";
import { stackRule } from "../../engine/rule";
import { unknown } from "../../engine/sdk";
import type { Member } from "../../engine/stack";
import type { Plain } from "../../engine/subject";
import { tokens } from "../../facts/tokens";

/** True when a setting of its own says where failed invocations go. An ARN that is still unknown is one. */
function catchesFailures({ props }: Member<Plain<FunctionEventInvokeConfigArgs>>): boolean {
  const destinations = props.destinationConfig;
  const onFailure = destinations?.onFailure;
  return isGiven(() => onFailure?.destination);
}

function* judge({ props }: Member<Plain<FunctionArgs>>, lost: readonly Interruption[]): Check<Finding> {
  const config = props.deadLetterConfig;
  if (isGiven(() => config?.targetArn)) {
    return;
  }
  if (lost.length > 0) {
    yield* lost;
    return;
  }
  yield { at: "deadLetterConfig.targetArn", got: config?.targetArn, want: "the ARN of a queue or a topic" };
}

const base = { role: "arn:aws:iam::123456789012:role/trades", name: "trades" };
const queue = "arn:aws:sqs:us-east-1:123456789012:dead-letters";

export default stackRule({
  meta: {
    name: "lambda-require-dead-letter",
    severity: "medium",
    law: "What a Lambda function cannot process is kept somewhere.",
    rationale:
      "An asynchronous event that failed three times is gone; during a failover many fail, and none can be replayed.",
    remediation:
      "Set deadLetterConfig.targetArn to a queue or topic, or give the function a FunctionEventInvokeConfig with an onFailure destination.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    framework: { wellArchitected: "REL5-BP04", nist: ["CP-10", "SI-11"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const functions = stack.of(tokens.function);
    if (functions.length === 0) {
      return skip("no function");
    }
    const settings = new Referrers(stack.of(tokens.functionInvokeConfig), "functionName", new Directory(functions));
    for (const member of functions) {
      yield* about(member, function* () {
        if (!settings.of(member).some(catchesFailures)) {
          yield* judge(member, settings.unknown);
        }
      });
    }
  },
  examples: {
    pass: [
      {
        because: "it has a dead-letter queue",
        given: [resource(tokens.function, "trades", { ...base, deadLetterConfig: { targetArn: queue } })],
      },
      {
        because: "the queue's ARN is still unknown",
        given: [resource(tokens.function, "trades", { ...base, deadLetterConfig: { targetArn: unknown.string } })],
      },
      {
        because: "failed invocations have a destination",
        given: [
          resource(tokens.function, "trades", base),
          resource(tokens.functionInvokeConfig, "failures", {
            functionName: "trades",
            destinationConfig: { onFailure: { destination: queue } },
          }),
        ],
      },
    ],
    fail: [
      {
        because: "nothing keeps what fails",
        given: [resource(tokens.function, "trades", base)],
        at: ["trades deadLetterConfig.targetArn"],
      },
      {
        because: "only successes have a destination",
        given: [
          resource(tokens.function, "trades", base),
          resource(tokens.functionInvokeConfig, "successes", {
            functionName: "trades",
            destinationConfig: { onSuccess: { destination: queue } },
          }),
        ],
        at: ["trades deadLetterConfig.targetArn"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown whether there is a queue",
        given: [resource(tokens.function, "trades", { ...base, deadLetterConfig: unknown.object })],
        at: ["trades deadLetterConfig"],
      },
      {
        because: "it is unknown whose failures have a destination",
        given: [
          resource(tokens.function, "trades", base),
          resource(tokens.functionInvokeConfig, "failures", {
            functionName: unknown.string,
            destinationConfig: { onFailure: { destination: queue } },
          }),
        ],
        at: ["failures functionName"],
      },
    ],
    skip: [{ because: "the stack has no function", given: [resource(tokens.queue, "work", {})] }],
  },
});
