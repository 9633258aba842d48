import type { FunctionArgs, FunctionEventInvokeConfigArgs } from "@pulumi/aws/lambda";
import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import type { Interruption } from "../../../model/graph/interruption";
import { isGiven } from "../../../model/graph/reading";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";
import { AsynchronousCallers } from "../../readings/asynchronous-callers";

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
    law: "A function has a dead-letter queue or a failure destination.",
    rationale:
      "An asynchronous event that failed three times is gone; during a failover many fail, and none can be replayed.",
    remediation:
      "Set deadLetterConfig.targetArn to a queue or topic, or give the function a FunctionEventInvokeConfig with an onFailure destination.",
    url: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    framework: { wellArchitected: "REL5-BP04", nist: ["CP-10", "SI-11"] },
  },
  config: {
    only: {
      type: "string",
      enum: ["all", "asynchronous"],
      default: "all",
      description:
        "Functions to judge: every function, or those that something in the stack calls without waiting for an answer. A caller that waits sees a failure itself.",
    },
  },
  *check(stack, { only }): Check<StackFinding> {
    const functions = stack.of(tokens.function);
    const directory = new Directory(functions);
    const callers = new AsynchronousCallers(stack, directory);
    const isCalled = (member: Member<unknown>) => only === "all" || callers.has(member);
    const judged = functions.filter((member) => isCalled(member) || callers.unknown.length > 0);
    if (judged.length === 0) {
      return skip("no function to judge");
    }
    const settings = new Referrers(stack.of(tokens.functionInvokeConfig), "functionName", directory);
    for (const member of judged.filter((candidate) => !settings.of(candidate).some(catchesFailures))) {
      yield* about(member, function* () {
        const found = [...judge(member, settings.unknown)];
        yield* isCalled(member) || found.length === 0 ? found : callers.unknown;
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
        because: "the config asks for those that are called without waiting, and a bucket calls it so",
        config: { only: "asynchronous" },
        given: [
          resource(tokens.function, "trades", base),
          resource(tokens.functionPermission, "bucket", {
            action: "lambda:InvokeFunction",
            function: "trades",
            principal: "s3.amazonaws.com",
          }),
        ],
        at: ["trades deadLetterConfig.targetArn"],
      },
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
    skip: [
      { because: "the stack has no function", given: [resource(tokens.queue, "work", {})] },
      {
        because: "the config asks for those that are called without waiting, and only an API calls it",
        config: { only: "asynchronous" },
        given: [
          resource(tokens.function, "trades", base),
          resource(tokens.functionPermission, "api", {
            action: "lambda:InvokeFunction",
            function: "trades",
            principal: "apigateway.amazonaws.com",
          }),
        ],
      },
    ],
  },
});
