/** How a number varies from run to run; null where it has no bound, or where what it dates did not happen. */
export interface Spread {
  readonly p50: number | null;
  readonly p99: number | null;
  readonly worst: number | null;
}

/** The smallest value that at least this share of all values does not exceed. Those that are missing count as greatest. */
export function quantile(values: readonly (number | undefined)[], share: number): number | null {
  const sorted = values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((left, right) => left - right);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return found === undefined || found === Number.POSITIVE_INFINITY ? null : Math.round(found * 10) / 10;
}

export function spreadOf(values: readonly (number | undefined)[]): Spread {
  return { p50: quantile(values, 0.5), p99: quantile(values, 0.99), worst: quantile(values, 1) };
}

/** The part of the values that is there. */
export function shareOf(values: readonly (number | undefined)[]): number {
  return values.length === 0 ? 0 : values.filter((value) => value !== undefined).length / values.length;
}
