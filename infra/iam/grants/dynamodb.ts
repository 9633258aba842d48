import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const readAndCreate = ["dynamodb:GetItem", "dynamodb:PutItem"] as const;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-create-function.html */
const readStream = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:ListStreams",
] as const;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html */
export const exportGrants = {
  /** DynamoDB writes with the rights of whoever asks for the export. */
  write(table: Arn, objects: Arn): readonly Statement[] {
    return [
      { sid: "ExportTable", effect: "Allow", actions: ["dynamodb:ExportTableToPointInTime"], resources: [table] },
      {
        sid: "WriteExports",
        effect: "Allow",
        actions: ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"],
        resources: [objects],
      },
    ];
  },
};

export const tableGrants = {
  /** What Lambda needs to call a function with the changes of a table. */
  readStream(streams: Arn): Statement {
    return { sid: "ReadStream", effect: "Allow", actions: readStream, resources: [streams] };
  },

  /** One item at a time, by its key. */
  read(table: Arn): Statement {
    return { sid: "ReadItems", effect: "Allow", actions: ["dynamodb:GetItem"], resources: [table] };
  },

  /** The items with these keys alone, one at a time. */
  readOf(table: Arn, sid: string, keys: readonly string[]): Statement {
    return {
      sid,
      effect: "Allow",
      actions: ["dynamodb:GetItem"],
      resources: [table],
      conditions: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": keys } },
    };
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
