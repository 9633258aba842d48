import { gatherForwardings } from "../aws/event-forwarding";
import { Directory } from "../aws/references";
import { knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { Gathering } from "../graph/gathering";
import { known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import { partsOf } from "../graph/tokens";
import { BackupCopies } from "./backup-copies";
import { BucketCopies, timeControlOf } from "./bucket-copies";
import { families, findSecondaries, gatherGlobalDatabases } from "./databases";
import { TableRegions } from "./table-regions";

/** What goes from one region to another, or is shared by both. */
export type CrossingKind =
  | "table"
  | "secret"
  | "objects"
  | "objects in time"
  | "database"
  | "key"
  | "events"
  | "backups"
  | "peering";

/** Something that goes from one region to another. */
export interface Crossing {
  /** The resource that declares it. */
  readonly owner: Member<unknown>;
  readonly kind: CrossingKind;
  readonly from: string;
  readonly to: string;
  /** Both directions at once. */
  readonly both: boolean;
}

/** What each resource of a stack sends to or shares with another region; nothing of which a region is not known. */
export function crossingsOf(stack: Stack): readonly Crossing[] {
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

function tables(stack: Stack): readonly Crossing[] {
  const places = new TableRegions(stack);
  return places.tables.flatMap((owner) => {
    const from = regionOf(owner);
    const regions = new Set(known(() => places.of(owner).values));
    return [...regions]
      .filter((to) => to !== from)
      .map((to) => ({ owner, from, to, kind: "table" as const, both: true }));
  });
}

function secrets(stack: Stack): readonly Crossing[] {
  return stack.of(tokens.secret).flatMap((owner) => {
    const replicas = known(() => new Block([], () => owner.props).children("replica")) ?? [];
    const regions = replicas.map((replica) => known(() => replica.read("region")));
    return regions
      .filter((region) => typeof region === "string")
      .map((to) => ({ owner, from: regionOf(owner), to, kind: "secret" as const, both: false }));
  });
}

function objects(stack: Stack): readonly Crossing[] {
  const found = new Gathering<Parameters<BucketCopies["faultOf"]>[0]>();
  // What hides a replication is the policies' to say.
  for (const _ of new BucketCopies(stack).read(found));
  return found.values.flatMap(({ owner, source, copyings }) => {
    const from = regionOf(source.members[0] ?? owner);
    const isTimed = copyings.some(({ rule }) => known(() => timeControlOf(rule)) !== undefined);
    const kind: CrossingKind = isTimed ? "objects in time" : "objects";
    const regions = copyings.flatMap(({ destinations }) =>
      destinations.flatMap(({ members }) => members.map(regionOf)),
    );
    return [...new Set(regions)].map((to) => ({ owner, from, to, kind, both: false }));
  });
}

/** From the cluster that writes to those that follow it. */
function databases(stack: Stack): readonly Crossing[] {
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
      return [...new Set(followers.map(regionOf))].map((to) => ({ owner, from, to, kind: "database" as const, both }));
    });
}

function keys(stack: Stack): readonly Crossing[] {
  const originals = new Directory(stack.of(tokens.key));
  return stack.of(tokens.replicaKey).flatMap((owner) =>
    originals
      .find(owner, "primaryKeyArn", () => owner.props.primaryKeyArn)
      .members.map((key) => ({
        owner,
        from: regionOf(key),
        to: regionOf(owner),
        kind: "key" as const,
        both: false,
      })),
  );
}

/** A bus is known by `<region>/<name>`. */
function events(stack: Stack): readonly Crossing[] {
  return gatherForwardings(stack).values.map(({ rule, region, to }) => {
    return { owner: rule, from: region, to: to.split("/")[0] ?? "", kind: "events" as const, both: false };
  });
}

function backups(stack: Stack): readonly Crossing[] {
  const copies = new BackupCopies(stack);
  return stack.of(tokens.backupPlan).flatMap((owner) => {
    return copies
      .regionsOf(owner)
      .map((to) => ({ owner, from: regionOf(owner), to, kind: "backups" as const, both: false }));
  });
}

function peerings(stack: Stack): readonly Crossing[] {
  return stack.of(tokens.vpcPeering).map((owner) => {
    const to = known(() => owner.props.peerRegion) ?? "";
    return { owner, from: regionOf(owner), to, kind: "peering" as const, both: true };
  });
}

/** The region of what is in one; empty for a global service, a stranger's and where nobody tells. */
export function regionOf(member: Member<unknown>): string {
  return partsOf(member.type).packageName === "aws" ? (knownRegion(member) ?? "") : "";
}
