import { resource } from "../../../../policy-pack/engine/example";
import { tokens } from "../../../../policy-pack/facts/tokens";

export default {
  pass: [
    {
      because: "two topics of one name are told apart by their regions",
      given: [
        resource(tokens.topic, "east", { name: "failover", region: "us-east-1" }),
        resource(tokens.topic, "west", { name: "failover", region: "us-west-2" }),
        resource(tokens.topicSubscription, "one", { topic: "arn:aws:sns:us-east-1:123456789012:failover" }),
        resource(tokens.topicSubscription, "other", { topic: "arn:aws:sns:us-west-2:123456789012:failover" }),
      ],
    },
  ],
  fail: [
    {
      because: "only the topic of the other region has a subscriber",
      given: [
        resource(tokens.topic, "east", { name: "failover", region: "us-east-1" }),
        resource(tokens.topic, "west", { name: "failover", region: "us-west-2" }),
        resource(tokens.topicSubscription, "one", { topic: "arn:aws:sns:us-east-1:123456789012:failover" }),
      ],
      at: ["west subscriptions"],
    },
    {
      because: "the subscription's topic is null",
      given: [
        resource(tokens.topic, "failover", { name: "failover" }),
        resource(tokens.topicSubscription, "mail", { topic: null }),
      ],
      at: ["failover subscriptions"],
    },
    {
      because: "the subscription's topic is a list",
      given: [
        resource(tokens.topic, "failover", { name: "failover" }),
        resource(tokens.topicSubscription, "mail", { topic: ["arn:aws:sns:us-east-1:123456789012:failover"] }),
      ],
      at: ["failover subscriptions"],
    },
  ],
};
