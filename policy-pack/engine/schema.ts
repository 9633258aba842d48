import type { PolicyConfigSchema } from "@pulumi/policy";
import { exemptionsField } from "./exemption";

type Leaf =
  | {
      readonly type: "string";
      readonly enum?: readonly string[];
      readonly pattern?: string;
      readonly minLength?: number;
    }
  | { readonly type: "integer" | "number"; readonly minimum?: number; readonly maximum?: number }
  | { readonly type: "boolean" };
type List = {
  readonly type: "array";
  readonly items: Leaf;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
};
type Choices = {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Leaf>>;
  readonly additionalProperties: false;
};
type Table = { readonly type: "object"; readonly additionalProperties: Leaf | List };

/**
 * One setting of a rule, in the part of JSON schema that a rule may use: two levels, which is as much as a person
 * writes without a mistake. The name carries the unit: `ttlSeconds`, `retentionDays`.
 */
export type Field = (Leaf | List | Table | Choices) & {
  readonly description: string;
  readonly default: unknown;
  /** Taken, so that a profile that has it is not refused, and without any effect. */
  readonly deprecated?: true;
};
export type Fields = Readonly<Record<string, Field>>;

type LeafValue<S> = S extends { readonly enum: readonly (infer Choice)[] }
  ? Choice
  : S extends { readonly type: "string" }
    ? string
    : S extends { readonly type: "integer" | "number" }
      ? number
      : boolean;

type ListValue<S> = S extends { readonly type: "array"; readonly items: infer Item }
  ? readonly LeafValue<Item>[]
  : LeafValue<S>;

export type ValueOf<S> = S extends { readonly type: "object"; readonly properties: infer Named }
  ? { readonly [Name in keyof Named]?: LeafValue<Named[Name]> }
  : S extends { readonly type: "object"; readonly additionalProperties: infer Value }
    ? Readonly<Record<string, ListValue<Value>>>
    : ListValue<S>;

/** The config a check receives: every field, defaults filled in. */
export type ConfigOf<F extends Fields> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

export function defaultsOf(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default]));
}

/** A rule's own fields and those every rule has, in the form CrossGuard publishes. */
export function schemaOf(fields: Fields): PolicyConfigSchema {
  const properties: PolicyConfigSchema["properties"] = {};
  for (const [name, field] of Object.entries({ ...fields, exemptions: exemptionsField })) {
    properties[name] = structuredClone<unknown>(field) as PolicyConfigSchema["properties"][string];
  }
  return { properties };
}
