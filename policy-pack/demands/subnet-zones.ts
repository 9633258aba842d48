import { readNamedSubnets } from "../../model/aws/named-subnets";
import { known } from "../../model/graph/reading";
import type { Member } from "../../model/graph/stack";
import { UnknownValueError, unknown } from "../../model/graph/unknown";
import type { Check } from "../engine/check";
import { type Finding, Word } from "../engine/finding";

/**
 * Wants the subnets that a resource names at `at` to be in so many zones. Two subnets of which nobody tells the zone are
 * taken for two zones; an id that is undefined is one that is unknown still. Throws when that decides, and it may
 * be one of the others.
 */
export function* demandZones(
  member: Member<unknown>,
  at: string,
  ids: readonly (string | undefined)[],
  wanted: number,
): Check<Finding> {
  const { count, told, stranger, zones } = readNamedSubnets(member, at, ids);
  const want = `subnets in at least ${wanted} availability zones`;
  if (!(count >= wanted)) {
    const got = count === 0 ? undefined : new Word(count === 1 ? "one subnet" : `${count} subnets`);
    yield { at, got, want };
    return;
  }
  if (stranger !== undefined && told < wanted) {
    throw new UnknownValueError(unknown.string, [at, String(stranger)]);
  }
  if (zones !== undefined && zones.size < wanted) {
    yield { at, got: new Word(`in ${[...zones].sort().join(" and ")} only`), want };
  }
}

/** The items of a list, those that are unknown still as undefined. */
export function knownItems<T>(list: readonly T[]): readonly (T | undefined)[] {
  return Array.from({ length: list.length }, (_, index) => known(() => list[index]));
}
