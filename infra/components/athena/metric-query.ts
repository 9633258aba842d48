import { NamedQuery, Workgroup } from "@pulumi/aws/athena";
import { CatalogDatabase, CatalogTable } from "@pulumi/aws/glue";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";
import type { Bucket } from "../s3/bucket";
import { hourly, lastHour, metricColumns } from "./metrics.plan";

export interface MetricQueryArgs {
  /** Where Firehose writes the metrics of a stream, below `folder`, hour by hour. */
  readonly bucket: Bucket;
  readonly folder: string;
  /** Where answers are written in the same bucket. */
  readonly answers: string;
  /** Under which the bucket's objects are. */
  readonly keyArn: pulumi.Input<string>;
  /** How long metrics stay in the bucket. */
  readonly keptFor: Seconds;
  /** Of the Data Catalog: lower-case letters, digits and underscores. */
  readonly databaseName: string;
  readonly workgroupName: string;
  readonly queryName: string;
  /** Whether answers and saved queries stop a destroy; absent: they go with the stack. */
  readonly isKept?: boolean;
}

const tableName = "metrics";
/** Ten gibibytes: a query that forgets the hour is stopped before it costs. */
const mostBytes = 10 * 2 ** 30;

/** Metrics in a bucket as a table, and a saved query: what was the other region like when it was last heard of? */
export class MetricQuery extends pulumi.ComponentResource {
  constructor(name: string, args: MetricQueryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:athena:MetricQuery", name, {}, within(args.bucket.region, opts));
    const { bucket, folder, answers, keyArn, keptFor, databaseName, workgroupName, queryName, isKept = false } = args;
    const { region, bucketName } = bucket;
    const location = `s3://${bucketName}/${folder}/`;

    const database = new CatalogDatabase(
      `${name}-catalog`,
      { name: databaseName, tags: region.tags },
      { parent: this },
    );
    const table = new CatalogTable(
      `${name}-table`,
      {
        databaseName: database.name,
        name: tableName,
        tableType: "EXTERNAL_TABLE",
        parameters: { EXTERNAL: "TRUE", ...hourly(location, inDays(keptFor)) },
        partitionKeys: [{ name: "hour", type: "string" }],
        storageDescriptor: {
          location,
          inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          serDeInfo: { serializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
          columns: metricColumns.map(([column, type]) => ({ name: column, type })),
        },
      },
      { parent: this },
    );
    const workgroup = new Workgroup(
      `${name}-workgroup`,
      {
        name: workgroupName,
        description: "Reads the metrics that left their region",
        forceDestroy: !isKept,
        configuration: {
          enforceWorkgroupConfiguration: true,
          publishCloudwatchMetricsEnabled: true,
          bytesScannedCutoffPerQuery: mostBytes,
          resultConfiguration: {
            outputLocation: `s3://${bucketName}/${answers}/`,
            encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: keyArn },
          },
        },
        tags: region.tags,
      },
      { parent: this, dependsOn: [bucket.ready] },
    );
    new NamedQuery(
      `${name}-query`,
      {
        name: queryName,
        description: "Each metric of the last hour that was written, minute by minute, the newest first",
        workgroup: workgroup.id,
        database: database.name,
        query: lastHour(databaseName, tableName),
      },
      { parent: this, dependsOn: [table] },
    );

    this.registerOutputs({});
  }
}
