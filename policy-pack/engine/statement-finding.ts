import type { Segments } from "../../model/aws/iam-document";
import { path } from "../../model/graph/path";
import { type Finding, Word } from "./finding";

/** A value of a statement that a policy refuses, and where it stands. */
export interface Refused {
  readonly at: Segments;
  readonly value: unknown;
}

/** One finding for all that is refused of a statement, at the place that has all of it; none when nothing is. */
export function* oneFinding(
  refused: readonly Refused[],
  want: (values: readonly unknown[]) => string,
): Generator<Finding, void, void> {
  const [first, ...others] = refused;
  if (first === undefined) {
    return;
  }
  const values = [...new Set(refused.map(({ value }) => value))];
  const at = others.reduce<Segments>((before, { at: next }) => inCommon(before, next), first.at);
  const got = others.length === 0 ? first.value : new Word(values.map((value) => JSON.stringify(value)).join(" and "));
  yield { at: path(...at), got, want: want(values) };
}

/** The way that two places have in common. */
function inCommon(one: Segments, other: Segments): Segments {
  const end = one.findIndex((step, index) => other[index] !== step);
  return end < 0 ? one : one.slice(0, end);
}
