import { given } from "../../given";

export default {
  pass: [
    {
      because: "two topics of one name are told apart by their regions",
      given: [
        given("aws:sns/topic:Topic", "east", { name: "failover", region: "us-east-1" }),
        given("aws:sns/topic:Topic", "west", { name: "failover", region: "us-west-2" }),
        given("aws:sns/topicSubscription:TopicSubscription", "one", {
          topic: "arn:aws:sns:us-east-1:123456789012:failover",
        }),
        given("aws:sns/topicSubscription:TopicSubscription", "other", {
          topic: "arn:aws:sns:us-west-2:123456789012:failover",
        }),
      ],
    },
  ],
  fail: [
    {
      because: "only the topic of the other region has a subscriber",
      given: [
        given("aws:sns/topic:Topic", "east", { name: "failover", region: "us-east-1" }),
        given("aws:sns/topic:Topic", "west", { name: "failover", region: "us-west-2" }),
        given("aws:sns/topicSubscription:TopicSubscription", "one", {
          topic: "arn:aws:sns:us-east-1:123456789012:failover",
        }),
      ],
      at: ["west subscriptions"],
    },
    {
      because: "the subscription's topic is null",
      given: [
        given("aws:sns/topic:Topic", "failover", { name: "failover" }),
        given("aws:sns/topicSubscription:TopicSubscription", "mail", { topic: null }),
      ],
      at: ["failover subscriptions"],
    },
    {
      because: "the subscription's topic is a list",
      given: [
        given("aws:sns/topic:Topic", "failover", { name: "failover" }),
        given("aws:sns/topicSubscription:TopicSubscription", "mail", {
          topic: ["arn:aws:sns:us-east-1:123456789012:failover"],
        }),
      ],
      at: ["failover subscriptions"],
    },
  ],
};
