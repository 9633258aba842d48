import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const send = ["sqs:SendMessage"] as const;

const consume = [
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:ChangeMessageVisibility",
] as const;

export const queueGrants = {
  /** What Lambda needs to poll a queue for a function, and the function to put single messages off. */
  consume(queue: Arn): Statement {
    return { sid: "ConsumeMessages", effect: "Allow", actions: consume, resources: [queue] };
  },

  send(queue: Arn, sid = "SendMessages"): Statement {
    return { sid, effect: "Allow", actions: send, resources: [queue] };
  },

  /** Messages are put in, and the queue is asked whether it is there. */
  hand(queue: Arn): Statement {
    return {
      sid: "HandMessages",
      effect: "Allow",
      actions: [...send, "sqs:GetQueueAttributes"],
      resources: [queue],
    };
  },

  /** The queue's side: EventBridge leaves here what one of its rules could not deliver. */
  receiveUndelivered(queue: Arn, sid: string, rule: Arn): Statement {
    return {
      sid,
      effect: "Allow",
      principal: { service: "events.amazonaws.com" },
      actions: send,
      resources: [queue],
      conditions: { ArnEquals: { "aws:SourceArn": rule } },
    };
  },
};
