import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const publish = ["sns:Publish"] as const;

export const topicGrants = {
  /** Lets the alarms of one account speak to a topic. */
  publishAlarms(topic: Arn, account: string): Statement {
    return {
      sid: "AlarmsPublish",
      effect: "Allow",
      principal: { service: "cloudwatch.amazonaws.com" },
      actions: publish,
      resources: [topic],
      conditions: { StringEquals: { "aws:SourceAccount": account } },
    };
  },
};
