/** A place where two values are not alike. */
export interface Difference {
  readonly way: readonly (string | number)[];
  readonly first: unknown;
  readonly second: unknown;
  /** Set when one of the two cannot be read: reads both again, and throws. */
  readonly reread?: () => void;
}

/** Turns a text into what its twin in the other region would say too. */
export type Neutral = (text: string) => string;

const roleWords = /(?<![a-z])(primary|secondary|standby|active|passive|main|dr)(?![a-z])/gi;

/** What differs between regions by nature, and what AWS makes up, longest forms first. */
const made: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z0-9.*-])[a-z0-9.*-]+\.(amazonaws\.com|on\.aws)(\.cn)?/gi, "{host}"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "{uuid}"],
  [/\b[a-z]{1,12}-[0-9a-f]{8}(?:[0-9a-f]{9})?\b/g, "{id}"],
  [/\bZ[A-Z0-9]{9,31}\b/g, "{zone}"],
  // Everything is the same in both regions; and so is the size of a network, which stays.
  [/(?<![\d.])(?!0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, "{address}"],
  [/(?<![\w:])[\da-f]{1,4}(?::[\da-f]{1,4})*::(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?(?![\w:])/gi, "{address}"],
  [/\b[a-z]{3}\d-az\d\b/g, "{region}"],
  [/\b\d{12}\b/g, "{account}"],
];

/** Neutralises the names of these regions and all that AWS or a role puts into a text. */
export function neutralFor(regions: readonly string[]): Neutral {
  const named = new RegExp(
    `(${regions.map((region) => region.replace(/[^a-z0-9-]/gi, "")).join("|")})[a-z]?(?![a-z0-9])`,
    "g",
  );
  return (text) =>
    made
      .reduce((known, [form, word]) => known.replace(form, word), text)
      .replace(named, "{region}")
      .replace(roleWords, "{role}");
}

/** Two values to compare, each with its own way of being made neutral. */
export interface Both {
  readonly first: () => unknown;
  readonly second: () => unknown;
  readonly neutral: readonly [Neutral, Neutral];
  /** Whether two values that are both unknown count as alike. */
  readonly hiddenAlike: boolean;
}

type Way = readonly (string | number)[];

/** Where two inputs differ, after both have been made neutral. An empty list or object is as good as none. */
export function* differencesOf(both: Both, way: Way): Generator<Difference, void, void> {
  const first = look(both.first);
  const second = look(both.second);
  if (first.isUnknown && second.isUnknown) {
    if (!both.hiddenAlike) {
      yield { way, first: undefined, second: undefined, reread: () => void both.first() };
    }
  } else if (first.isUnknown || second.isUnknown) {
    yield unknownDifference(both, way, first.isUnknown ? second.value : first.value);
  } else if (
    isTree(first.value) &&
    isTree(second.value) &&
    Array.isArray(first.value) === Array.isArray(second.value)
  ) {
    yield* treeDifferences(first.value, second.value, both, way);
  } else if (
    !(isNothing(first.value) && isNothing(second.value)) &&
    !isAlike(first.value, second.value, both.neutral)
  ) {
    yield { way, first: first.value, second: second.value };
  }
}

/** One of two values is unknown. That is a difference already where the other is not there at all. */
function unknownDifference(both: Both, way: Way, known: unknown): Difference {
  const difference = { way, first: undefined, second: undefined };
  return isNothing(known)
    ? difference
    : {
        ...difference,
        reread: () => {
          both.first();
          both.second();
        },
      };
}

function* treeDifferences(
  first: object,
  second: object,
  { neutral, hiddenAlike }: Both,
  way: Way,
): Generator<Difference> {
  if (Array.isArray(first) && Array.isArray(second)) {
    if (first.length !== second.length) {
      yield { way, first, second };
      return;
    }
    // Lists of the same things are alike in any order.
    const texts = [sortedTexts(first, neutral[0]), sortedTexts(second, neutral[1])];
    if (texts[0] !== undefined && texts[0] === texts[1]) {
      return;
    }
  }
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  for (const key of Array.isArray(first) ? keys : keys.sort()) {
    const both = { first: () => ownValue(first, key), second: () => ownValue(second, key), neutral, hiddenAlike };
    yield* differencesOf(both, [...way, Array.isArray(first) ? Number(key) : key]);
  }
}

function ownValue(owner: object, key: string): unknown {
  return Object.hasOwn(owner, key) ? (owner as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** Undefined when part of the list is unknown. */
function sortedTexts(list: readonly unknown[], neutral: Neutral): string | undefined {
  const { value } = look(() =>
    list
      .map((item) => neutral(JSON.stringify(item) ?? ""))
      .sort()
      .join("\n"),
  );
  return typeof value === "string" ? value : undefined;
}

function isAlike(first: unknown, second: unknown, [one, other]: Both["neutral"]): boolean {
  return first === second || (typeof first === "string" && typeof second === "string" && one(first) === other(second));
}

function isTree(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (isTree(value) && Object.keys(value).length === 0);
}

function look(read: () => unknown): { readonly value: unknown; readonly isUnknown: boolean } {
  try {
    return { value: read(), isUnknown: false };
  } catch {
    return { value: undefined, isUnknown: true };
  }
}
