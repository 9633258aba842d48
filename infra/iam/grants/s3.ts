import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

const readRules = ["s3:GetReplicationConfiguration", "s3:ListBucket"] as const;
const readVersions = [
  "s3:GetObjectVersionForReplication",
  "s3:GetObjectVersionAcl",
  "s3:GetObjectVersionTagging",
] as const;
const writeReplicas = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"] as const;

export interface BucketArns {
  readonly bucket: Arn;
  readonly objects: Arn;
}

export const objectGrants = {
  /** Objects of one folder are written, and never read. */
  put(objects: Arn): Statement {
    return { sid: "PutObjects", effect: "Allow", actions: ["s3:PutObject"], resources: [objects] };
  },

  /** Objects of one folder are written, and a missing one can be told from a hidden one. */
  keep(folder: BucketArns): readonly Statement[] {
    return [
      { sid: "KeepObjects", effect: "Allow", actions: ["s3:GetObject", "s3:PutObject"], resources: [folder.objects] },
      { sid: "TellMissingObjects", effect: "Allow", actions: ["s3:ListBucket"], resources: [folder.bucket] },
    ];
  },
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
export const accessLogGrants = {
  /** The bucket's side: load balancers of the account write below one folder. */
  receive(logs: Arn): Statement {
    return {
      sid: "ReceiveAccessLogs",
      effect: "Allow",
      principal: { service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      actions: ["s3:PutObject"],
      resources: [logs],
    };
  },
};

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html */
export const flowLogGrants = {
  /** The bucket's side: log deliveries of the account write below one folder. */
  receive({ bucket, objects }: BucketArns, account: string): readonly Statement[] {
    const principal = { service: "delivery.logs.amazonaws.com" };
    const own = { "aws:SourceAccount": account };
    return [
      {
        sid: "ReceiveFlowLogs",
        effect: "Allow",
        principal,
        actions: ["s3:PutObject"],
        resources: [objects],
        conditions: { StringEquals: { ...own, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      {
        sid: "LogDeliveryLooksFirst",
        effect: "Allow",
        principal,
        actions: ["s3:GetBucketAcl"],
        resources: [bucket],
        conditions: { StringEquals: own },
      },
    ];
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
export const replicationGrants = {
  /** What S3 needs to copy from one bucket to another: the policy of its role. */
  copy(from: BucketArns, to: BucketArns): readonly Statement[] {
    return [
      { sid: "ReadReplicationRules", effect: "Allow", actions: readRules, resources: [from.bucket] },
      { sid: "ReadSourceVersions", effect: "Allow", actions: readVersions, resources: [from.objects] },
      { sid: "WriteReplicas", effect: "Allow", actions: writeReplicas, resources: [to.objects] },
    ];
  },

  /** The destination's side: replicas come from this role alone. */
  receive(from: Arn, to: BucketArns): Statement {
    return {
      sid: "ReceiveReplicas",
      effect: "Allow",
      principal: { aws: from },
      actions: writeReplicas,
      resources: [to.objects],
    };
  },
};
