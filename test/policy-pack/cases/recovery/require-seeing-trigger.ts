import { given, inEast, inWest, unknownText } from "../../given";

const cluster = "aws:rds/cluster:Cluster";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const rule = "aws:cloudwatch/eventRule:EventRule";
const target = "aws:cloudwatch/eventTarget:EventTarget";
const topic = "arn:aws:sns:us-west-2:123456789012:wake";
const lambda = "arn:aws:lambda:us-west-2:123456789012:function:driver";
const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "rds:FailoverGlobalCluster", Resource: "*" }] });
const database = [
  given("aws:rds/globalCluster:GlobalCluster", "ledger", { globalClusterIdentifier: "ledger" }),
  given(cluster, "writer", { globalClusterIdentifier: "ledger", masterPassword: "example" }, inEast),
  given(cluster, "reader", { globalClusterIdentifier: "ledger" }, inWest),
  given("aws:iam/role:Role", "role", { name: "driver", inlinePolicies: [{ policy }] }),
];
const driver = given(
  "aws:lambda/function:Function",
  "driver",
  { name: "driver", role: "arn:aws:iam::123456789012:role/driver" },
  inWest,
);
const heard = [
  given("aws:sns/topic:Topic", "topic", { name: "wake" }, inWest),
  given(
    "aws:sns/topicSubscription:TopicSubscription",
    "heard",
    { topic, protocol: "lambda", endpoint: lambda },
    inWest,
  ),
];
const errors = {
  namespace: "AWS/ApplicationELB",
  metricName: "HTTPCode_ELB_5XX_Count",
  comparisonOperator: "GreaterThanThreshold",
};
const onAlarms = '{"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm State Change"]}';

export default {
  pass: [
    {
      because: "AWS's own word of its health starts it",
      given: [
        ...database,
        driver,
        given(rule, "rule", { name: "health", eventPattern: '{"source":["aws.health"]}' }, inWest),
        given(target, "target", { rule: "health", arn: lambda }, inWest),
      ],
    },
    {
      because: "one alarm of two rings",
      given: [
        ...database,
        driver,
        ...heard,
        given(alarm, "errors", { ...errors, alarmActions: [topic] }, inWest),
        given(
          alarm,
          "lag",
          {
            namespace: "AWS/RDS",
            metricName: "AuroraGlobalDBReplicationLag",
            treatMissingData: "breaching",
            alarmActions: [topic],
          },
          inWest,
        ),
      ],
    },
    {
      because: "the driver is in the region that is lost, which is another policy's matter",
      given: [
        ...database,
        given(
          "aws:lambda/function:Function",
          "driver",
          { name: "driver", role: "arn:aws:iam::123456789012:role/driver" },
          inEast,
        ),
        given(
          alarm,
          "errors",
          { ...errors, alarmActions: ["arn:aws:lambda:us-east-1:123456789012:function:driver"] },
          inEast,
        ),
      ],
    },
    {
      because: "a schedule of its own kind starts a state machine",
      given: [
        ...database,
        given(
          "aws:sfn/stateMachine:StateMachine",
          "machine",
          { name: "driver", roleArn: "arn:aws:iam::123456789012:role/driver" },
          inWest,
        ),
        given(
          "aws:scheduler/schedule:Schedule",
          "clock",
          { target: { arn: unknownText } },
          { ...inWest, sources: { target: ["machine"] } },
        ),
      ],
    },
  ],
  fail: [
    {
      because: "the alarm watches errors of the standby",
      given: [...database, driver, ...heard, given(alarm, "errors", { ...errors, alarmActions: [topic] }, inWest)],
      at: ["errors metricName"],
    },
    {
      because: "an alarm calls it itself",
      given: [...database, driver, given(alarm, "errors", { ...errors, alarmActions: [lambda] }, inWest)],
      at: ["errors metricName"],
    },
    {
      because: "a rule hears every alarm of its region, and there is one",
      given: [
        ...database,
        driver,
        given(rule, "rule", { name: "alarms", eventPattern: onAlarms }, inWest),
        given(target, "target", { rule: "alarms", arn: lambda }, inWest),
        given(alarm, "errors", errors, inWest),
        given(alarm, "far", errors, inEast),
      ],
      at: ["errors metricName"],
    },
  ],
  undetermined: [
    {
      because: "a metric of one's own starts it",
      given: [
        ...database,
        driver,
        ...heard,
        given(alarm, "own", { namespace: "Orders", metricName: "Silence", alarmActions: [topic] }, inWest),
      ],
      at: ["own metricName"],
    },
    {
      because: "nothing in the stack speaks to its topic",
      given: [...database, driver, ...heard],
      at: ["heard topic"],
    },
    {
      because: "the pattern is unknown",
      given: [
        ...database,
        driver,
        given(rule, "rule", { name: "alarms", eventPattern: unknownText }, inWest),
        given(target, "target", { rule: "alarms", arn: lambda }, inWest),
      ],
      at: ["rule eventPattern"],
    },
  ],
  skip: [{ because: "nobody may move anything", given: [...database.slice(0, 3), driver] }],
};
