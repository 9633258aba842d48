import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const publish = ["sns:Publish"] as const;

export const topicGrants = {
  /** For a role: the topics of one system. */
  publish(topics: readonly Arn[]): Statement {
    return { sid: "PublishMessages", effect: "Allow", actions: publish, resources: topics };
  },

  /** Lets one service of AWS tell what happens in one account: `events.rds.amazonaws.com`. */
  publishEvents(topic: Arn, service: string, account: string): Statement {
    return {
      sid: `EventsOf${(service.split(".")[1] ?? service).toUpperCase()}Publish`,
      effect: "Allow",
      principal: { service },
      actions: publish,
      resources: [topic],
      conditions: { StringEquals: { "aws:SourceAccount": account } },
    };
  },

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
