import { gatherForwardings } from "../../model/aws/event-forwarding";
import { Directory } from "../../model/aws/references";
import { tokens } from "../../model/aws/tokens";
import { Block } from "../../model/graph/block";
import { Gathering } from "../../model/graph/gathering";
import { known } from "../../model/graph/reading";
import type { Member, Stack } from "../../model/graph/stack";
import { BackupCopies } from "../../model/recovery/backup-copies";
import { BucketCopies, timeControlOf } from "../../model/recovery/bucket-copies";
import { families, findSecondaries, gatherGlobalDatabases } from "../../model/recovery/databases";
import { TableRegions } from "../../model/recovery/table-regions";
import { regionOf } from "./places";

/** Something that goes from one region to another. */
export interface Replication {
  /** The resource that declares it. */
  readonly owner: Member<unknown>;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Both directions at once. */
  readonly both: boolean;
}

/** What each resource of a stack sends to or shares with another region; nothing of which a region is not known. */
export function replicationsOf(stack: Stack): readonly Replication[] {
  const found = [tables, secrets, objects, databases, keys, events, backups, peerings].flatMap((read) => read(stack));
  return found.filter(({ from, to }) => from !== "" && to !== "" && from !== to);
}

/** The regions, other than its own, in which a table or a secret has a replica. */
export function replicaRegions(stack: Stack): ReadonlyMap<Member<unknown>, readonly string[]> {
  const regions = new Map<Member<unknown>, string[]>();
  for (const { owner, to } of [...tables(stack), ...secrets(stack)]) {
    regions.set(owner, [...(regions.get(owner) ?? []), to]);
  }
  return regions;
}

function tables(stack: Stack): readonly Replication[] {
  const places = new TableRegions(stack);
  return places.tables.flatMap((owner) => {
    const from = regionOf(owner);
    const regions = new Set(known(() => places.of(owner).values));
    return [...regions]
      .filter((to) => to !== from)
      .map((to) => ({ owner, from, to, label: "global table", both: true }));
  });
}

function secrets(stack: Stack): readonly Replication[] {
  return stack.of(tokens.secret).flatMap((owner) => {
    const replicas = known(() => new Block([], () => owner.props).children("replica")) ?? [];
    const regions = replicas.map((replica) => known(() => replica.read("region")));
    return regions
      .filter((region) => typeof region === "string")
      .map((to) => ({ owner, from: regionOf(owner), to, label: "replica", both: false }));
  });
}

function objects(stack: Stack): readonly Replication[] {
  const found = new Gathering<Parameters<BucketCopies["faultOf"]>[0]>();
  // What hides a replication is the policies' to say.
  for (const _ of new BucketCopies(stack).read(found));
  return found.values.flatMap(({ owner, source, copyings }) => {
    const from = regionOf(source.members[0] ?? owner);
    const isTimed = copyings.some(({ rule }) => known(() => timeControlOf(rule)) !== undefined);
    const label = isTimed ? "replication, 15 min" : "replication";
    const regions = copyings.flatMap(({ destinations }) =>
      destinations.flatMap(({ members }) => members.map(regionOf)),
    );
    return [...new Set(regions)].map((to) => ({ owner, from, to, label, both: false }));
  });
}

/** From the cluster that writes to those that follow it. */
function databases(stack: Stack): readonly Replication[] {
  return families
    .flatMap((family) => gatherGlobalDatabases(stack, family).values)
    .flatMap((database) => {
      const { global, members } = database;
      const followers = findSecondaries(database) ?? members;
      const writer = members.find((member) => !followers.includes(member)) ?? global;
      const [owner] = members;
      if (owner === undefined) {
        return [];
      }
      const from = regionOf(writer ?? owner);
      // Where nobody tells which one writes, the line points nowhere.
      const both = writer === undefined;
      return [...new Set(followers.map(regionOf))].map((to) => ({ owner, from, to, label: "global database", both }));
    });
}

function keys(stack: Stack): readonly Replication[] {
  const originals = new Directory(stack.of(tokens.key));
  return stack.of(tokens.replicaKey).flatMap((owner) =>
    originals
      .find(owner, "primaryKeyArn", () => owner.props.primaryKeyArn)
      .members.map((key) => ({
        owner,
        from: regionOf(key),
        to: regionOf(owner),
        label: "multi-region key",
        both: false,
      })),
  );
}

/** A bus is known by `<region>/<name>`. */
function events(stack: Stack): readonly Replication[] {
  return gatherForwardings(stack).values.map(({ rule, region, to }) => {
    return { owner: rule, from: region, to: to.split("/")[0] ?? "", label: "events", both: false };
  });
}

function backups(stack: Stack): readonly Replication[] {
  const copies = new BackupCopies(stack);
  return stack.of(tokens.backupPlan).flatMap((owner) => {
    return copies
      .regionsOf(owner)
      .map((to) => ({ owner, from: regionOf(owner), to, label: "backup copies", both: false }));
  });
}

function peerings(stack: Stack): readonly Replication[] {
  return stack.of(tokens.vpcPeering).map((owner) => {
    const to = known(() => owner.props.peerRegion) ?? "";
    return { owner, from: regionOf(owner), to, label: "peering", both: true };
  });
}
