import { type Finding, type StackFinding, shapeOf } from "./finding";
import { below } from "./path";
import { UnknownValueError, unknown } from "./sdk";

/** A part of a check that could not run to its end: an unknown value, or input of a shape nobody foresaw. */
export class Interruption {
  constructor(
    readonly cause: unknown,
    /** Whose value it was; when left out, that of the resource which was read last. */
    readonly urn?: string,
  ) {}
}

/** Returned by a check that found nothing to judge. */
export class Skip {
  constructor(readonly reason: string) {}
}

/** What a check is: a pure generator of findings, which may end by saying that there was nothing to judge. */
// biome-ignore lint/suspicious/noConfusingVoidType: a generator without a return statement returns void
export type Check<F extends Finding> = Generator<F | Interruption, Skip | void, void>;

/** Ends a check: `return skip("an alias record has no TTL")`. The verdict is then "not applicable", not "pass". */
export function skip(reason: string): Skip {
  return new Skip(reason);
}

/** Ends a part as undetermined: what it needs is nowhere to be read, as a region that only the environment sets. */
export function unknowable(...segments: readonly string[]): never {
  throw new UnknownValueError(unknown.string, segments);
}

/** Runs one part of a check by itself: an unknown value inside it leaves the findings of the other parts alone. */
export function* part<F extends Finding>(
  check: () => Iterable<F | Interruption>,
): Generator<F | Interruption, void, void> {
  try {
    yield* check();
  } catch (cause) {
    yield new Interruption(cause);
  }
}

/** Runs a part about one resource of a stack: what it finds is that resource's. */
export function* about(
  { urn }: { readonly urn: string },
  check: () => Iterable<Finding | Interruption>,
): Generator<StackFinding | Interruption, void, void> {
  for (const found of part(check)) {
    yield found instanceof Interruption ? found : { urn, ...found };
  }
}

/**
 * Runs a part for each element of a list, with its path: `each(() => props.replicas, "replicas", ...)`. No list is no
 * element; anything else is a finding, since a law that cannot read the list cannot call it good.
 */
export function* each<Item>(
  read: () => readonly Item[] | null | undefined,
  at: string,
  check: (item: Item, at: string) => Iterable<Finding | Interruption>,
): Generator<Finding | Interruption, void, void> {
  yield* part(function* () {
    const list = read() ?? [];
    if (!Array.isArray(list)) {
      yield { at, got: shapeOf(list), want: "a list" };
      return;
    }
    for (let index = 0; index < list.length; index++) {
      yield* part(() => check(list[index] as Item, below(at, index)));
    }
  });
}
