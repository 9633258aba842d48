import { unknown } from "../../../../policy-pack/engine/sdk";

const topic = "arn:aws:sns:us-east-1:123456789012:failover";

export default {
  pass: [{ because: "the switch is null", given: { alarmActions: [topic], actionsEnabled: null } }],
  fail: [
    { because: "the actions are null", given: { alarmActions: null }, at: ["alarmActions"] },
    { because: "the actions are one text", given: { alarmActions: topic }, at: ["alarmActions"] },
    { because: "only recovery is told", given: { okActions: [topic] }, at: ["alarmActions"] },
    {
      because: "the switch is a text",
      given: { alarmActions: [topic], actionsEnabled: "true" },
      at: ["actionsEnabled"],
    },
  ],
  undetermined: [
    {
      because: "the switch is unknown",
      given: { alarmActions: [topic], actionsEnabled: unknown.boolean },
      at: ["actionsEnabled"],
    },
  ],
};
