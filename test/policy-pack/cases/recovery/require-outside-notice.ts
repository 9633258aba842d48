import { given, inEast, inWest, unknownList, unknownText } from "../../given";

const record = "aws:route53/record:Record";
const check = "aws:route53/healthCheck:HealthCheck";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topic = "aws:sns/topic:Topic";
const subscription = "aws:sns/topicSubscription:TopicSubscription";
const cluster = "aws:rds/cluster:Cluster";
const arn = "arn:aws:sns:us-east-1:123456789012:alerts";
const name = { zoneId: "Z0EXAMPLE", name: "api.example.com", type: "CNAME" };
const answer = (set: string, type: string, host: string, id: string) =>
  given(record, set, {
    ...name,
    setIdentifier: set,
    failoverRoutingPolicies: [{ type }],
    records: [host],
    healthCheckId: id,
  });
const east = "front-1.us-east-1.elb.amazonaws.com";
const west = "front-1.us-west-2.elb.amazonaws.com";
/** The primary is in us-west-2: us-east-1, where Route 53 keeps its metrics, stands by. */
const westFirst = [
  given(check, "west-check", { id: "w", type: "HTTPS", fqdn: west }),
  given(check, "east-check", { id: "e", type: "HTTPS", fqdn: east }),
  answer("one", "PRIMARY", west, "w"),
  answer("two", "SECONDARY", east, "e"),
];
const eastFirst = [
  given(check, "east-check", { id: "e", type: "HTTPS", fqdn: east }),
  answer("one", "PRIMARY", east, "e"),
  answer("two", "SECONDARY", west, "w"),
];
const called = [
  given(topic, "alerts", { name: "alerts" }, inEast),
  given(subscription, "ops", { topic: arn, protocol: "sms", endpoint: "+15550100" }, inEast),
];
const status = {
  namespace: "AWS/Route53",
  metricName: "HealthCheckStatus",
  dimensions: { HealthCheckId: "w" },
  comparisonOperator: "LessThanThreshold",
  alarmActions: [arn],
};
const database = [
  given("aws:rds/globalCluster:GlobalCluster", "global", { globalClusterIdentifier: "ledger" }),
  given(cluster, "writer", { globalClusterIdentifier: "ledger", masterPassword: "example" }, inWest),
  given(cluster, "reader", { clusterIdentifier: "reader", globalClusterIdentifier: "ledger" }, inEast),
];
const lag = {
  namespace: "AWS/RDS",
  metricName: "AuroraGlobalDBRPOLag",
  comparisonOperator: "GreaterThanThreshold",
  treatMissingData: "breaching",
  alarmActions: [arn],
};

export default {
  pass: [
    {
      because: "the alarm on the primary's health check is in the region that stands by",
      given: [...westFirst, ...called, given(alarm, "status", status, inEast)],
    },
    {
      because: "a composite alarm tells what the alarm itself does not",
      given: [
        ...westFirst,
        ...called,
        given(alarm, "status", { ...status, name: "status", alarmActions: [] }, inEast),
        given(
          "aws:cloudwatch/compositeAlarm:CompositeAlarm",
          "any",
          { alarmName: "any", alarmRule: "ALARM(status)", alarmActions: [arn] },
          inEast,
        ),
      ],
    },
    {
      because: "an incident is opened",
      given: [
        ...westFirst,
        given(
          alarm,
          "status",
          { ...status, alarmActions: ["arn:aws:ssm-incidents::123456789012:response-plan/region"] },
          inEast,
        ),
      ],
    },
    {
      because: "there is a database alone, and its replication rings when it falls silent",
      given: [...database, ...called, given(alarm, "lag", lag, inEast)],
    },
    {
      because: "a canary elsewhere asks from outside",
      given: [
        ...westFirst,
        ...called,
        given(
          alarm,
          "canary",
          {
            ...status,
            namespace: "CloudWatchSynthetics",
            metricName: "SuccessPercent",
            dimensions: { CanaryName: "api" },
          },
          inEast,
        ),
      ],
    },
  ],
  fail: [
    {
      because: "the alarm watches the check of the region that stands by",
      given: [
        ...westFirst,
        ...called,
        given(alarm, "status", { ...status, dimensions: { HealthCheckId: "e" } }, inEast),
      ],
      at: ["one name"],
    },
    {
      because: "the actions are switched off",
      given: [...westFirst, ...called, given(alarm, "status", { ...status, actionsEnabled: false }, inEast)],
      at: ["one name"],
    },
    {
      because: "nobody is subscribed",
      given: [...westFirst, given(topic, "alerts", { name: "alerts" }, inEast), given(alarm, "status", status, inEast)],
      at: ["one name"],
    },
    {
      because: "replication that stops is not breaching",
      given: [...database, ...called, given(alarm, "lag", { ...lag, treatMissingData: "notBreaching" }, inEast)],
      at: ["writer globalClusterIdentifier"],
    },
    {
      because: "CloudWatch ignores what is missing from a table's metrics",
      given: [
        ...westFirst,
        ...called,
        given(alarm, "lag", { ...lag, namespace: "AWS/DynamoDB", metricName: "ReplicationLatency" }, inEast),
      ],
      at: ["one name"],
    },
    {
      because: "errors of the region that stands by do not move",
      given: [
        ...westFirst,
        ...called,
        given(
          alarm,
          "errors",
          { ...lag, namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_5XX_Count" },
          inEast,
        ),
      ],
      at: ["one name"],
    },
    {
      because: "both regions answer first, and only the loss of one of them is told",
      given: [
        given(check, "west-check", { id: "w", type: "HTTPS", fqdn: west }),
        given(record, "one", {
          ...name,
          setIdentifier: "1",
          latencyRoutingPolicies: [{ region: "us-west-2" }],
          records: [west],
          healthCheckId: "w",
        }),
        given(record, "two", {
          ...name,
          setIdentifier: "2",
          latencyRoutingPolicies: [{ region: "us-east-1" }],
          records: [east],
          healthCheckId: "e",
        }),
        ...called,
        given(alarm, "status", status, inEast),
      ],
      at: ["two name"],
    },
  ],
  undetermined: [
    {
      because: "the topic is managed elsewhere",
      given: [...westFirst, given(alarm, "status", status, inEast)],
      at: ["one name"],
    },
    {
      because: "what an alarm does is unknown",
      given: [...westFirst, ...called, given(alarm, "status", { ...status, alarmActions: unknownList }, inEast)],
      at: ["one name"],
    },
    {
      because: "what an alarm watches is unknown",
      given: [...eastFirst, ...called, given(alarm, "status", { ...status, metricName: unknownText }, inWest)],
      at: ["one name"],
    },
  ],
  skip: [
    {
      because: "both answers are in one region",
      given: [
        answer("one", "PRIMARY", east, "e"),
        answer("two", "SECONDARY", "other-1.us-east-1.elb.amazonaws.com", "e"),
      ],
    },
    {
      because: "nobody tells where foreign hosts are",
      given: [answer("one", "PRIMARY", "one.example.net", "e"), answer("two", "SECONDARY", "two.example.net", "w")],
    },
  ],
};
