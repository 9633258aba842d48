/** The property that a check read last. */
export interface Place {
  readonly urn: string;
  readonly segments: readonly (string | number)[];
  readonly value: unknown;
  /** The object or list that the property was read from. */
  readonly owner: unknown;
}

/**
 * Gives inputs in a wrapper that remembers the last property read, so that a check that stops half-way can say
 * where. The wrapped inputs are the SDK's unknown-checking proxies: an unknown value throws as it is read.
 */
export class Reader {
  private place: Place | undefined;

  get last(): Place | undefined {
    return this.place;
  }

  forget(): void {
    this.place = undefined;
  }

  open<T>(value: T, urn: string, segments: readonly (string | number)[] = []): T {
    return typeof value === "object" && value !== null ? (this.wrap(value, urn, segments) as T) : value;
  }

  private wrap(target: object, urn: string, segments: readonly (string | number)[]): object {
    return new Proxy(target, {
      get: (owner, key) => {
        if (typeof key === "symbol") {
          return Reflect.get(owner, key);
        }
        const way = [...segments, Array.isArray(owner) && /^\d+$/.test(key) ? Number(key) : key];
        this.place = { urn, segments: way, value: undefined, owner };
        const value: unknown = Reflect.get(owner, key);
        if (typeof value === "function" || (Array.isArray(owner) && key === "length")) {
          this.place = { urn, segments, value: owner, owner };
          return value;
        }
        this.place = { urn, segments: way, value, owner };
        return this.open(value, urn, way);
      },
    });
  }
}
