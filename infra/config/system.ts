import type { Fields, ValuesOf } from "./field";
import type { Problem } from "./problem";
import { type Entries, readFields, unknownKeys } from "./read-fields";

/** How the configuration of one system is read and judged. */
export interface System<Name extends string, F extends Fields> {
  readonly blueprint: Name;
  readonly fields: F;
  /** What only several keys together can show. */
  readonly check: (values: Partial<ValuesOf<F>>, entries: Entries) => readonly Problem[];
}

export type Parsed<C> = { readonly config: C } | { readonly problems: readonly Problem[] };

/** Lets the compiler infer the values of the fields where `check` is written. */
export function system<Name extends string, F extends Fields>(definition: System<Name, F>): System<Name, F> {
  return definition;
}

export function parseSystem<Name extends string, F extends Fields>(
  { blueprint, fields, check }: System<Name, F>,
  entries: Entries,
): Parsed<{ readonly blueprint: Name } & ValuesOf<F>> {
  const { values, problems } = readFields(fields, entries);
  const all = [...unknownKeys(fields, entries), ...problems, ...check(values, entries)];
  // Without a problem every field was understood.
  return all.length > 0 ? { problems: all } : { config: { blueprint, ...(values as ValuesOf<F>) } };
}
