import { given, inEast, inWest, unknownText } from "../../given";

const fn = "aws:lambda/function:Function";
const invoke = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
const alias = "aws:lambda/alias:Alias";
const queue = "arn:aws:sqs:us-east-1:123456789012:dead-letters";
const onFailure = { destinationConfig: { onFailure: { destination: queue } } };

export default {
  pass: [
    {
      because: "the setting names the function by its ARN with an alias",
      given: [
        given(fn, "trades", { name: "trades" }, inEast),
        given(
          invoke,
          "failures",
          { functionName: "arn:aws:lambda:us-east-1:123456789012:function:trades:live", ...onFailure },
          inEast,
        ),
      ],
    },
    {
      because: "the setting takes the function's future name from an alias of it",
      given: [
        given(fn, "trades", {}),
        given(alias, "live", { functionName: unknownText }, { sources: { functionName: ["trades"] } }),
        given(invoke, "failures", { functionName: unknownText, ...onFailure }, { sources: { functionName: ["live"] } }),
      ],
    },
    {
      because: "the destination of failures is still unknown",
      given: [
        given(fn, "trades", { name: "trades" }),
        given(invoke, "failures", {
          functionName: "trades",
          destinationConfig: { onFailure: { destination: unknownText } },
        }),
      ],
    },
  ],
  fail: [
    {
      because: "the block is empty",
      given: [given(fn, "trades", { deadLetterConfig: {} })],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the block is null",
      given: [given(fn, "trades", { deadLetterConfig: null })],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the ARN is empty",
      given: [given(fn, "trades", { deadLetterConfig: { targetArn: "" } })],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the setting is of the namesake in the other region",
      given: [
        given(fn, "east", { name: "trades" }, inEast),
        given(fn, "west", { name: "trades" }, inWest),
        given(invoke, "failures", { functionName: "trades", ...onFailure }, inWest),
      ],
      at: ["east deadLetterConfig.targetArn"],
    },
    {
      because: "the setting says nothing of destinations",
      given: [
        given(fn, "trades", { name: "trades" }),
        given(invoke, "retries", { functionName: "trades", maximumRetryAttempts: 0 }),
      ],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the block is a text",
      given: [given(fn, "trades", { deadLetterConfig: queue })],
      at: ["trades deadLetterConfig.targetArn"],
    },
  ],
};
