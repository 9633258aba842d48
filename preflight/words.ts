/** From the first character of what is hidden to the one after it. */
export type Span = readonly [from: number, to: number];

/** Texts that are hidden where they stand alone: `31` in `expected 31,` and not in `1310`. */
export class Words {
  private readonly texts: ReadonlySet<string>;
  /** By the first character: how long the texts are that begin so, the longest first. */
  private readonly lengths: ReadonlyMap<string, readonly number[]>;

  constructor(texts: readonly string[]) {
    this.texts = new Set(texts.filter((text) => text !== ""));
    this.lengths = lengthsByStart(this.texts, 1);
  }

  get isEmpty(): boolean {
    return this.texts.size === 0;
  }

  /** Where they stand in a text. */
  spansIn(text: string): readonly Span[] {
    const spans: Span[] = [];
    for (let at = 0; !this.isEmpty && at < text.length; at += 1) {
      const length = this.lengthAt(text, at);
      if (length !== undefined) {
        spans.push([at, at + length]);
        at += length - 1;
      }
    }
    return spans;
  }

  private lengthAt(text: string, at: number): number | undefined {
    const lengths = this.lengths.get(text.charAt(at));
    return lengths?.find((length) => this.texts.has(text.slice(at, at + length)) && standsAlone(text, at, at + length));
  }
}

/** By the first characters, so many of them: how long the texts are that begin so, the longest first. */
export function lengthsByStart(texts: ReadonlySet<string>, characters: number): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  for (const text of texts) {
    const start = text.slice(0, characters);
    const lengths = found.get(start) ?? new Set();
    found.set(start, lengths.add(text.length));
  }
  return new Map([...found].map(([start, lengths]) => [start, [...lengths].sort((left, right) => right - left)]));
}

/** Nothing goes on before or behind that would make one longer word or number of it. */
function standsAlone(text: string, from: number, to: number): boolean {
  return !(goesOn(text, from - 1) && goesOn(text, from)) && !(goesOn(text, to - 1) && goesOn(text, to));
}

function goesOn(text: string, at: number): boolean {
  return /^[\p{L}\p{N}_]$/u.test(text.charAt(at));
}
