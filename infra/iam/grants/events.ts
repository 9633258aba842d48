import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const put = ["events:PutEvents"] as const;

export const busGrants = {
  put(bus: Arn): Statement {
    return { sid: "PutEvents", effect: "Allow", actions: put, resources: [bus] };
  },

  /** The bus's side: events come from these roles alone. */
  receive(bus: Arn, sid: string, from: Arn): Statement {
    return { sid, effect: "Allow", principal: { aws: from }, actions: put, resources: [bus] };
  },
};
