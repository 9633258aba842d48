declare const args: unique symbol;

/** The type tokens under which one thing is known, and, for the compiler, the arguments it takes. */
export interface Tokens<Args> {
  readonly list: readonly string[];
  has(type: string): boolean;
  readonly [args]?: Args;
}

/** A table of tokens: `tokensOf<TableArgs>("aws:dynamodb/table:Table")`. */
export function tokensOf<Args>(first: string, ...others: readonly string[]): Tokens<Args> {
  const list = [first, ...others];
  const set: ReadonlySet<string> = new Set(list);
  return { list, has: (type) => set.has(type) };
}

/** One table out of several, for a policy that judges several kinds of resource. */
export function union<P extends readonly unknown[]>(
  ...tables: { readonly [K in keyof P]: Tokens<P[K]> }
): Tokens<P[number]> {
  return { list: tables.flatMap(({ list }) => list), has: (type) => tables.some((table) => table.has(type)) };
}

/**
 * Every resource of the AWS provider. The SDK's own components, as `aws:s3:BucketEventSubscription`, name no file of the
 * provider: they are nothing in AWS, and have no region.
 */
export const anyAws: Tokens<Readonly<Record<string, unknown>>> = {
  list: ["aws:*"],
  has: (type) => /^aws:[^:]+\/[^:]+:[^:]+$/.test(type),
};

/** Every resource of every provider, components included. */
export const anything: Tokens<Readonly<Record<string, unknown>>> = { list: ["*"], has: () => true };

/** The parts of a type token: `aws`, `dynamodb` and `Table` of `aws:dynamodb/table:Table`. */
export interface TokenParts {
  readonly packageName: string;
  readonly module: string;
  readonly kind: string;
}

/** Takes a type token apart; a part that it does not have is empty. */
export function partsOf(token: string): TokenParts {
  const [packageName = "", path = "", ...rest] = token.split(":");
  return { packageName, module: path.split("/")[0] ?? "", kind: rest.at(-1) ?? path };
}
