import { BucketReplicationConfig } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import { inMinutes, minutes } from "../../units/time";
import type { ServiceRole } from "../iam/service-role";
import type { Bucket } from "./bucket";

export interface ReplicationArgs {
  readonly from: Bucket;
  /** In another region. */
  readonly to: Bucket;
  readonly role: ServiceRole;
  /** Also a dimension of the rule's metrics. */
  readonly ruleId: string;
  /** The key of the other region that encrypts the copies; needed when the objects are under a key of ours. */
  readonly copyKeyArn?: pulumi.Input<string>;
  /** Whether a deletion in one region also hides the object in the other. */
  readonly copyDeleteMarkers: boolean;
}

/** S3 offers this one time limit, and wants it twice: for the copies and for the events about late ones. */
const timeLimit = { minutes: inMinutes(minutes(15)) };

/** Copies every new object of one bucket to another region, under replication time control. */
export class Replication extends pulumi.ComponentResource {
  constructor(name: string, args: ReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:s3:Replication", name, {}, within(args.from.region, opts));
    const { from, to, role, ruleId, copyKeyArn, copyDeleteMarkers } = args;

    new BucketReplicationConfig(
      `${name}-config`,
      {
        bucket: from.bucketName,
        role: role.arn,
        rules: [
          {
            id: ruleId,
            priority: 1,
            status: "Enabled",
            // With a filter the rule is of the second version, the only one with time control; empty: every object.
            filter: { prefix: "" },
            deleteMarkerReplication: { status: copyDeleteMarkers ? "Enabled" : "Disabled" },
            // Objects under a key of ours are left out unless the rule names them.
            ...(copyKeyArn === undefined
              ? {}
              : { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } } }),
            destination: {
              bucket: to.arn,
              storageClass: "STANDARD",
              ...(copyKeyArn === undefined ? {} : { encryptionConfiguration: { replicaKmsKeyId: copyKeyArn } }),
              replicationTime: { status: "Enabled", time: timeLimit },
              metrics: { status: "Enabled", eventThreshold: timeLimit },
            },
          },
        ],
      },
      { parent: this, dependsOn: [from.ready, to.ready, role.policy] },
    );

    this.registerOutputs({});
  }
}
