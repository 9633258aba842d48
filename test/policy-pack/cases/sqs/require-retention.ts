import { unknown } from "../../../../model/graph/unknown";
import { given } from "../../given";

const arn = "arn:aws:sqs:us-east-1:123456789012:dead-letters";

export default {
  pass: [
    {
      because: "the dead letters of an event target are kept",
      given: [
        given("aws:sqs/queue:Queue", "dead-letters", { name: "dead-letters", messageRetentionSeconds: 1209600 }),
        given("aws:cloudwatch/eventTarget:EventTarget", "target", { deadLetterConfig: { arn } }),
      ],
    },
    {
      because: "a redrive policy that is no JSON sends nothing anywhere, and the other queue is long enough",
      given: [
        given("aws:sqs/queue:Queue", "dead-letters", { name: "dead-letters", messageRetentionSeconds: 1209600 }),
        given("aws:sqs/queue:Queue", "work", { name: "work", redrivePolicy: "{" }),
        given("aws:lambda/function:Function", "code", { deadLetterConfig: { targetArn: arn } }),
      ],
    },
    {
      because: "each thing whose dead letters are kept is known by reference alone, and no other queue is kept long",
      given: [
        given("aws:sqs/queue:Queue", "dead", { messageRetentionSeconds: 1209600 }),
        given(
          "aws:sqs/queue:Queue",
          "work",
          { redrivePolicy: unknown.string },
          { sources: { redrivePolicy: ["dead"] }, dependsOn: ["other"] },
        ),
        given("aws:sqs/queue:Queue", "other", {}),
        given(
          "aws:sqs/redrivePolicy:RedrivePolicy",
          "redrive",
          { redrivePolicy: unknown.string },
          { sources: { redrivePolicy: ["dead"] }, dependsOn: ["other"] },
        ),
        given(
          "aws:sns/topicSubscription:TopicSubscription",
          "subscriber",
          { redrivePolicy: unknown.string },
          { sources: { redrivePolicy: ["dead"] }, dependsOn: ["other"] },
        ),
        given(
          "aws:lambda/function:Function",
          "code",
          { deadLetterConfig: { targetArn: unknown.string } },
          { sources: { deadLetterConfig: ["dead"] }, dependsOn: ["other"] },
        ),
        given(
          "aws:cloudwatch/eventTarget:EventTarget",
          "target",
          { deadLetterConfig: { arn: unknown.string } },
          { sources: { deadLetterConfig: ["dead"] }, dependsOn: ["other"] },
        ),
        given("aws:lambda/function:Function", "without", {}),
        given("aws:cloudwatch/eventTarget:EventTarget", "plain", {}),
      ],
    },
  ],
  fail: [
    {
      because: "the dead letters of a subscription are forgotten after an hour",
      given: [
        given("aws:sqs/queue:Queue", "dead-letters", { name: "dead-letters", messageRetentionSeconds: 3600 }),
        given("aws:sns/topicSubscription:TopicSubscription", "subscriber", {
          redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }),
        }),
      ],
      at: ["dead-letters messageRetentionSeconds"],
    },
    {
      because: "the retention is null",
      given: [
        given("aws:sqs/queue:Queue", "dead-letters", { name: "dead-letters", messageRetentionSeconds: null }),
        given("aws:lambda/function:Function", "code", { deadLetterConfig: { targetArn: arn } }),
      ],
      at: ["dead-letters messageRetentionSeconds"],
    },
    {
      because: "the retention is a number written as a text",
      given: [
        given("aws:sqs/queue:Queue", "dead-letters", { name: "dead-letters", messageRetentionSeconds: "1209600" }),
        given("aws:lambda/function:Function", "code", { deadLetterConfig: { targetArn: arn } }),
      ],
      at: ["dead-letters messageRetentionSeconds"],
    },
  ],
  undetermined: [
    {
      because: "nothing tells which queue the failed work of a function is sent to",
      given: [
        given("aws:sqs/queue:Queue", "work", { name: "work" }),
        given("aws:lambda/function:Function", "code", { deadLetterConfig: { targetArn: unknown.string } }),
      ],
      at: ["code deadLetterConfig.targetArn"],
    },
  ],
  skip: [
    {
      because: "all queues are asked for and there is none",
      config: { only: "all" },
      given: [given("aws:sns/topic:Topic", "topic", {})],
    },
  ],
};
