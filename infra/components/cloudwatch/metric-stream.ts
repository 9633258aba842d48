import { LogGroup, LogStream, MetricStream as Stream } from "@pulumi/aws/cloudwatch";
import { FirehoseDeliveryStream } from "@pulumi/aws/kinesis";
import * as pulumi from "@pulumi/pulumi";
import { metricGrants } from "../../iam/grants/metrics";
import { type Region, within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";
import { ServiceRole } from "../iam/service-role";
import type { Bucket } from "../s3/bucket";

export interface MetricStreamArgs {
  /** Whose metrics they are. Stream and delivery have to be here; only the bucket may be elsewhere. */
  readonly region: Region;
  readonly streamName: string;
  readonly streamRoleName: string;
  readonly deliveryName: string;
  /** Made before, because the policy of the bucket's key names it. */
  readonly deliveryRole: ServiceRole;
  readonly logGroupName: string;
  readonly logRetention: Seconds;
  /** In the other region. */
  readonly bucket: Bucket;
  /** Of the bucket; below it Firehose makes a folder for each hour. */
  readonly folder: string;
  /** `AWS/RDS` */
  readonly namespaces: readonly string[];
}

/** The shortest that Firehose takes: metrics of a region that is lost are worth most when they are young. */
const bufferSeconds = 60;
const bufferMebibytes = 5;

/** Carries metrics of one region to the other as they come, to be read there when their own region does not answer. */
export class MetricStream extends pulumi.ComponentResource {
  readonly deliveryName: string;

  constructor(name: string, args: MetricStreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:cloudwatch:MetricStream", name, {}, within(args.region, opts));
    const { region, streamName, streamRoleName, deliveryName, deliveryRole, logGroupName, bucket } = args;
    const deliveryArn = region.arns.delivery(deliveryName);
    this.deliveryName = deliveryName;

    const logs = new LogGroup(
      `${name}-logs`,
      { name: logGroupName, retentionInDays: inDays(args.logRetention), skipDestroy: false, tags: region.tags },
      { parent: this },
    );
    const failures = new LogStream(`${name}-failures`, { name: "s3", logGroupName: logs.name }, { parent: this });
    const delivery = new FirehoseDeliveryStream(
      `${name}-delivery`,
      {
        name: deliveryName,
        destination: "extended_s3",
        // Under a key of Firehose's own, from the metric stream to the bucket; there the bucket's own key begins.
        serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
        extendedS3Configuration: {
          roleArn: deliveryRole.arn,
          bucketArn: bucket.arn,
          prefix: `${args.folder}/`,
          errorOutputPrefix: "failures/!{firehose:error-output-type}/",
          bufferingInterval: bufferSeconds,
          bufferingSize: bufferMebibytes,
          compressionFormat: "GZIP",
          cloudwatchLoggingOptions: { enabled: true, logGroupName, logStreamName: failures.name },
        },
        tags: region.tags,
      },
      { parent: this, dependsOn: [deliveryRole.policy, bucket.ready, logs] },
    );
    const streamRole = new ServiceRole(
      `${name}-stream-role`,
      {
        region,
        roleName: streamRoleName,
        service: "streams.metrics.cloudwatch.amazonaws.com",
        statements: [metricGrants.put(deliveryArn)],
      },
      { parent: this },
    );
    new Stream(
      `${name}-stream`,
      {
        name: streamName,
        firehoseArn: deliveryArn,
        roleArn: streamRole.arn,
        outputFormat: "json",
        includeFilters: args.namespaces.map((namespace) => ({ namespace })),
        tags: region.tags,
      },
      { parent: this, dependsOn: [delivery, streamRole.policy] },
    );

    this.registerOutputs({ deliveryName });
  }
}
