/** The way to a value inside a resource's properties. */
export type Way = readonly (string | number)[];

/**
 * A nested block of settings. Versions of the provider differ in how they hold one: as an object (`rule`), as a list
 * (`rules`), or as a list of one under the plural name. A block is read on demand, since any value may be unknown.
 */
export class Block {
  constructor(
    readonly way: Way,
    private readonly open: () => unknown,
  ) {}

  /** A value of the block; undefined when the block is absent. */
  read(key: string): unknown {
    return (this.open() as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  }

  /** The blocks of this name in any of its forms. Throws when what stands there is neither an object nor a list. */
  children(name: string): readonly Block[] {
    for (const key of [name, `${name}s`]) {
      const value = this.read(key);
      if (Array.isArray(value)) {
        return Array.from(
          { length: value.length },
          (_, index) => new Block([...this.way, key, index], () => value[index]),
        );
      }
      if (typeof value === "object" && value !== null) {
        return [new Block([...this.way, key], () => value)];
      }
      if (value !== undefined && value !== null) {
        throw new TypeError(`${key} is a block or a list of blocks`);
      }
    }
    return [];
  }

  /** The only block of this name. An absent one reads as empty, at the place where it would be. */
  child(name: string): Block {
    return this.children(name)[0] ?? new Block([...this.way, name], () => undefined);
  }
}
