/** Stands for a value that must not be printed. */
export const hidden: unique symbol = Symbol("hidden");

/** A word in place of a value: said as it is, without quotes. */
export class Word {
  constructor(readonly text: string) {}
}

/** What a check yields: where, what is there, and what the policy wants there. */
export interface Finding {
  /** Property path, as `path()` writes it. */
  readonly at: string;
  /** The value found; `hidden` when it may be sensitive. */
  readonly got: unknown;
  /** Plain text that reads on after "expected". */
  readonly want: string;
  /** What to put there, where that is safe and obvious: a policy that is run at the level `remediate` does. */
  readonly put?: unknown;
}

/** A finding of a stack rule, which says whose property it means. */
export interface StackFinding extends Finding {
  readonly urn: string;
}

const longestText = 120;

/** The message of a violation: what differs, what to do, and what else is to be known. */
export function say(finding: Finding, remediation: string, notes: readonly string[] = []): string {
  return [`${finding.at} is ${describe(finding.got)}, expected ${finding.want}`, remediation, ...notes].join("\n");
}

function describe(got: unknown): string {
  if (got === hidden) {
    return "[hidden]";
  }
  if (typeof got === "string" && got.length > longestText) {
    return `${JSON.stringify(got.slice(0, longestText))}...`;
  }
  return isScalar(got) ? JSON.stringify(got) : shapeOf(got).text;
}

/** The shape of a value, without its content. */
export function shapeOf(value: unknown): Word {
  if (value instanceof Word) {
    return value;
  }
  if (Array.isArray(value)) {
    return new Word(value.length === 0 ? "an empty list" : `a list of ${value.length}`);
  }
  if (value === undefined || value === null) {
    return new Word("not set");
  }
  return new Word(isScalar(value) ? `a ${typeof value}` : "an object");
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
