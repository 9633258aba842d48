import type { InstanceArgs } from "@pulumi/aws/rds";
import { findArn } from "../aws/arn";
import { Directory, theOne } from "../aws/references";
import { knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Gathering } from "../graph/gathering";
import type { Interruption } from "../graph/interruption";
import { stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { families, gatherGlobalDatabases } from "./databases";
import { readGlobalCaches, writingRegionOf } from "./global-caches";

/**
 * The first store of a stack that takes writes in one region and hands them on later; undefined when there is none. What
 * hides one is yielded.
 */
export function* readSingleWriter(stack: Stack): Generator<Interruption, Member<unknown> | undefined, void> {
  const gatherings = families.map((family) => gatherGlobalDatabases(stack, family));
  const databases = gatherings.flatMap(({ values }) => values);
  const spread = databases.find(({ members }) => new Set(members.map(knownRegion)).size > 1);
  const cache = readGlobalCaches(stack).find((one) => writingRegionOf(one) !== undefined);
  const replicas = new Gathering<Member<unknown>>();
  const instances = stack.of(tokens.databaseInstance);
  const directory = new Directory(instances);
  for (const instance of instances) {
    replicas.add(instance, () => (isReplicaElsewhere(instance, directory) ? instance : undefined));
  }
  const found = spread?.global ?? spread?.members[0] ?? replicas.values[0] ?? cache?.global;
  if (found === undefined) {
    yield* [...gatherings.flatMap(({ unknown }) => unknown), ...replicas.unknown];
  }
  return found;
}

type Instance = Member<Plain<InstanceArgs>>;

/** True for a replica of an instance in another region. Throws while that is unknown. */
function isReplicaElsewhere(instance: Instance, directory: Directory<Instance["props"]>): boolean {
  const property = "replicateSourceDb";
  const source = theOne(directory.find(instance, property, () => stated(instance, property)));
  const told = source === undefined ? stated(instance, property) : undefined;
  const region = source === undefined ? findArn(String(told))?.region : knownRegion(source);
  return region !== undefined && region !== knownRegion(instance);
}
