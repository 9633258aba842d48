import { attempt } from "../../graph/reading";
import { isUnknownValue } from "../../graph/unknown";

type Bag = Readonly<Record<string, unknown>>;
type Segment = string | number;

/** How one property of the `aws` form is made of the Cloud Control form. */
export interface Field {
  /** Where it stands in the Cloud Control form; empty for what the form itself says. */
  readonly way: readonly string[];
  /** Makes the property of what stands there, which is given. */
  readonly make: (value: unknown) => unknown;
  /** The way in the Cloud Control form of what lies below the property in the `aws` form. */
  readonly below: (rest: readonly Segment[]) => readonly Segment[];
}

export type Fields = Readonly<Record<string, Field>>;

/** The same value under another name. */
export function same(...way: readonly string[]): Field {
  return { way, make: (value) => value, below: (rest) => rest };
}

/** A value that is told otherwise. */
export function as(make: (value: unknown) => unknown, ...way: readonly string[]): Field {
  return { way, make, below: () => [] };
}

/** Properties of one object. */
export function block(fields: Fields, ...way: readonly string[]): Field {
  return { way, make: (value) => build(fields, value), below: (rest) => wayOf(fields, rest) };
}

/** Properties of each object of a list. */
export function each(fields: Fields, ...way: readonly string[]): Field {
  return {
    way,
    make: (list) => (Array.isArray(list) ? itemsOf(list, (item) => build(fields, item)) : list),
    below: ([index, ...rest]) => (index === undefined ? [] : [index, ...wayOf(fields, rest)]),
  };
}

/** A list of one, which holds these properties of the object itself. */
export function only(fields: Fields, ...way: readonly string[]): Field {
  return { way, make: (value) => [build(fields, value)], below: ([, ...rest]) => wayOf(fields, rest) };
}

/** A name for each entry of a list of names and values. */
export function mapOf(key: string, value: string, ...way: readonly string[]): Field {
  return as(
    (list) => {
      if (!Array.isArray(list)) {
        return list;
      }
      const names = Array.from({ length: list.length }, (_, index) => (list[index] as Bag)[key]);
      const fields = names.map((name, index) => [String(name), same(String(index), value)] as const);
      return build(Object.fromEntries(fields), list);
    },
    ...way,
  );
}

/** Makes an object of what is given; an unknown value throws where it is read, as it does in the Cloud Control form. */
export function build(fields: Fields, native: unknown): Bag {
  const made = {};
  for (const [name, { way, make }] of Object.entries(fields)) {
    const value = attempt(() => {
      const found = follow(native, way);
      return found === undefined || found === null ? undefined : make(found);
    });
    if (isUnknownValue(value)) {
      define(made, name, () => {
        throw value;
      });
    } else if (value !== undefined) {
      define(made, name, () => value);
    }
  }
  return made;
}

function define(object: object, name: string, get: () => unknown): void {
  Object.defineProperty(object, name, { enumerable: true, configurable: true, get });
}

function follow(value: unknown, [step, ...rest]: readonly string[]): unknown {
  return step === undefined ? value : follow((value as Bag | null | undefined)?.[step], rest);
}

function itemsOf(list: readonly unknown[], make: (item: unknown) => unknown): readonly unknown[] {
  const items: unknown[] = [];
  items.length = list.length;
  for (let index = 0; index < list.length; index++) {
    const item = attempt(() => make(list[index]));
    define(items, String(index), () => {
      if (isUnknownValue(item)) {
        throw item;
      }
      return item;
    });
  }
  return items;
}

function segmentOf(step: string): Segment {
  return /^\d+$/.test(step) ? Number(step) : step;
}

/** The way in the Cloud Control form of a place in the `aws` form; itself where the form has no such property. */
export function wayOf(fields: Fields, place: readonly Segment[]): readonly Segment[] {
  const [name, ...rest] = place;
  const field = Object.hasOwn(fields, String(name)) ? fields[String(name)] : undefined;
  return field === undefined ? place : [...field.way.map(segmentOf), ...field.below(rest)];
}
