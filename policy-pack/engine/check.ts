import { Interruption, part } from "../../model/graph/interruption";
import { below } from "../../model/graph/path";
import { type Finding, type StackFinding, shapeOf } from "./finding";

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
 * element; anything else is a finding, since a policy that cannot read the list cannot call it good.
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
