import type { Fields } from "./field";

/** How a Cloud Control type is read. */
export interface Entry {
  /** Every type as which it, or a part of it, may be known. */
  readonly types: readonly string[];
  /** The thing itself; undefined where there are only parts. */
  read(props: unknown, region: string | undefined): Whole | undefined;
  readonly parts?: readonly Part[];
}

export interface Whole {
  readonly type: string;
  readonly fields: Fields;
}

/** A thing of its own in `@pulumi/aws` that is a property in Cloud Control. */
export interface Part {
  readonly type: string;
  readonly of: string;
  readonly fields: Fields;
  readonly isList?: true;
  /** Its property that names the thing. */
  readonly owner?: string;
  /** What the thing says for all of its parts. */
  readonly shared?: Fields;
}

/** A type that is always the same one in the other form. */
export function entry(type: string, fields: Fields, parts: readonly Part[] = []): Entry {
  return { types: [type, ...parts.map((part) => part.type)], read: () => ({ type, fields }), parts };
}
