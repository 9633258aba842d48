import { findArn } from "../aws/arn";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import { families, gatherGlobalDatabases } from "./databases";
import { readGlobalCaches, writingRegionOf } from "./global-caches";

/** The first store of a stack that takes writes in one region and hands them on later; undefined when there is none. */
export function findSingleWriter(stack: Stack): Member<unknown> | undefined {
  const databases = families.flatMap((family) => gatherGlobalDatabases(stack, family).values);
  const spread = databases.find(({ members }) => new Set(members.map(placeOf)).size > 1);
  const replica = stack.of(tokens.databaseInstance).find((instance) => {
    const source = known(() => instance.props.replicateSourceDb);
    const region = typeof source === "string" ? findArn(source)?.region : undefined;
    return region !== undefined && region !== placeOf(instance);
  });
  const cache = readGlobalCaches(stack).find((one) => writingRegionOf(one) !== undefined);
  return spread?.global ?? spread?.members[0] ?? replica ?? cache?.global;
}

function placeOf(member: Member<unknown>): string | undefined {
  return known(() => findRegion(member));
}
