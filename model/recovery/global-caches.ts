import type { GlobalReplicationGroupArgs, ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import { Directory } from "../aws/references";
import { knownRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { isGiven } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";

export type CacheGroup = Member<Plain<ReplicationGroupArgs>>;

/** Caches that share their data over regions: one takes writes, the others follow. */
export interface GlobalCache {
  readonly global: Member<Plain<GlobalReplicationGroupArgs>>;
  /** Undefined where it is not in this stack. */
  readonly writer: CacheGroup | undefined;
  readonly followers: readonly CacheGroup[];
}

/** The global datastores of ElastiCache in a stack. */
export function readGlobalCaches(stack: Stack): readonly GlobalCache[] {
  const groups = stack.of(tokens.cacheGroup);
  const globals = stack.of(tokens.globalCacheGroup);
  const byId = new Directory(groups);
  const directory = new Directory(globals);
  const followers = new Map<string, CacheGroup[]>();
  for (const group of groups.filter(followsOther)) {
    for (const { urn } of directory.find(group, "globalReplicationGroupId", () => group.props.globalReplicationGroupId)
      .members) {
      followers.set(urn, [...(followers.get(urn) ?? []), group]);
    }
  }
  return globals.map((global) => {
    const at = "primaryReplicationGroupId";
    const [writer] = byId.find(global, at, () => global.props[at]).members;
    return { global, writer, followers: followers.get(global.urn) ?? [] };
  });
}

/** True for a group that receives the writes of another one. */
export function followsOther({ props }: CacheGroup): boolean {
  return isGiven(() => props.globalReplicationGroupId);
}

/** The region that takes writes, where another one follows it. */
export function writingRegionOf({ writer, followers }: GlobalCache): string | undefined {
  const home = writer && knownRegion(writer);
  const isElsewhere = followers.some((follower) => knownRegion(follower) !== home);
  return isElsewhere ? home : undefined;
}
