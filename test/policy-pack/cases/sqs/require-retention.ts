import { resource } from "../../../../policy-pack/engine/example";
import { unknown } from "../../../../policy-pack/engine/sdk";
import { tokens } from "../../../../policy-pack/facts/tokens";

const arn = "arn:aws:sqs:us-east-1:123456789012:dead-letters";

export default {
  pass: [
    {
      because: "the dead letters of an event target are kept",
      given: [
        resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: 1209600 }),
        resource(tokens.eventTarget, "target", { deadLetterConfig: { arn } }),
      ],
    },
    {
      because: "a redrive policy that is no JSON sends nothing anywhere, and the other queue is long enough",
      given: [
        resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: 1209600 }),
        resource(tokens.queue, "work", { name: "work", redrivePolicy: "{" }),
        resource(tokens.function, "code", { deadLetterConfig: { targetArn: arn } }),
      ],
    },
  ],
  fail: [
    {
      because: "the dead letters of a subscription are forgotten after an hour",
      given: [
        resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: 3600 }),
        resource(tokens.topicSubscription, "subscriber", {
          redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn }),
        }),
      ],
      at: ["dead-letters messageRetentionSeconds"],
    },
    {
      because: "the retention is null",
      given: [
        resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: null }),
        resource(tokens.function, "code", { deadLetterConfig: { targetArn: arn } }),
      ],
      at: ["dead-letters messageRetentionSeconds"],
    },
    {
      because: "the retention is no number",
      given: [
        resource(tokens.queue, "dead-letters", { name: "dead-letters", messageRetentionSeconds: "long" }),
        resource(tokens.function, "code", { deadLetterConfig: { targetArn: arn } }),
      ],
      at: ["dead-letters messageRetentionSeconds"],
    },
  ],
  undetermined: [
    {
      because: "nothing tells which queue the failed work of a function is sent to",
      given: [
        resource(tokens.queue, "work", { name: "work" }),
        resource(tokens.function, "code", { deadLetterConfig: { targetArn: unknown.string } }),
      ],
      at: ["code deadLetterConfig.targetArn"],
    },
  ],
};
