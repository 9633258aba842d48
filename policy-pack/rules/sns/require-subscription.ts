import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { StackFinding } from "../../engine/finding";
import { Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const arn = "arn:aws:sns:us-east-1:123456789012:failover";
const mail = { protocol: "email", endpoint: "ops@example.com" };

export default stackRule({
  meta: {
    name: "sns-require-subscription",
    severity: "high",
    law: "Every topic has a subscription.",
    rationale:
      "An alarm that notifies a topic without subscribers notifies nobody, and looks exactly like one that works.",
    remediation: "Add a TopicSubscription, in the region of the topic.",
    url: "https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html",
    framework: { wellArchitected: "REL6-BP03", nist: ["CP-2", "IR-6", "SI-4(5)"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const topics = stack.of(tokens.topic);
    if (topics.length === 0) {
      return skip("no topic");
    }
    const subscriptions = new Referrers(stack.of(tokens.topicSubscription), "topic", new Directory(topics));
    for (const topic of topics) {
      if (subscriptions.of(topic).length > 0) {
        continue;
      }
      yield* about(topic, function* () {
        if (subscriptions.unknown.length > 0) {
          yield* subscriptions.unknown;
        } else {
          yield { at: "subscriptions", got: new Word("none"), want: "at least one TopicSubscription" };
        }
      });
    }
  },
  examples: {
    pass: [
      {
        because: "an address is subscribed, found by the topic's ARN",
        given: [
          resource(tokens.topic, "failover", { name: "failover" }),
          resource(tokens.topicSubscription, "mail", { topic: arn, ...mail }),
        ],
      },
      {
        because: "an address is subscribed, found by the topic's future ARN",
        given: [
          resource(tokens.topic, "failover", {}),
          resource(
            tokens.topicSubscription,
            "mail",
            { topic: unknown.string, ...mail },
            { sources: { topic: ["failover"] } },
          ),
        ],
      },
    ],
    fail: [
      {
        because: "it has no subscription",
        given: [resource(tokens.topic, "failover", { name: "failover" })],
        at: ["failover subscriptions"],
      },
      {
        because: "the subscription is another topic's",
        given: [
          resource(tokens.topic, "failover", { name: "failover" }),
          resource(tokens.topic, "orders", { name: "orders" }),
          resource(tokens.topicSubscription, "mail", { topic: arn, ...mail }),
        ],
        at: ["orders subscriptions"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown which topic a subscription is for",
        given: [
          resource(tokens.topic, "failover", { name: "failover" }),
          resource(tokens.topicSubscription, "mail", { topic: unknown.string, ...mail }),
        ],
        at: ["mail topic"],
      },
    ],
    skip: [{ because: "there is no topic", given: [resource(tokens.table, "trades", {})] }],
  },
});
