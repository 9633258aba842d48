import type { GraphResource, JsonObject } from "../../graph";
import { findText, type Inventory, objectsIn } from "../../inventory";

export const buckets = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
export const replications = ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"];

export function isTimed(rule: JsonObject): boolean {
  const [destination] = objectsIn(rule.destination);
  const [control] = objectsIn(destination?.replicationTime);
  return findText(control?.status) === "Enabled";
}

export function isOn(rule: JsonObject): boolean {
  return findText(rule.status) === "Enabled";
}

export function isSourceOf(replication: GraphResource, bucket: GraphResource, inventory: Inventory): boolean {
  if (inventory.refersTo(replication, "bucket", bucket)) return true;
  const name = findText(bucket.inputs.bucket);
  return name !== undefined && findText(replication.inputs.bucket) === name;
}
