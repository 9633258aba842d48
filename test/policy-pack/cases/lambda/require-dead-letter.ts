import { given, inEast, inWest, unknownText } from "../../given";

const fn = "aws:lambda/function:Function";
const invoke = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
const alias = "aws:lambda/alias:Alias";
const queue = "arn:aws:sqs:us-east-1:123456789012:dead-letters";
const permission = "aws:lambda/permission:Permission";
const all = { only: "all" };
const onFailure = { destinationConfig: { onFailure: { destination: queue } } };

export default {
  pass: [
    {
      because: "the setting names the function by its ARN with an alias",
      config: all,
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
      config: all,
      given: [
        given(fn, "trades", {}),
        given(alias, "live", { functionName: unknownText }, { sources: { functionName: ["trades"] } }),
        given(invoke, "failures", { functionName: unknownText, ...onFailure }, { sources: { functionName: ["live"] } }),
      ],
    },
    {
      because: "the destination of failures is still unknown",
      config: all,
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
      because: "the log service of a region calls it, the API does not count",
      given: [
        given(fn, "api", { name: "api" }),
        given(fn, "lines", { name: "lines" }),
        given(permission, "toApi", { function: "api", principal: "apigateway.amazonaws.com" }),
        given(permission, "toLines", { function: "lines", principal: "logs.us-east-1.amazonaws.com" }),
      ],
      at: ["lines deadLetterConfig.targetArn"],
    },
    {
      because: "a schedule calls it by the ARN that it will have",
      given: [
        given(fn, "nightly", {}),
        given(
          "aws:scheduler/schedule:Schedule",
          "night",
          { target: { arn: unknownText, roleArn: "arn:aws:iam::123456789012:role/night" } },
          { sources: { target: ["nightly"] } },
        ),
      ],
      at: ["nightly deadLetterConfig.targetArn"],
    },
    {
      because: "it is not known yet who calls it",
      given: [
        given(fn, "trades", { name: "trades" }),
        given(permission, "someone", { function: "trades", principal: unknownText }),
      ],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the block is empty",
      config: all,
      given: [given(fn, "trades", { deadLetterConfig: {} })],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the block is null",
      config: all,
      given: [given(fn, "trades", { deadLetterConfig: null })],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the ARN is empty",
      config: all,
      given: [given(fn, "trades", { deadLetterConfig: { targetArn: "" } })],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the setting is of the namesake in the other region",
      config: all,
      given: [
        given(fn, "east", { name: "trades" }, inEast),
        given(fn, "west", { name: "trades" }, inWest),
        given(invoke, "failures", { functionName: "trades", ...onFailure }, inWest),
      ],
      at: ["east deadLetterConfig.targetArn"],
    },
    {
      because: "the setting says nothing of destinations",
      config: all,
      given: [
        given(fn, "trades", { name: "trades" }),
        given(invoke, "retries", { functionName: "trades", maximumRetryAttempts: 0 }),
      ],
      at: ["trades deadLetterConfig.targetArn"],
    },
    {
      because: "the block is a text",
      config: all,
      given: [given(fn, "trades", { deadLetterConfig: queue })],
      at: ["trades deadLetterConfig.targetArn"],
    },
  ],
  undetermined: [
    {
      because: "it is unknown which of two functions a topic calls",
      given: [
        given(fn, "one", { name: "one", deadLetterConfig: { targetArn: queue } }),
        given(fn, "two", { name: "two" }),
        given(permission, "topic", { function: unknownText, principal: "sns.amazonaws.com" }),
      ],
      at: ["topic function"],
    },
  ],
  skip: [
    {
      because: "its caller is another account, a role, a word, a number or nobody",
      given: [
        given(fn, "trades", { name: "trades" }),
        given(permission, "account", { function: "trades", principal: "123456789012" }),
        given(permission, "role", { function: "trades", principal: "arn:aws:iam::123456789012:role/s3" }),
        given(permission, "word", { function: "trades", principal: "s3" }),
        given(permission, "nobody", { function: "trades" }),
      ],
    },
    {
      because: "a schedule calls something else, and another has no target",
      given: [
        given(fn, "trades", { name: "trades" }),
        given("aws:scheduler/schedule:Schedule", "night", { target: { arn: queue } }),
        given("aws:scheduler/schedule:Schedule", "day", {}),
      ],
    },
  ],
};
