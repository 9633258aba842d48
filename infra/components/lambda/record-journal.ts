import * as pulumi from "@pulumi/pulumi";
import { tableGrants } from "../../iam/grants/dynamodb";
import { objectGrants } from "../../iam/grants/s3";
import { queueGrants } from "../../iam/grants/sqs";
import { type Region, within } from "../../regions/pair";
import { seconds } from "../../units/time";
import { type Queue, queueUrl } from "../sqs/queue";
import { type FunctionCode, RegionalFunction, type Release } from "./regional-function";
import { StreamConsumer } from "./stream-consumer";

export interface RecordJournalArgs {
  readonly region: Region;
  readonly service: string;
  readonly functionName: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly code: FunctionCode;
  readonly tableName: string;
  /** Of the table's replica in this region. */
  readonly streamArn: pulumi.Input<string>;
  /** Ids of the table's items that are no records. */
  readonly exceptIds: readonly string[];
  readonly metricsNamespace: string;
  readonly archive: { readonly bucketName: string; readonly folder: string };
  /** Takes records that replication overwrote. */
  readonly conflicts: Queue;
  readonly deadLetters: Queue;
  readonly release?: Release;
}

/** Told within a minute, and not one object for every record. */
const gathering = seconds(5);
const batchSize = 100;

/** Writes down what a region's replica takes: records to an archive, and what replication overwrote to a queue. */
export class RecordJournal extends pulumi.ComponentResource {
  readonly function: RegionalFunction;

  constructor(name: string, args: RecordJournalArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lambda:RecordJournal", name, {}, within(args.region, opts));
    const { region, functionName, roleName, logGroupName, code, tableName, archive, conflicts, deadLetters } = args;

    this.function = new RegionalFunction(
      name,
      {
        region,
        functionName,
        roleName,
        logGroupName,
        code,
        environment: {
          SERVICE_NAME: args.service,
          REGION_ROLE: region.role,
          TABLE_NAME: tableName,
          METRICS_NAMESPACE: args.metricsNamespace,
          ARCHIVE_BUCKET: archive.bucketName,
          ARCHIVE_FOLDER: archive.folder,
          CONFLICT_QUEUE_URL: queueUrl(region, conflicts.queueName),
        },
        statements: [
          tableGrants.readStream(region.arns.tableStreams(tableName)),
          objectGrants.put(region.arns.objectsBelow(archive.bucketName, archive.folder)),
          { ...queueGrants.send(conflicts.arn), sid: "SendConflicts" },
          // What the stream gave up, by its place there.
          queueGrants.send(deadLetters.arn),
        ],
        release: args.release,
      },
      { parent: this },
    );
    new StreamConsumer(
      `${name}-consumer`,
      {
        region,
        streamArn: args.streamArn,
        function: this.function,
        exceptIds: args.exceptIds,
        batchSize,
        gathering,
        failures: deadLetters,
      },
      { parent: this },
    );

    this.registerOutputs({});
  }
}
