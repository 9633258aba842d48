import type { NotJudged } from "../graph";
import type { Objective } from "../recovery/budget";
import type { Undetermined, Verdict, Violation } from "../verdict";
import type { Earlier } from "./read";

/** An objective then and now; null where it has no number, for the reason given. */
export interface Change {
  readonly objective: Objective;
  readonly before: number | null;
  readonly after: number | null;
  readonly beforeState: State;
  readonly afterState: State;
  readonly verdict: "better" | "worse" | "same";
}

type State = "known" | "unbounded" | "undetermined";
type Broken = Pick<Violation, "policy" | "level" | "severity" | "urn" | "path" | "got" | "want" | "message">;

/** What became of one stack. */
export interface StackComparison {
  readonly stack: string;
  /** The earlier verdict knows no such stack: all is new. */
  readonly isNew: boolean;
  readonly newViolations: readonly Violation[];
  readonly fixedViolations: readonly Broken[];
  readonly unchangedViolations: readonly Violation[];
  readonly newUndetermined: readonly Undetermined[];
  readonly newNotJudged: readonly NotJudged[];
  readonly changes: readonly Change[];
}

export interface Comparison {
  /** The file of the earlier verdict. */
  readonly against: string;
  readonly stacks: readonly StackComparison[];
  /** Stacks that the earlier verdict has and this one lacks. */
  readonly missing: readonly string[];
}

/** Compares verdicts with earlier ones, stack by stack. `missing` is empty when only some stacks were asked for. */
export function compare(
  verdicts: readonly Verdict[],
  earlier: readonly Earlier[],
  against: string,
  isWhole: boolean,
): Comparison {
  const known = new Set(verdicts.map(({ stack }) => stack));
  const before = new Map([...earlier].reverse().map((verdict) => [verdict.stack, verdict]));
  return {
    against,
    stacks: verdicts.map((verdict) => compareStack(verdict, before.get(verdict.stack))),
    missing: isWhole ? earlier.map(({ stack }) => stack).filter((stack) => !known.has(stack)) : [],
  };
}

function compareStack(now: Verdict, before: Earlier | undefined): StackComparison {
  const old = new Bag(before?.violations ?? []);
  const unknown = new Bag(before?.undetermined ?? []);
  const unseen = new Bag(before?.notJudged ?? []);
  const [unchangedViolations, newViolations] = split(now.violations, (violation) => old.take(violation));
  return {
    stack: now.stack,
    isNew: before === undefined,
    newViolations,
    fixedViolations: old.rest(),
    unchangedViolations,
    newUndetermined: now.undetermined.filter((item) => !unknown.take(item)),
    newNotJudged: now.notJudged.filter((item) => !unseen.take(item)),
    changes: before === undefined ? [] : (["rto", "rpo"] as const).map((objective) => change(objective, before, now)),
  };
}

interface Placed {
  readonly policy?: string | undefined;
  readonly level?: string | undefined;
  readonly urn: string;
  readonly path?: string | undefined;
}

/** A finding is the same by policy, level, resource and path: what is found there may change. Each is found in one step. */
class Bag<Item extends Placed> {
  private readonly left = new Map<string, Item[]>();

  constructor(private readonly items: readonly Item[]) {
    // From the last to the first, because the end of a list is taken first.
    for (const item of [...items].reverse()) {
      const key = keyOf(item);
      const same = this.left.get(key);
      if (same === undefined) {
        this.left.set(key, [item]);
      } else {
        same.push(item);
      }
    }
  }

  take(item: Placed): boolean {
    return this.left.get(keyOf(item))?.pop() !== undefined;
  }

  /** In the order in which they were given. */
  rest(): readonly Item[] {
    const left = new Set([...this.left.values()].flat());
    return this.items.filter((item) => left.has(item));
  }
}

function keyOf({ policy, level, urn, path }: Placed): string {
  return JSON.stringify([policy, level, urn, path]);
}

function split<Item>(
  items: readonly Item[],
  test: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  const yes: Item[] = [];
  const no: Item[] = [];
  for (const item of items) {
    (test(item) ? yes : no).push(item);
  }
  return [yes, no];
}

function change(objective: Objective, { budget: old }: Earlier, { budget: now }: Verdict): Change {
  const key = objective === "rto" ? "rtoSeconds" : "rpoSeconds";
  const [before, after] = [old[key], now[key]];
  const [beforeState, afterState] = [stateOf(before, objective, old), stateOf(after, objective, now)];
  const difference = weigh(after, afterState) - weigh(before, beforeState);
  const verdict = difference === 0 ? "same" : difference > 0 ? "worse" : "better";
  return { objective, before, after, beforeState, afterState, verdict };
}

interface Terms {
  readonly terms: readonly { readonly objective: string; readonly state: string; readonly counted: boolean }[];
}

function stateOf(seconds: number | null, objective: Objective, { terms }: Terms): State {
  if (seconds !== null) {
    return "known";
  }
  const isUnbounded = terms.some((term) => term.objective === objective && term.counted && term.state === "unbounded");
  return isUnbounded ? "unbounded" : "undetermined";
}

/** No bound is worse than not knowing, which is worse than any number. */
function weigh(seconds: number | null, state: State): number {
  return seconds ?? (state === "unbounded" ? Number.MAX_VALUE : Number.MAX_SAFE_INTEGER);
}
