import type { Field, Fields, ValuesOf } from "./field";
import type { Problem } from "./problem";

/** What a stack says: text by key, and which of it is secret. */
export interface Entries {
  readonly text: Readonly<Record<string, string>>;
  readonly secretKeys: ReadonlySet<string>;
}

export interface ReadFields<F extends Fields> {
  /** Only what was understood. */
  readonly values: Partial<ValuesOf<F>>;
  readonly problems: readonly Problem[];
}

/** Reads every field, and goes on after a bad one: one run shows all problems. */
export function readFields<F extends Fields>(fields: F, entries: Entries): ReadFields<F> {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [key, field] of Object.entries(fields)) {
    const outcome = readField(key, field, entries);
    if (outcome.problems.length > 0) {
      problems.push(...outcome.problems);
    } else {
      values[key] = outcome.value;
    }
  }
  return { values: values as Partial<ValuesOf<F>>, problems };
}

/** A misspelt key would otherwise be a silent default. */
export function unknownKeys(fields: Fields, entries: Entries): readonly Problem[] {
  const known = ["blueprint", ...Object.keys(fields)];
  return Object.keys(entries.text)
    .filter((key) => !known.includes(key))
    .map((key) => ({ key, found: "not a key of this system", allowed: known.join(", ") }));
}

/** The value as an error may show it. */
export function shown(key: string, value: unknown, entries: Entries): string {
  return entries.secretKeys.has(key) ? "[secret]" : (JSON.stringify(value) ?? "not set");
}

interface Outcome {
  readonly value?: unknown;
  readonly problems: readonly Problem[];
}

function readField(key: string, { form, allowed, schema, otherwise }: Field<unknown>, entries: Entries): Outcome {
  const text = Object.hasOwn(entries.text, key) ? entries.text[key] : undefined;
  if (text === undefined) {
    return otherwise === undefined
      ? { problems: [{ key, found: "not set", allowed }] }
      : { value: otherwise.value, problems: [] };
  }
  const raw = form === "text" ? text : readStructure(text, form);
  const parsed = schema.safeParse(raw);
  if (parsed.success) {
    return { value: parsed.data, problems: [] };
  }
  return { problems: parsed.error.issues.map(({ path }) => locate(key, raw, path, allowed, entries)) };
}

function readStructure(text: string, form: "list" | "map"): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : fallback(text, form);
  } catch {
    return fallback(text, form);
  }
}

function fallback(text: string, form: "list" | "map"): unknown {
  return form === "list" ? text.split(",").map((part) => part.trim()) : text;
}

/** Names the part of a list or map that is wrong, when it is there. */
function locate(key: string, raw: unknown, path: readonly PropertyKey[], allowed: string, entries: Entries): Problem {
  const [step] = path;
  const part = step === undefined ? undefined : (raw as Readonly<Record<PropertyKey, unknown>>)[step];
  return part === undefined
    ? { key, found: shown(key, raw, entries), allowed }
    : { key: `${key}[${String(step)}]`, found: shown(key, part, entries), allowed };
}
