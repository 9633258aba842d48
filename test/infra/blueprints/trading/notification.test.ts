import { Graph, statementsOf } from "../../../helpers/graph";
import { recorded } from "../../../helpers/recorded";
import { everythingGiven } from "./variants";

let graph: Graph;
beforeAll(async () => {
  graph = new Graph(await recorded("trading"));
});

describe.each(["us-east-1", "us-west-2"])("in %s", (region) => {
  const topic = `arn:aws:sns:${region}:123456789012:sns-${region}-dev-failover-alerts`;

  test('trading: "SNS topics in both regions for failover events"', () => {
    expect(graph.only(region, "aws:sns/topic:Topic").inputs.name).toBe(`sns-${region}-dev-failover-alerts`);
  });

  test('trading: "Proper subscriptions for alerting", made in the region of their topic', () => {
    const subscription = graph.only(region, "aws:sns/topicSubscription:TopicSubscription");
    expect(subscription.inputs).toMatchObject({ protocol: "email", endpoint: "ops@example.com" });
    expect(subscription.propertyDependencies.topic).toEqual([graph.only(region, "aws:sns/topic:Topic").urn]);
  });

  test("alarms of this account may publish, and nothing may over plain transport", () => {
    expect(statementsOf(graph.only(region, "aws:sns/topic:Topic").inputs.policy)).toEqual([
      {
        Sid: "AlarmsPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: [topic],
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
      {
        Sid: "DenyPlainTransport",
        Effect: "Deny",
        Principal: "*",
        Action: ["sns:Publish"],
        Resource: [topic],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("the topic is not under the account's SNS key, which shuts alarms out without a word", () => {
    expect(graph.only(region, "aws:sns/topic:Topic").inputs.kmsMasterKeyId).toBeUndefined();
  });
});

test("each address is subscribed in both regions", async () => {
  const two = new Graph(await recorded("trading", everythingGiven));
  expect(two.inputs("aws:sns/topicSubscription:TopicSubscription").map(({ endpoint }) => endpoint)).toEqual([
    "desk@example.com",
    "ops@example.com",
    "desk@example.com",
    "ops@example.com",
  ]);
});
