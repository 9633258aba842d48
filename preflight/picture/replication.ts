import type { GraphResource, Json } from "../graph";
import { findText, type Inventory, objectsIn } from "../inventory";
import type { References } from "./references";

/** Something that goes from one region to another. */
export interface Replication {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Both directions at once. */
  readonly both: boolean;
}

interface Context {
  readonly inventory: Inventory;
  readonly references: References;
}

type Reading = (resource: GraphResource, region: string, context: Context) => readonly Replication[];

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** What a resource sends to or shares with another region, by its type. */
const READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ["aws:dynamodb/table:Table", ({ inputs }, region) => tables(region, objectsIn(inputs.replicas).map(regionName))],
  ["aws:secretsmanager/secret:Secret", ({ inputs }, region) => secrets(region, inputs.replicas)],
  ["aws:s3/bucketReplicationConfig:BucketReplicationConfig", objects],
  ["aws:rds/globalCluster:GlobalCluster", databases],
  ["aws:kms/replicaKey:ReplicaKey", keys],
  ["aws:cloudwatch/eventTarget:EventTarget", ({ inputs }, region) => sent("events", region, arnsIn(inputs.arn))],
  ["aws:backup/plan:Plan", ({ inputs }, region) => sent("backup copies", region, arnsIn(inputs.rules))],
  ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection", peering],
]);

/** What a resource says of replication; nothing for a resource whose region is not known. */
export function replicationsOf(resource: GraphResource, context: Context): readonly Replication[] {
  const region = context.inventory.regionOf(resource);
  const found = region === undefined ? [] : (READINGS.get(resource.type)?.(resource, region, context) ?? []);
  return found.filter(({ from, to }) => from !== to);
}

function regionName(replica: { readonly regionName?: Json }): string | undefined {
  return findText(replica.regionName);
}

function isKnown(region: string | undefined): region is string {
  return region !== undefined;
}

function tables(from: string, regions: readonly (string | undefined)[]): readonly Replication[] {
  return regions.filter(isKnown).map((to) => ({ from, to, label: "global table", both: true }));
}

function secrets(from: string, replicas: Json | undefined): readonly Replication[] {
  const regions = objectsIn(replicas).map(({ region }) => findText(region));
  return regions.filter(isKnown).map((to) => ({ from, to, label: "replica", both: false }));
}

function objects(config: GraphResource, region: string, { inventory, references }: Context): readonly Replication[] {
  const isTimed = objectsIn(config.inputs.rules).some(({ destination }) =>
    objectsIn(objectsIn(destination)[0]?.replicationTime).some(({ status }) => findText(status) === "Enabled"),
  );
  const buckets = references.of(config).filter(({ type }) => BUCKETS.includes(type));
  const regions = new Set(buckets.map((bucket) => inventory.regionOf(bucket)).filter(isKnown));
  const label = isTimed ? "replication, 15 min" : "replication";
  return [...regions].map((to) => ({ from: region, to, label, both: false }));
}

/** From the region of the global cluster, which is that of its first member, to the other members'. */
function databases(global: GraphResource, from: string, { inventory, references }: Context): readonly Replication[] {
  const members = inventory
    .ofType("aws:rds/cluster:Cluster")
    .filter((cluster) => references.of(cluster).includes(global));
  const regions = new Set(members.map((member) => inventory.regionOf(member)).filter(isKnown));
  return [...regions].map((to) => ({ from, to, label: "global database", both: false }));
}

function keys(replica: GraphResource, to: string, { inventory, references }: Context): readonly Replication[] {
  const regions = references
    .of(replica)
    .filter(({ type }) => type === "aws:kms/key:Key")
    .map((key) => inventory.regionOf(key));
  return regions.filter(isKnown).map((from) => ({ from, to, label: "multi-region key", both: false }));
}

function peering({ inputs }: GraphResource, from: string): readonly Replication[] {
  const to = findText(inputs.peerRegion);
  return to === undefined ? [] : [{ from, to, label: "peering", both: true }];
}

function sent(label: string, from: string, arns: readonly string[]): readonly Replication[] {
  const regions = new Set(arns.map((arn) => arn.split(":")[3] ?? "").filter((region) => region !== ""));
  return [...regions].map((to) => ({ from, to, label, both: false }));
}

/** ARNs of the services that take copies: event buses and vaults. */
function arnsIn(value: Json | undefined): readonly string[] {
  const text = JSON.stringify(value ?? "");
  return [...text.matchAll(/arn:[a-z-]+:(?:events|backup):[a-z0-9-]+:\d*:(?:event-bus|backup-vault)[:/]/g)].map(
    ([arn]) => arn,
  );
}
