import { Schedule } from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { exportGrants } from "../../iam/grants/dynamodb";
import { type Region, within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";
import { ServiceRole } from "../iam/service-role";
import type { Bucket } from "../s3/bucket";
import type { GlobalTable } from "./global-table";

export interface TableExportArgs {
  readonly region: Region;
  readonly scheduleName: string;
  readonly roleName: string;
  readonly table: GlobalTable;
  readonly tableName: string;
  /** In the same region. */
  readonly bucket: Bucket;
  readonly folder: string;
  /** Whole days. */
  readonly every: Seconds;
}

/**
 * Writes the whole table of a region into a bucket, again and again: EventBridge Scheduler calls DynamoDB itself, and
 * DynamoDB reads its own point-in-time recovery, so that no code runs and no capacity is used.
 */
export class TableExport extends pulumi.ComponentResource {
  constructor(name: string, args: TableExportArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:dynamodb:TableExport", name, {}, within(args.region, opts));
    const { region, scheduleName, roleName, table, tableName, bucket, folder, every } = args;
    const objects = region.arns.objectsBelow(bucket.bucketName, folder);

    const role = new ServiceRole(
      name,
      {
        region,
        roleName,
        service: "scheduler.amazonaws.com",
        statements: exportGrants.write(region.arns.table(tableName), objects),
      },
      { parent: this },
    );
    const count = inDays(every);
    new Schedule(
      `${name}-schedule`,
      {
        name: scheduleName,
        description: `Exports the table ${tableName}`,
        scheduleExpression: `rate(${count} day${count === 1 ? "" : "s"})`,
        flexibleTimeWindow: { mode: "OFF" },
        state: "ENABLED",
        target: {
          arn: `arn:${region.arns.scope.partition}:scheduler:::aws-sdk:dynamodb:exportTableToPointInTime`,
          roleArn: role.arn,
          input: exportRequest(region.arns.table(tableName), bucket.bucketName, folder),
          retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 10 },
        },
      },
      { parent: this, dependsOn: [role.policy, bucket.ready, table.table] },
    );

    this.registerOutputs({});
  }
}

/** What DynamoDB is asked for, in the words of its API. */
export function exportRequest(tableArn: string, bucketName: string, folder: string): string {
  return JSON.stringify({
    TableArn: tableArn,
    S3Bucket: bucketName,
    S3Prefix: folder,
    S3SseAlgorithm: "AES256",
    ExportFormat: "DYNAMODB_JSON",
    ExportType: "FULL_EXPORT",
  });
}
