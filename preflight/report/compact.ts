import type { SourcePosition } from "../graph";
import type { Violation } from "../verdict";
import type { Format, FormatOptions, JudgedStack } from "./format";
import { differenceOf, titleOf } from "./place";
import { printable } from "./printable";

/** One finding to be told in a line, at a place in a file. */
export interface Line {
  readonly kind: "error" | "warning" | "notice";
  readonly policy: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** `file:line:column: error: text [policy]`, one finding a line: the form of compilers, which editors know. */
export const formatCompact: Format = function* ({ stacks, failures }, options) {
  for (const stack of stacks) {
    for (const { kind, policy, file, line, column, text } of linesOf(stack, options)) {
      const word = kind === "notice" ? "note" : kind;
      yield `${printable(file)}:${line}:${column}: ${word}: ${printable(text)} [${printable(policy)}]\n`;
    }
  }
  for (const { stack, message } of failures) {
    yield `${printable(stack)}:1:1: error: could not be judged: ${printable(message.replaceAll("\n", " "))}\n`;
  }
};

/** What is to be told of a stack: the violations, then what is undetermined or was not judged. What is known is left out. */
export function* linesOf({ verdict, origin }: JudgedStack, { quiet }: FormatOptions): Iterable<Line> {
  const at = (source: SourcePosition | undefined) => ({
    file: source?.file ?? origin,
    line: source?.line ?? 1,
    column: source?.column || 1,
  });
  for (const violation of verdict.violations) {
    if (violation.known !== true && (quiet === undefined || quiet.fails(violation))) {
      const kind = isError(violation) ? "error" : "warning";
      const text = `${titleOf(violation.urn)}: ${differenceOf(violation)}`;
      yield { kind, policy: violation.policy, text, ...at(violation.source) };
    }
  }
  for (const { policy, urn, reason, source, known } of verdict.undetermined) {
    if (known !== true && (quiet === undefined || quiet.asks("undetermined"))) {
      yield { kind: "notice", policy, text: `${titleOf(urn)}: undetermined: ${reason}`, ...at(source) };
    }
  }
  for (const { urn, reason, known } of verdict.notJudged) {
    if (known !== true && (quiet === undefined || quiet.asks("not-judged"))) {
      yield { kind: "notice", policy: "not judged", text: `${titleOf(urn)}: ${reason}`, ...at(undefined) };
    }
  }
}

function isError({ level }: Violation): boolean {
  return level === "mandatory";
}
