import { given, inEast, unknownText } from "../../given";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const queue = "aws:sqs/queue:Queue";
const work = "arn:aws:sqs:us-east-1:123456789012:work";
const dead = "arn:aws:sqs:us-east-1:123456789012:dead";
const queues = (receives: number) => [
  given(
    queue,
    "work",
    { name: "work", redrivePolicy: `{"deadLetterTargetArn":"${dead}","maxReceiveCount":${receives}}` },
    inEast,
  ),
  given(queue, "dead", { name: "dead" }, inEast),
];
const on = (name: string, namespace: string, metricName: string, dimensions: object) =>
  given(alarm, name, { namespace, metricName, dimensions }, inEast);
const age = on("age", "AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: "work" });
const waiting = (name: string) => on("waiting", "AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName: name });
const rule = given("aws:cloudwatch/eventRule:EventRule", "rule", { name: "forward" }, inEast);
const target = (props: object) =>
  given("aws:cloudwatch/eventTarget:EventTarget", "target", { rule: "forward", arn: work, ...props }, inEast);
const failed = on("failed", "AWS/Events", "FailedInvocations", { RuleName: "forward" });
const consumer = (types: readonly string[]) => [
  given("aws:lambda/function:Function", "consumer", { name: "consumer" }, inEast),
  given(
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    "mapping",
    { eventSourceArn: work, functionName: "consumer", functionResponseTypes: types },
    inEast,
  ),
  on("errors", "AWS/Lambda", "Errors", { FunctionName: "consumer" }),
];

export default {
  pass: [
    { because: "a message is given up before it leaves the age", given: [...queues(2), age] },
    { because: "the queue itself is watched too", given: [...queues(3), age, waiting("work")] },
    { because: "the queue is managed elsewhere", given: [age] },
    { because: "what fails to be sent is kept nowhere, and counted", given: [rule, target({}), failed] },
    {
      because: "what goes to the dead letters is counted by a metric of the rule",
      given: [
        rule,
        ...queues(5),
        target({ deadLetterConfig: { arn: dead } }),
        failed,
        on("kept", "AWS/Events", "InvocationsSentToDlq", { RuleName: "forward" }),
      ],
    },
    { because: "a batch fails as a whole", given: [...queues(5), ...consumer([])] },
    {
      because: "the dead letters of a reporting consumer are watched",
      given: [...queues(5), ...consumer(["ReportBatchItemFailures"]), waiting("dead")],
    },
    {
      because: "a table's alarm says nothing of missing data",
      given: [given(alarm, "lag", { namespace: "AWS/DynamoDB", treatMissingData: "notBreaching" }, inEast)],
    },
  ],
  fail: [
    { because: "three receives are too many", given: [...queues(3), age], at: ["age metricName"] },
    {
      because: "no message is ever given up",
      given: [given(queue, "work", { name: "work" }, inEast), age],
      at: ["age metricName"],
    },
    {
      because: "a policy of its own resource gives messages up after five receives",
      given: [
        given(queue, "work", { name: "work", id: "work" }, inEast),
        given(queue, "dead", { name: "dead" }, inEast),
        given(
          "aws:sqs/redrivePolicy:RedrivePolicy",
          "policy",
          { queueUrl: unknownText, redrivePolicy: `{"deadLetterTargetArn":"${dead}","maxReceiveCount":5}` },
          { ...inEast, sources: { queueUrl: ["work"] } },
        ),
        age,
      ],
      at: ["age metricName"],
    },
    {
      because: "events that fail are kept where nobody looks",
      given: [rule, ...queues(5), target({ deadLetterConfig: { arn: dead } }), failed],
      at: ["failed metricName"],
    },
    {
      because: "failures are reported within a batch, and nobody looks at the dead letters",
      given: [...queues(5), ...consumer(["ReportBatchItemFailures"])],
      at: ["errors metricName"],
    },
    {
      because: "a table's alarm counts on missing data",
      given: [given(alarm, "lag", { namespace: "AWS/DynamoDB", treatMissingData: "breaching" }, inEast)],
      at: ["lag treatMissingData"],
    },
  ],
  undetermined: [
    {
      because: "an alarm may watch the dead letters",
      given: [
        ...queues(5),
        age,
        given("random:index/randomPet:RandomPet", "pet", {}),
        given(
          alarm,
          "waiting",
          {
            namespace: "AWS/SQS",
            metricName: "ApproximateNumberOfMessagesVisible",
            dimensions: { QueueName: unknownText },
          },
          { ...inEast, sources: { dimensions: ["pet"] } },
        ),
      ],
      at: ["waiting dimensions.QueueName"],
    },
  ],
};
