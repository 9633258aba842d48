/**
 * A name in at most so many characters, with "…" for what is left out: whole words where that does, and so that it is
 * not taken for another of the names. A name that is short enough stays as it is.
 */
export function shortenApart(text: string, most: number, texts: readonly string[]): string {
  const [name, facts] = split(text);
  return text.length <= most
    ? text
    : `${shortenName(
        name,
        Math.max(FEWEST, most - facts.length),
        texts.map((other) => split(other)[0]),
      )}${facts}`;
}

/** Letters that are left of a name. */
const FEWEST = 8;

/** A name, and what is said of it behind a colon, which is not shortened. */
function split(text: string): readonly [name: string, facts: string] {
  const at = text.indexOf(": ");
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

function shortenName(name: string, most: number, names: readonly string[]): string {
  if (name.length <= most) return name;
  const others = names.filter((other) => other !== name);
  const isApart = (from: number, to: number) => {
    const [head, tail] = [name.slice(0, from), name.slice(to)];
    return !others.some(
      (other) => other.length >= head.length + tail.length && other.startsWith(head) && other.endsWith(tail),
    );
  };
  const cuts = [...wordCuts(name, most), ...letterCuts(name, most)];
  const [from, to] = cuts.find((cut) => isApart(...cut)) ?? cuts.at(-1) ?? [most - 1, name.length];
  return `${name.slice(0, from)}…${name.slice(to)}`;
}

type Cut = readonly [from: number, to: number];

/** Whole words left out, the fewest letters first; a word ends at a hyphen, a slash, a dot, a colon or a space. */
function wordCuts(name: string, most: number): readonly Cut[] {
  const borders = [...name.matchAll(/[-/.: _]/g)].map(({ index }) => index);
  const starts = [0, ...borders.map((index) => index + 1)];
  const ends = [...borders, name.length];
  const cuts = starts.flatMap((from) => ends.filter((to) => to > from).map((to): Cut => [from, to]));
  return cuts
    .filter(([from, to]) => name.length - (to - from) + 1 <= most && to - from < name.length)
    .sort((one, other) => one[1] - one[0] - (other[1] - other[0]) || distance(name, one) - distance(name, other));
}

/** Nearest to the middle first, and the middle itself last: for names of which none is told apart. */
function letterCuts(name: string, most: number): readonly Cut[] {
  const kept = Math.max(0, most - 1);
  const cuts = Array.from({ length: kept + 1 }, (_, head): Cut => [head, name.length - (kept - head)]);
  const sorted = cuts.sort((one, other) => distance(name, one) - distance(name, other));
  return [...sorted, ...sorted.slice(0, 1)];
}

function distance(name: string, [from, to]: Cut): number {
  return Math.abs(from + to - name.length);
}
