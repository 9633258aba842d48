import { given, unknownText } from "../../given";

const arn = "arn:aws:sqs:us-east-1:123456789012:work";
const queue = "aws:sqs/queue:Queue";
const consumer = given("aws:lambda/eventSourceMapping:EventSourceMapping", "consumer", { eventSourceArn: arn });
const target = "arn:aws:sqs:us-east-1:123456789012:dead-letters";

export default {
  pass: [
    {
      because: "the count is a text, as the console writes it",
      given: [
        given(queue, "work", {
          name: "work",
          redrivePolicy: `{"deadLetterTargetArn":"${target}","maxReceiveCount":"5"}`,
        }),
        consumer,
      ],
    },
    {
      because: "a queue that nobody consumes needs none",
      given: [
        given(queue, "work", {
          name: "work",
          redrivePolicy: `{"deadLetterTargetArn":"${target}","maxReceiveCount":9}`,
        }),
        given(queue, "dead-letters", { name: "dead-letters" }),
        consumer,
      ],
    },
    {
      because: "the queue's own policy is good, and it is unknown whose another one is",
      given: [
        given(queue, "work", {
          name: "work",
          redrivePolicy: `{"deadLetterTargetArn":"${target}","maxReceiveCount":5}`,
        }),
        given("aws:sqs/redrivePolicy:RedrivePolicy", "redrive", { queueUrl: unknownText, redrivePolicy: "{}" }),
        consumer,
      ],
    },
  ],
  fail: [
    {
      because: "the policy is no JSON",
      given: [given(queue, "work", { name: "work", redrivePolicy: "{" }), consumer],
      at: ["work redrivePolicy"],
    },
    {
      because: "the policy is JSON, but no object",
      given: [given(queue, "work", { name: "work", redrivePolicy: "null" }), consumer],
      at: ["work redrivePolicy"],
    },
    {
      because: "the target is empty",
      given: [
        given(queue, "work", { name: "work", redrivePolicy: '{"deadLetterTargetArn":"","maxReceiveCount":9}' }),
        consumer,
      ],
      at: ["work redrivePolicy"],
    },
    {
      because: "the count is missing",
      given: [given(queue, "work", { name: "work", redrivePolicy: `{"deadLetterTargetArn":"${target}"}` }), consumer],
      at: ["work redrivePolicy"],
    },
    {
      because: "the separate policy gives up at the first failure",
      given: [
        given(queue, "work", { name: "work" }),
        given("aws:sqs/redrivePolicy:RedrivePolicy", "redrive", {
          queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/work",
          redrivePolicy: `{"deadLetterTargetArn":"${target}","maxReceiveCount":1}`,
        }),
        consumer,
      ],
      at: ["redrive redrivePolicy"],
    },
    {
      because: "the policy is a number in JSON",
      given: [given(queue, "work", { name: "work", redrivePolicy: "7" }), consumer],
      at: ["work redrivePolicy"],
    },
  ],
  skip: [
    {
      because: "the function consumes a stream",
      given: [
        given(queue, "work", { name: "work" }),
        given("aws:lambda/eventSourceMapping:EventSourceMapping", "consumer", {
          eventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/work",
        }),
      ],
    },
  ],
  undetermined: [
    {
      because: "the queue's own policy is null, and it is unknown whose another one is",
      given: [
        given(queue, "work", { name: "work", redrivePolicy: null }),
        given("aws:sqs/redrivePolicy:RedrivePolicy", "redrive", { queueUrl: unknownText, redrivePolicy: "{}" }),
        consumer,
      ],
      at: ["redrive queueUrl"],
    },
  ],
};
