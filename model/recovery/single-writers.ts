import type { InstanceArgs } from "@pulumi/aws/rds";
import { findArn } from "../aws/arn";
import { areApart, Directory, theOne } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Gathering } from "../graph/gathering";
import { type Interruption, unknowable } from "../graph/interruption";
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
  const spread = new Gathering<Member<unknown>>();
  for (const { global, members } of databases) {
    const owner = global ?? members[0];
    if (owner !== undefined) {
      spread.add(owner, () => (areApart(members) ? owner : undefined));
    }
  }
  for (const cache of readGlobalCaches(stack)) {
    spread.add(cache.global, () => (writingRegionOf(cache) === undefined ? undefined : cache.global));
  }
  const replicas = new Gathering<Member<unknown>>();
  const instances = stack.of(tokens.databaseInstance);
  const directory = new Directory(instances);
  for (const instance of instances) {
    replicas.add(instance, () => (isReplicaElsewhere(instance, directory) ? instance : undefined));
  }
  const [found] = [...spread.values, ...replicas.values];
  if (found === undefined) {
    yield* [...gatherings, spread, replicas].flatMap(({ unknown }) => unknown);
  }
  return found;
}

type Instance = Member<Plain<InstanceArgs>>;

/** True for a replica of an instance in another region. Throws while that is unknown. */
function isReplicaElsewhere(instance: Instance, directory: Directory<Instance["props"]>): boolean {
  const property = "replicateSourceDb";
  const source = theOne(directory.find(instance, property, () => stated(instance, property)));
  const told = source === undefined ? stated(instance, property) : undefined;
  if (source !== undefined) {
    return areApart([source, instance]);
  }
  const region = findArn(String(told))?.region;
  return region !== undefined && region !== (findRegion(instance) ?? unknowable("region"));
}
