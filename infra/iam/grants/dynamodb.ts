import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const readAndCreate = ["dynamodb:GetItem", "dynamodb:PutItem"] as const;

export const tableGrants = {
  /** One item at a time, by its key. */
  read(table: Arn): Statement {
    return { sid: "ReadItems", effect: "Allow", actions: ["dynamodb:GetItem"], resources: [table] };
  },

  /** Items are put and changed by their keys, under conditions; nothing is read but what a change gives back. */
  keep(table: Arn): Statement {
    return {
      sid: "KeepItems",
      effect: "Allow",
      actions: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
      resources: [table],
    };
  },

  /** The items with these keys alone. */
  beat(table: Arn, keys: readonly string[]): Statement {
    return {
      sid: "KeepHeartbeats",
      effect: "Allow",
      actions: readAndCreate,
      resources: [table],
      conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": keys } },
    };
  },

  /** One item at a time, by its key: no query, no scan, no deletion. */
  readAndPut(table: Arn): Statement {
    return { sid: "ReadAndPutItems", effect: "Allow", actions: readAndCreate, resources: [table] };
  },
};
