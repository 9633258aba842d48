import { longestGap } from "../../../model/aws/schedule";
import { defaultBackupStartWindow } from "../../../model/recovery/estimates";
import type { GraphResource } from "../../graph";
import { findText, type Inventory, objectsIn, readText } from "../../inventory";
import type { Database, GlobalDatabase, Replication, Store } from "../system";
import { copyRules } from "./backup-copies";
import { buckets, isOn, isSourceOf, isTimed, replications } from "./bucket-rules";
import { settled } from "./checks";
import { globalDatabases as findGlobalDatabases, isInstanceOf } from "./global-databases";
import { inlineReplicas, separateReplicas } from "./replicas";

const TABLE = "aws:dynamodb/table:Table";
const CLUSTER = "aws:rds/cluster:Cluster";
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
const SINGLE = "aws:rds/instance:Instance";

/** What is read of one graph: its resources, and notes on what could not be read. */
export interface Reading {
  readonly inventory: Inventory;
  readonly primaryRegion: string;
  readonly notes: string[];
}

/** The copy that AWS Backup takes into another region, or nothing. */
function lastResort(resource: GraphResource, { inventory, notes }: Reading): Replication {
  const copies = copyRules(resource, inventory).flatMap(({ plan, rule }) => {
    const schedule = findText(rule.schedule);
    const periodSeconds = schedule === undefined ? undefined : longestGap(schedule);
    if (periodSeconds === undefined) return [];
    const fallback = defaultBackupStartWindow.seconds / 60;
    const minutes = settled(rule.startWindow, fallback, `startWindow of ${plan.name}`, notes);
    return [{ kind: "backup" as const, periodSeconds, startWindowSeconds: minutes * 60 }];
  });
  const [best] = copies.sort((left, right) => left.periodSeconds - right.periodSeconds);
  return best ?? { kind: "none" };
}

function tableReplication(table: GraphResource, reading: Reading): Replication {
  const { inventory } = reading;
  const home = inventory.regionOf(table);
  const replicas = [...inlineReplicas(table), ...separateReplicas(table, inventory)];
  const elsewhere = replicas.filter(({ region }) => region === undefined || region !== home);
  if (elsewhere.length === 0) return lastResort(table, reading);
  return { kind: "dynamodb", strong: elsewhere.every(({ strong }) => strong) };
}

/** A store whose home is the standby loses nothing with the primary region. */
function isWrittenIn(resource: GraphResource, { inventory, primaryRegion }: Reading): boolean {
  const region = inventory.regionOf(resource);
  return region === undefined || primaryRegion === "" || region === primaryRegion;
}

function tables(reading: Reading): readonly Store[] {
  return reading.inventory
    .ofType(TABLE)
    .filter((table) => isWrittenIn(table, reading))
    .map((table) => ({
      name: findText(table.inputs.name) ?? table.name,
      urn: table.urn,
      service: "DynamoDB",
      replication: tableReplication(table, reading),
    }));
}

/** Clusters that write; those of a global database count once. */
function clusters(reading: Reading): readonly Store[] {
  const { inventory } = reading;
  const global = findGlobalDatabases(inventory).flatMap(({ members }) => members);
  return inventory
    .ofType(CLUSTER)
    .filter((cluster) => isWrittenIn(cluster, reading))
    .map((cluster) => ({
      name: findText(cluster.inputs.clusterIdentifier) ?? cluster.name,
      urn: cluster.urn,
      service: "Aurora",
      replication: global.includes(cluster) ? { kind: "aurora" } : lastResort(cluster, reading),
    }));
}

function singles(reading: Reading): readonly Store[] {
  return reading.inventory
    .ofType(SINGLE)
    .filter(({ inputs }) => readText(inputs.replicateSourceDb) === undefined)
    .filter((instance) => isWrittenIn(instance, reading))
    .map((instance) => ({
      name: findText(instance.inputs.identifier) ?? instance.name,
      urn: instance.urn,
      service: "RDS",
      replication: lastResort(instance, reading),
    }));
}

/** Buckets of the region that writes, when they are replicated or hold business records. */
function objects(reading: Reading): readonly Store[] {
  const { inventory } = reading;
  return inventory
    .ofType(...buckets)
    .filter((bucket) => isWrittenIn(bucket, reading))
    .flatMap((bucket): readonly Store[] => {
      const replication = inventory.ofType(...replications).find((config) => isSourceOf(config, bucket, inventory));
      const rules = objectsIn(replication?.inputs.rules).filter(isOn);
      const counted = inventory.isTagged(bucket, "Data", "business-records");
      if (rules.length === 0 && !counted) return [];
      const flow: Replication = { kind: "s3", timed: rules.every(isTimed) };
      const name = findText(bucket.inputs.bucket) ?? bucket.name;
      return [{ name, urn: bucket.urn, service: "S3", replication: rules.length === 0 ? { kind: "none" } : flow }];
    });
}

export function readStores(reading: Reading): readonly Store[] {
  return [...tables(reading), ...clusters(reading), ...singles(reading), ...objects(reading)];
}

/** The global databases whose second cluster would have to be promoted. */
export function readGlobalDatabases({ inventory, primaryRegion }: Reading): readonly GlobalDatabase[] {
  const instances = inventory.ofType(INSTANCE);
  return findGlobalDatabases(inventory).flatMap(({ global, members }) => {
    const secondary = members.find((member) => inventory.regionOf(member) !== primaryRegion);
    if (secondary === undefined) return [];
    return [
      {
        name: findText(global.inputs.globalClusterIdentifier) ?? global.name,
        urn: global.urn,
        secondaryUrn: secondary.urn,
        region: inventory.regionOf(secondary) ?? "",
        hasInstance: instances.some((instance) => isInstanceOf(instance, secondary, inventory)),
        forwardsWrites: secondary.inputs.enableGlobalWriteForwarding === true,
      },
    ];
  });
}

/** The relational databases that write, and how many instances each of them has. */
export function readDatabases(reading: Reading): readonly Database[] {
  const { inventory } = reading;
  const instances = inventory.ofType(INSTANCE);
  return [
    ...inventory
      .ofType(CLUSTER)
      .filter((cluster) => isWrittenIn(cluster, reading))
      .map((cluster) => ({
        urn: cluster.urn,
        instances: instances.filter((instance) => isInstanceOf(instance, cluster, inventory)).length,
      })),
    ...inventory
      .ofType(SINGLE)
      .filter((instance) => isWrittenIn(instance, reading))
      .map(({ urn, inputs }) => ({ urn, instances: inputs.multiAz === true ? 2 : 1 })),
  ];
}
