import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const send = ["sqs:SendMessage"] as const;

export const queueGrants = {
  send(queue: Arn): Statement {
    return { sid: "SendMessages", effect: "Allow", actions: send, resources: [queue] };
  },
};
