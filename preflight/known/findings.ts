import type { Verdict } from "../verdict";
import type { KnownEntry } from "./file";

/** A project's stack, as URNs name it. */
export interface StackName {
  readonly project: string;
  readonly stack: string;
}

/** Whether this run could have found what an entry says: in a stack that it judged, by a policy that it reports. */
export type Covers = (entry: KnownEntry) => boolean;

/** Findings that were recorded earlier. Each is found in one step, whatever its level is now. */
export class KnownFindings {
  private readonly left = new Map<string, number>();
  private old = 0;

  constructor(private readonly entries: readonly KnownEntry[]) {
    for (const entry of entries) {
      const key = keyOf(entry);
      this.left.set(key, (this.left.get(key) ?? 0) + (entry.count ?? 1));
    }
  }

  /** The verdict with what is known marked as such. Of findings that say the same, as many are known as were recorded. */
  mark(verdict: Verdict): Verdict {
    const violations = verdict.violations.map((item) => this.marked(item, "violation"));
    const undetermined = verdict.undetermined.map((item) => this.marked(item, "undetermined"));
    const notJudged = verdict.notJudged.map((item) => this.marked(item, "not judged"));
    return { ...verdict, violations, undetermined, notJudged };
  }

  /** How many findings were known. */
  get count(): number {
    return this.old;
  }

  /** What was recorded and no longer occurs, of what this run could have found. */
  gone(covers: Covers): readonly KnownEntry[] {
    const rest = new Map(this.left);
    return this.entries.filter(covers).flatMap((entry) => {
      const key = keyOf(entry);
      const count = rest.get(key) ?? 0;
      rest.set(key, 0);
      return count === 0 ? [] : [{ ...entry, count }];
    });
  }

  private marked<Item extends Found>(item: Item, finding: KnownEntry["finding"]): Item {
    const key = keyOf({ ...item, finding });
    const count = this.left.get(key) ?? 0;
    if (count === 0) {
      return item;
    }
    this.left.set(key, count - 1);
    this.old++;
    return { ...item, known: true };
  }
}

interface Found {
  readonly policy?: string | undefined;
  readonly urn: string;
  readonly path?: string | undefined;
}

function keyOf({ finding, policy = "", urn, path = "" }: Found & Pick<KnownEntry, "finding">): string {
  return JSON.stringify([finding, policy, urn, path]);
}

/** Everything that a verdict found, to be recorded. */
export function entriesOf(verdict: Verdict): readonly KnownEntry[] {
  const entries = new Map<string, KnownEntry>();
  const add = ({ policy, urn, path }: Found, finding: KnownEntry["finding"]) => {
    const key = keyOf({ policy, urn, path, finding });
    const count = (entries.get(key)?.count ?? 0) + 1;
    entries.set(key, { finding, ...(policy === undefined ? {} : { policy }), urn, path: path ?? "", count });
  };
  for (const item of verdict.violations) add(item, "violation");
  for (const item of verdict.undetermined) add(item, "undetermined");
  for (const item of verdict.notJudged) add(item, "not judged");
  return [...entries.values()];
}

/** Of the stack that an entry is about. */
export function isOf(entry: KnownEntry, { project, stack }: StackName): boolean {
  return entry.urn.startsWith(`urn:pulumi:${stack}::${project}::`);
}
