import type { Wire, WireObject } from "../wire";

/** The same value with the keys of every object in order. */
function ordered(value: Wire): Wire {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, Wire] => [key, ordered(item)]);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function textOfAll(value: Wire | undefined): string {
  return value === undefined ? "" : JSON.stringify(ordered(value));
}

/** The top-level properties in which two property bags differ, sorted. */
export function changedKeys(olds: WireObject, news: WireObject): string[] {
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...keys].filter((key) => textOfAll(olds[key]) !== textOfAll(news[key])).sort();
}
