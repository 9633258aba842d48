/** A time in which something is so, in milliseconds; the end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The same times, in order and without touching one another; those that lie closer than the gap are one. */
export function merged(spans: readonly Span[], gap = 0): readonly Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = result.at(-1);
    if (last !== undefined && span.from - last.to <= gap) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else {
      result.push(span);
    }
  }
  return result;
}

export function isWithin(spans: readonly Span[], at: number): boolean {
  return spans.some(({ from, to }) => from <= at && at < to);
}

/** Since when it is so without a break; undefined: it is not so. The times are merged. */
export function sinceWhen(spans: readonly Span[], at: number): number | undefined {
  return spans.find(({ from, to }) => from <= at && at < to)?.from;
}

/** The times that lie in both. */
export function common(ones: readonly Span[], others: readonly Span[]): readonly Span[] {
  const both = ones.flatMap((one) =>
    others.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })),
  );
  return merged(both.filter(({ from, to }) => from < to));
}
