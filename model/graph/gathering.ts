import { Interruption } from "./interruption";
import { isUnknownValue } from "./unknown";

/** Values collected from several places. What is unknown is kept apart, to be yielded where it could change a verdict. */
export class Gathering<T> {
  readonly values: T[] = [];
  readonly unknown: Interruption[] = [];

  /** Adds what `read` returns, if anything; notes whose value it was when it is unknown. */
  add({ urn }: { readonly urn: string }, read: () => T | undefined): void {
    try {
      const value = read();
      if (value !== undefined) {
        this.values.push(value);
      }
    } catch (cause) {
      if (cause instanceof Interruption) {
        this.unknown.push(cause);
        return;
      }
      if (!isUnknownValue(cause)) {
        throw cause;
      }
      this.unknown.push(new Interruption(cause, urn));
    }
  }
}

/** What a reading returns; what it could not read goes into `hidden`, where somebody asks. */
export function finish<Value>(reading: Generator<Interruption, Value, void>, hidden: Interruption[] = []): Value {
  for (;;) {
    const step = reading.next();
    if (step.done === true) {
      return step.value;
    }
    hidden.push(step.value);
  }
}
