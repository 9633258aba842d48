import { Directory, Referrers } from "../../../aws/references";
import { tokens } from "../../../aws/tokens";
import { path } from "../../../graph/path";
import { isGiven, known } from "../../../graph/reading";
import type { Member } from "../../../graph/stack";
import { partsOf } from "../../../graph/tokens";
import { isUnknownValue } from "../../../graph/unknown";
import { families, findSecondaries, gatherGlobalDatabases } from "../../databases";
import { type LossSettings, readDataLoss } from "../../rpo";
import { isCounted, type Term } from "../../term";
import type { Database, GlobalDatabase, Replication, Store } from "../system";
import { isWrittenIn, type Reading, regionOf } from "./opened";
import { Restores } from "./restorable";
import { nameOfUrn, textOf } from "./values";

/**
 * The stores that are written in the primary region, one for each that the budget has a term of, and those whose loss is
 * not known.
 */
export function readStores(reading: Reading, settings: LossSettings): readonly Store[] {
  const terms: Term[] = [];
  const unknown = [...readDataLoss(reading.stack, settings, terms)];
  const restores = new Restores(reading.stack, reading.hidden);
  const known = terms.flatMap((term) => storeOf(term, reading, restores));
  const byUrn = new Map(reading.stack.all().map((member) => [member.urn, member]));
  const hidden = unknown.flatMap(({ cause, urn, about }): readonly Store[] => {
    const owner = byUrn.get(about ?? urn ?? "");
    if (owner === undefined) {
      const property = isUnknownValue(cause) ? path(...cause.props.map(String)) : "";
      reading.notes.push(`part of the data loss is not known: ${property || "a value of unknown shape"}`);
      return [];
    }
    const service = serviceOf(owner.type);
    const isLost = isWrittenIn(owner, reading.primaryRegion);
    const found = { name: nameOfStore(owner), urn: owner.urn, service, replication: { kind: "untold" } } as const;
    return isLost ? [{ ...found, at: "region", isCounted: true, restorable: restores.of(owner), secondaries: [] }] : [];
  });
  return onePerStore([...known, ...hidden]);
}

function storeOf(term: Term, reading: Reading, restores: Restores): readonly Store[] {
  const { primaryRegion } = reading;
  const { store, want } = term;
  const holder = store?.holders.find((member) => isWrittenIn(member, primaryRegion));
  if (store === undefined || holder === undefined) {
    return [];
  }
  const replication: Replication = store.copy ?? { kind: want === undefined ? "untold" : "none" };
  return [
    {
      name: nameOfStore(holder),
      urn: holder.urn,
      service: store.service,
      replication,
      at: term.urn === holder.urn ? term.at : "region",
      isCounted: isCounted(term),
      restorable: restores.of(holder as Member),
      secondaries: secondariesOf(holder, reading),
    },
  ];
}

/** The other clusters of its global database. */
function secondariesOf({ urn }: Member<unknown>, { stack }: Reading): readonly string[] {
  const databases = families.flatMap((family) => gatherGlobalDatabases(stack, family).values);
  const own = databases.find(({ members }) => members.some((member) => member.urn === urn));
  return (own?.members ?? []).map((member) => member.urn).filter((other) => other !== urn);
}

/** A database with several secondaries is one store. */
function onePerStore(stores: readonly Store[]): readonly Store[] {
  return [...new Map([...stores].reverse().map((store) => [store.urn, store])).values()].reverse();
}

/** `RDS` of `aws:rds/instance:Instance`. */
function serviceOf(type: string): string {
  return (partsOf(type).module || type).toUpperCase();
}

const nameProperties = ["name", "clusterIdentifier", "identifier", "bucket", "replicationGroupId", "domainName"];

/** What it is called in AWS, or else in the program. */
function nameOfStore(member: Member<unknown>): string {
  const props = member.props as Readonly<Record<string, unknown>>;
  const names = nameProperties.map((property) => textOf(() => props[property]));
  return names.find((name) => name !== undefined && name !== "") ?? nameOfUrn(member.urn);
}

/** The global databases whose second cluster would have to be promoted. */
export function readGlobalDatabases({ stack, primaryRegion }: Reading): readonly GlobalDatabase[] {
  const instances = instancesOf(stack);
  return gatherGlobalDatabases(stack).values.flatMap((database) => {
    const { global, members } = database;
    const secondaries = findSecondaries(database) ?? members;
    const secondary = secondaries.find((member) => regionOf(member) !== primaryRegion);
    const owner = global ?? members[0];
    if (secondary === undefined || owner === undefined || members.length < 2) {
      return [];
    }
    return [
      {
        name: textOf(() => owner.props.globalClusterIdentifier) ?? owner.name,
        urn: owner.urn,
        secondaryUrn: secondary.urn,
        region: regionOf(secondary) ?? "",
        hasInstance: instances.of(secondary).length > 0,
        forwardsWrites: known(() => secondary.props.enableGlobalWriteForwarding) === true,
      },
    ];
  });
}

function instancesOf(stack: Reading["stack"]) {
  return new Referrers(stack.of(tokens.clusterInstance), "clusterIdentifier", new Directory(stack.of(tokens.cluster)));
}

/** The relational databases that write, and how many instances each of them has. */
export function readDatabases({ stack, primaryRegion }: Reading): readonly Database[] {
  const instances = instancesOf(stack);
  const clusters = stack
    .of(tokens.cluster)
    .filter((cluster) => isWrittenIn(cluster, primaryRegion))
    .map((cluster) => ({ urn: cluster.urn, instances: instances.of(cluster).length }));
  const singles = stack
    .of(tokens.databaseInstance)
    .filter((instance) => isWrittenIn(instance, primaryRegion) && !isGiven(() => instance.props.replicateSourceDb))
    .map(({ urn, props }) => ({ urn, instances: known(() => props.multiAz) === true ? 2 : 1 }));
  return [...clusters, ...singles];
}
