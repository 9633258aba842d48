import type { GlobalReplicationGroupArgs, ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import { areApart, Directory, Referrers, theOne } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { type Interruption, unknowable } from "../graph/interruption";
import { isGiven } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";

export type CacheGroup = Member<Plain<ReplicationGroupArgs>>;

/** Caches that share their data over regions: one takes writes, the others follow. */
export interface GlobalCache {
  readonly global: Member<Plain<GlobalReplicationGroupArgs>>;
  /** Throws what hides it. Undefined where it is not in this stack. */
  readonly writer: () => CacheGroup | undefined;
  readonly followers: readonly CacheGroup[];
  /** What hides further followers. */
  readonly unknown: readonly Interruption[];
}

/** The global datastores of ElastiCache in a stack. */
export function readGlobalCaches(stack: Stack): readonly GlobalCache[] {
  const groups = stack.of(tokens.cacheGroup);
  const globals = stack.of(tokens.globalCacheGroup);
  const byId = new Directory(groups);
  const followers = new Referrers(groups.filter(followsOther), "globalReplicationGroupId", new Directory(globals));
  return globals.map((global) => {
    const at = "primaryReplicationGroupId";
    const writer = () => theOne(byId.find(global, at, () => global.props[at]));
    return { global, writer, followers: followers.of(global), unknown: followers.unknown };
  });
}

/** True for a group that receives the writes of another one. */
export function followsOther({ props }: CacheGroup): boolean {
  return isGiven(() => props.globalReplicationGroupId);
}

/** The region that takes writes, where another one follows it. Throws what hides that. */
export function writingRegionOf(cache: GlobalCache): string | undefined {
  const writer = cache.writer();
  if (writer === undefined) {
    return cache.followers.length > 0 ? unknowable("primaryReplicationGroupId") : undefined;
  }
  if (areApart([writer, ...cache.followers])) {
    return findRegion(writer) ?? unknowable("region");
  }
  const [hidden] = cache.unknown;
  if (hidden !== undefined) {
    throw hidden;
  }
  return undefined;
}
