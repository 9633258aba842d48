import { unknown } from "../../../../model/graph/unknown";
import { given } from "../../given";

const queue = "aws:sqs/queue:Queue";
const code = "aws:lambda/function:Function";
const mapping = "aws:lambda/eventSourceMapping:EventSourceMapping";
const eventSourceArn = "arn:aws:sqs:us-east-1:123456789012:work";
const consumer = given(mapping, "consumer", { eventSourceArn, functionName: "worker" });

export default {
  pass: [
    {
      because: "both are left to AWS: 30 seconds and 3",
      given: [given(queue, "work", { name: "work" }), given(code, "worker", { name: "worker" }), consumer],
    },
    {
      because: "queue and function are found by their future ARNs",
      given: [
        given(queue, "work", { visibilityTimeoutSeconds: 60 }),
        given(code, "worker", { timeout: 10 }),
        given(
          mapping,
          "consumer",
          { eventSourceArn: unknown.string, functionName: unknown.string },
          { sources: { eventSourceArn: ["work"], functionName: ["worker"] } },
        ),
      ],
    },
    {
      because: "of two queues and two functions those are meant whose ARNs come in",
      given: [
        given(queue, "work", { visibilityTimeoutSeconds: 60 }),
        given(queue, "brief", { visibilityTimeoutSeconds: 1 }),
        given(code, "worker", { timeout: 10 }),
        given(code, "slow", { timeout: 900 }),
        given(
          mapping,
          "consumer",
          { eventSourceArn: unknown.string, functionName: unknown.string },
          { sources: { eventSourceArn: ["work"], functionName: ["worker"] }, dependsOn: ["brief", "slow"] },
        ),
      ],
    },
  ],
  fail: [
    {
      because: "the queue's time is left to AWS and the function takes 6 seconds",
      given: [given(queue, "work", { name: "work" }), given(code, "worker", { name: "worker", timeout: 6 }), consumer],
      at: ["work visibilityTimeoutSeconds"],
    },
    {
      because: "the time is no number",
      given: [
        given(queue, "work", { name: "work", visibilityTimeoutSeconds: "long" }),
        given(code, "worker", { name: "worker" }),
        consumer,
      ],
      at: ["work visibilityTimeoutSeconds"],
    },
    {
      because: "the function's timeout is a text",
      given: [
        given(queue, "work", { name: "work", visibilityTimeoutSeconds: 300 }),
        given(code, "worker", { name: "worker", timeout: "30" }),
        consumer,
      ],
      at: ["worker timeout"],
    },
  ],
  undetermined: [
    {
      because: "the queue's time is unknown",
      given: [
        given(queue, "work", { name: "work", visibilityTimeoutSeconds: unknown.number }),
        given(code, "worker", { name: "worker" }),
        consumer,
      ],
      at: ["work visibilityTimeoutSeconds"],
    },
  ],
  skip: [
    { because: "the function is not of this stack", given: [given(queue, "work", { name: "work" }), consumer] },
    { because: "the queue is not of this stack", given: [given(code, "worker", { name: "worker" }), consumer] },
  ],
};
