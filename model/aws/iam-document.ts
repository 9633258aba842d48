import { attempt } from "../graph/reading";

/** The way to a value inside a resource's properties. */
export type Segments = readonly (string | number)[];

/** A value and where it stands. It is read when asked for, since it may be unknown and reading it then throws. */
export interface Entry {
  readonly at: Segments;
  read(): unknown;
}

/** What is wrong with a document as a whole, in the terms of a finding. */
export interface Fault {
  readonly at: Segments;
  readonly value: unknown;
  /** Set when the value must not be shown as it is. */
  readonly word?: string;
  readonly want: string;
}

export interface OpenedDocument {
  readonly statements: readonly Entry[];
  readonly faults: readonly Fault[];
}

type Bag = Readonly<Record<string, unknown>>;

/**
 * Finds the statements of a policy document, given as JSON text or as an object, with one statement or a list of them,
 * its keys in any case. What cannot be read as a document is a fault, never an empty document.
 */
export function openDocument(document: unknown, at: Segments): OpenedDocument {
  const parsed = typeof document === "string" ? parseJson(document) : document;
  if (parsed === notJson) {
    return { statements: [], faults: [{ at, value: document, word: "text that is not JSON", want: aDocument }] };
  }
  if (!isBag(parsed)) {
    return { statements: [], faults: [{ at, value: parsed, want: aDocument }] };
  }
  const keys = keysLike(parsed, "Statement");
  if (keys.length === 0) {
    return { statements: [], faults: [{ at: [...at, "Statement"], value: undefined, want: "one statement or more" }] };
  }
  return { statements: keys.flatMap((key) => entriesAt(parsed, key, at)), faults: [] };
}

const aDocument = "an IAM policy document";
const notJson = Symbol("not JSON");

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return notJson;
  }
}

export type ElementName = "Action" | "NotAction" | "Resource" | "NotResource" | "NotPrincipal";

/** Who a statement speaks of: `type` is AWS, Service, Federated, CanonicalUser, or `*` when the principal is just that. */
export interface Principal extends Entry {
  readonly type: string;
}

/** One condition: `StringEquals` on `aws:SourceAccount` with these values, any of which satisfies it. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Entry[];
}

export interface Statement {
  readonly at: Segments;
  /** False for anything but Deny: what AWS would make of a misspelt effect is not ours to hope. */
  denies(): boolean;
  /** The values of an element, whether it is written as one or as a list. */
  entries(element: ElementName): readonly Entry[];
  /** Where an element stands, without reading it; undefined when it is absent. */
  find(element: ElementName): Segments | undefined;
  principals(): readonly Principal[];
  conditions(): readonly Condition[];
}

/** Reads a statement; undefined when the value is none. */
export function findStatement(value: unknown, at: Segments): Statement | undefined {
  if (!isBag(value)) {
    return undefined;
  }
  return {
    at,
    denies: () => {
      const effects = keysLike(value, "Effect").map((key) => value[key]);
      return effects.length === 1 && typeof effects[0] === "string" && effects[0].toLowerCase() === "deny";
    },
    entries: (element) => keysLike(value, element).flatMap((key) => entriesAt(value, key, at)),
    find: (element) => keysLike(value, element).map((key) => [...at, key])[0],
    principals: () => keysLike(value, "Principal").flatMap((key) => principalsAt(value, key, at)),
    conditions: () => keysLike(value, "Condition").flatMap((key) => conditionsAt(value[key], [...at, key])),
  };
}

function principalsAt(statement: Bag, key: string, at: Segments): readonly Principal[] {
  const principal = statement[key];
  if (!isBag(principal)) {
    return entriesAt(statement, key, at).map((entry) => ({ ...entry, type: "*" }));
  }
  return Object.keys(principal).flatMap((type) =>
    entriesAt(principal, type, [...at, key]).map((entry) => ({ ...entry, type })),
  );
}

function conditionsAt(block: unknown, at: Segments): readonly Condition[] {
  if (!isBag(block)) {
    return [];
  }
  return Object.keys(block).flatMap((operator) => {
    const keys = block[operator];
    return isBag(keys)
      ? Object.keys(keys).map((key) => ({ operator, key, values: entriesAt(keys, key, [...at, operator]) }))
      : [];
  });
}

/** One value or a list of values under a key, as entries. Where the value is unknown, its entry throws when read. */
function entriesAt(owner: Bag, key: string, at: Segments): readonly Entry[] {
  const value = attempt(() => owner[key]);
  if (!Array.isArray(value)) {
    return [{ at: [...at, key], read: () => owner[key] }];
  }
  return Array.from({ length: value.length }, (_, index) => ({ at: [...at, key, index], read: () => value[index] }));
}

/** The keys that AWS would take for this one: it does not mind their case. */
function keysLike(bag: Bag, name: string): readonly string[] {
  return Object.keys(bag).filter((key) => key.toLowerCase() === name.toLowerCase());
}

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
