import { tokens } from "./tokens";

/** Tokens of one thing, and two things that play one part: the newest or the first of them. */
const current: ReadonlyMap<string, string> = new Map([
  ...Object.values(tokens).flatMap(({ list: [first = "", ...others] }) => others.map((old) => [old, first] as const)),
  ...tokens.replicaKey.list.map((replica) => [replica, tokens.key.list[0] ?? replica] as const),
]);

/** The token under which twins meet: a multi-region key's replica is the twin of its key. */
export function twinType(type: string): string {
  return current.get(type) ?? type;
}

const roleWords: ReadonlySet<string> = new Set(
  "primary secondary standby dr active passive main replica east west north south central".split(" "),
);

/**
 * Makes the reader of logical names: a name without the words that tell its region or its part, which is what its twin is
 * called as well.
 */
export function twinNames(regions: readonly string[]): (name: string) => string {
  // Two hyphens between words, so that each word has its own on either side.
  const spellings = regions.flatMap(spellingsOf).map((spelling) => `-${spelling.replaceAll("-", "--")}-`);
  return (name) =>
    spellings
      .reduce((text, spelling) => text.replaceAll(spelling, ""), `-${wordsOf(name).join("--")}-`)
      .split("-")
      .filter((word) => word !== "" && !roleWords.has(word))
      .join("-");
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

/** `us-east-1`, `useast1`, `use1` and, camel-cased, `us-east1`. */
function spellingsOf(region: string): readonly string[] {
  const words = region.toLowerCase().split("-");
  const [area = "", ...rest] = words;
  const direction = rest.slice(0, -1).join("");
  const number = rest.at(-1) ?? "";
  const initials = /^(north|south)(east|west)$/.exec(direction);
  const short = initials ? `${initials[1]?.[0]}${initials[2]?.[0]}` : direction.slice(0, 1);
  return [words.join("-"), words.join(""), `${area}-${direction}${number}`, `${area}${short}${number}`];
}

/** Things that may be twins, best first. */
export interface Twins<T> {
  readonly pairs: readonly (readonly [T, T])[];
  readonly firstOnly: readonly T[];
  readonly secondOnly: readonly T[];
}

/**
 * Pairs up two lists: those of one key in order, then whatever is left by how little they differ. A list that is longer
 * than the other keeps those that fit worst.
 */
export function pairUp<T>(
  first: readonly T[],
  second: readonly T[],
  keyOf: (item: T) => string,
  distance: (one: T, other: T) => number,
): Twins<T> {
  const pairs: (readonly [T, T])[] = [];
  const waiting = groupBy(second, keyOf);
  const lone: T[] = [];
  for (const item of first) {
    const twin = waiting.get(keyOf(item))?.shift();
    if (twin === undefined) {
      lone.push(item);
    } else {
      pairs.push([item, twin]);
    }
  }
  const rest = matchNearest(lone, [...waiting.values()].flat(), distance);
  return { ...rest, pairs: [...pairs, ...rest.pairs] };
}

/** Lists of what has one key, in the order in which they come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}

/** Beyond this many on one side their order decides: each one would have to be compared with every other. */
const mostCompared = 30;

function matchNearest<T>(first: readonly T[], second: readonly T[], distance: (one: T, other: T) => number): Twins<T> {
  const size = Math.min(first.length, second.length);
  if (Math.max(first.length, second.length) > mostCompared) {
    const pairs = first.slice(0, size).map((one, index) => [one, second[index] as T] as const);
    return { pairs, firstOnly: first.slice(size), secondOnly: second.slice(size) };
  }
  const choices = first.flatMap((one) => second.map((other) => ({ one, other, far: distance(one, other) })));
  const taken = new Set<T>();
  const pairs: (readonly [T, T])[] = [];
  for (const { one, other } of choices.sort((a, b) => a.far - b.far)) {
    if (!taken.has(one) && !taken.has(other)) {
      taken.add(one);
      taken.add(other);
      pairs.push([one, other]);
    }
  }
  const isLeft = (item: T) => !taken.has(item);
  return { pairs, firstOnly: first.filter(isLeft), secondOnly: second.filter(isLeft) };
}
