import type { TableArgs } from "@pulumi/aws/dynamodb";

declare const args: unique symbol;

/** The type tokens under which one thing is known, and, for the compiler, the arguments it takes. */
export interface Tokens<Args> {
  readonly list: readonly string[];
  has(type: string): boolean;
  readonly [args]?: Args;
}

function tokensOf<Args>(first: string, ...others: readonly string[]): Tokens<Args> {
  const list = [first, ...others];
  const set: ReadonlySet<string> = new Set(list);
  return { list, has: (type) => set.has(type) };
}

/** One table out of two, for a rule that judges several kinds of resource. */
export function union<A, B>(a: Tokens<A>, b: Tokens<B>): Tokens<A | B> {
  return { list: [...a.list, ...b.list], has: (type) => a.has(type) || b.has(type) };
}

/** Every resource of the AWS provider. */
export const anyAws: Tokens<Readonly<Record<string, unknown>>> = {
  list: ["aws:*"],
  has: (type) => type.startsWith("aws:"),
};

/** Every resource of every provider, components included. */
export const anything: Tokens<Readonly<Record<string, unknown>>> = { list: ["*"], has: () => true };

/** Old programs use old tokens; the first of each list is the one a new program would use. */
export const tokens = {
  table: tokensOf<TableArgs>("aws:dynamodb/table:Table"),
} as const;
