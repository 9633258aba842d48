import { unknown } from "../../../../policy-pack/engine/sdk";
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
};
