import { z } from "zod";

/** One key of a stack's configuration. */
export interface Field<T> {
  /** What the value may be, as a person would say it. */
  readonly allowed: string;
  /** `text` as typed; `list` and `map` are JSON, and a list may also be words between commas. */
  readonly form: "text" | "list" | "map";
  readonly schema: z.ZodType<T>;
  /** What holds when the key is not set; absent: the key must be set. */
  readonly otherwise?: { readonly value: T };
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Text that a maker of ours understands: it answers undefined for any other. */
export function understood<T>(find: (text: string) => T | undefined): z.ZodType<T> {
  return z.string().transform((text, context) => {
    const value = find(text);
    if (value === undefined) {
      context.addIssue("not understood");
      return z.NEVER;
    }
    return value;
  });
}

export function required<T>(form: Field<T>["form"], allowed: string, schema: z.ZodType<T>): Field<T> {
  return { form, allowed, schema };
}

export function defaulted<T>(value: T, form: Field<T>["form"], allowed: string, schema: z.ZodType<T>): Field<T> {
  return { form, allowed, schema, otherwise: { value } };
}

export function optional<T>(form: Field<T>["form"], allowed: string, schema: z.ZodType<T>): Field<T | undefined> {
  return { form, allowed, schema, otherwise: { value: undefined } };
}
