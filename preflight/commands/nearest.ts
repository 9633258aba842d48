import { distance } from "fastest-levenshtein";

/** Three names, by the number of letters to change; a name that holds what was typed is nearer than any other. */
export function nearestNames(typed: string, names: readonly string[]): readonly string[] {
  const weight = (name: string) => (name.includes(typed) ? 0 : distance(typed, name));
  return [...names].sort((left, right) => weight(left) - weight(right)).slice(0, 3);
}
