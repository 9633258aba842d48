import { UnknownValueError, unknown } from "./unknown";

/**
 * A part of a reading that could not run to its end: an unknown value, or input of a shape nobody foresaw. It is yielded, or
 * thrown where a value is asked for.
 */
export class Interruption {
  constructor(
    readonly cause: unknown,
    /** Whose value it was; when left out, that of the resource which was read last. */
    readonly urn?: string,
    /** What it is said about, where that is another resource: the original of a copy. */
    readonly about?: string,
  ) {}
}

/** Ends a part as undetermined: what it needs is nowhere to be read, as a region that only the environment sets. */
export function unknowable(...segments: readonly string[]): never {
  throw new UnknownValueError(unknown.string, segments);
}

/** Runs one part of a reading by itself: an unknown value inside it leaves what the other parts find alone. */
export function* part<F>(check: () => Iterable<F | Interruption>): Generator<F | Interruption, void, void> {
  try {
    yield* check();
  } catch (cause) {
    yield cause instanceof Interruption ? cause : new Interruption(cause);
  }
}
