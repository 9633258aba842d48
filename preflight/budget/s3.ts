import { s3ReplicationTimeControl } from "../../model/recovery/estimates";
import type { GraphResource, JsonObject } from "../graph";
import { findText, type Inventory, isUnsettled, objectsIn } from "./inventory";
import { type Amount, known, makeTerm, type Term, unbounded, undetermined } from "./term";

export const buckets = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
export const replications = ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"];

const shownOnly = "not counted: the bucket has no tag Data=business-records";

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

interface Promised {
  readonly amount: Amount;
  readonly property: string;
  readonly basis: string;
}

/** What a bucket's replication promises. */
function promiseOf(replication: GraphResource | undefined): Promised {
  const rules = objectsIn(replication?.inputs.rules).filter(isOn);
  if (isUnsettled(replication?.inputs.rules)) {
    return { amount: undetermined, property: "rules", basis: "the value is known only after deployment" };
  }
  if (rules.length === 0) {
    const basis = "no replication rule is enabled: the objects are in one region only";
    return { amount: unbounded, property: replication === undefined ? "" : "rules", basis };
  }
  if (!rules.every(isTimed)) {
    const basis = "without replication time control AWS states no bound";
    return { amount: undetermined, property: "rules[0].destination.replicationTime", basis };
  }
  const { seconds, source } = s3ReplicationTimeControl;
  return { amount: known(seconds), property: "rules[0].destination.replicationTime", basis: source };
}

function termOf(bucket: GraphResource, replication: GraphResource | undefined, counted: boolean): Term {
  const { amount, property, basis } = promiseOf(replication);
  return makeTerm("rpo", amount, {
    name: counted ? "S3: replication" : "S3: replication (not counted)",
    urn: replication?.urn ?? bucket.urn,
    property,
    basis: counted ? basis : `${basis}; ${shownOnly}`,
    counted,
  });
}

/** What each bucket may lose: those that hold business records count, the other replicated ones are only shown. */
export function bucketTerms(inventory: Inventory): readonly Term[] {
  return inventory.ofType(...buckets).flatMap((bucket) => {
    const counted = inventory.isTagged(bucket, "Data", "business-records");
    const replication = inventory.ofType(...replications).find((config) => isSourceOf(config, bucket, inventory));
    return counted || replication !== undefined ? [termOf(bucket, replication, counted)] : [];
  });
}
