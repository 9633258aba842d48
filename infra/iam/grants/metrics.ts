import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";
import type { BucketArns } from "./s3";

const put = ["firehose:PutRecord", "firehose:PutRecordBatch"] as const;
/** https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html, delivery to S3 */
const onBucket = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"] as const;
const onObjects = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"] as const;
const log = ["logs:PutLogEvents"] as const;

export const metricGrants = {
  /** What a metric stream does. */
  put(delivery: Arn): Statement {
    return { sid: "PutMetrics", effect: "Allow", actions: put, resources: [delivery] };
  },

  /** What Firehose does with them. */
  deliver({ bucket, objects }: BucketArns, logStreams: Arn): readonly Statement[] {
    return [
      { sid: "FindBucket", effect: "Allow", actions: onBucket, resources: [bucket] },
      { sid: "WriteMetrics", effect: "Allow", actions: onObjects, resources: [objects] },
      { sid: "LogFailures", effect: "Allow", actions: log, resources: [logStreams] },
    ];
  },
};
