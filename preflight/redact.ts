import { encodingsOf, MIN_SECRET_LENGTH } from "./encodings";
import type { GraphResource, Json, JsonObject } from "./graph";
import { SECRET_PLACEHOLDER } from "./monitor/config";
import { PreflightError } from "./problem";
import { scalarTexts, secretTexts } from "./secrets";
import { startIn, unescapedViews, type View } from "./unescape";

export const HIDDEN = "[hidden]";

/** Whether a secret is so short that it is hidden where it stands alone, and as a whole word where that is told. */
export function isShort(secret: string): boolean {
  return secret.length < MIN_SECRET_LENGTH;
}

/** Characters of secrets that are looked for in other forms, too: more of them would fill the memory. */
const MAX_ENCODED_IN_ALL = 16_000_000;

/** From the first character of what is hidden to the one after it. */
type Span = readonly [from: number, to: number];

/** Replaces the secrets of a stack in any text, in time that does not grow with their number. */
export class Redactor {
  private readonly texts = new Set<string>();
  /** By the first characters: how long the secrets are that begin so, the longest first. */
  private readonly lengths: ReadonlyMap<string, readonly number[]>;
  private readonly words: Words;

  /** `extra` are secrets besides those that are marked in the stack; of these short ones, too, are hidden in any text. */
  constructor(resources: readonly GraphResource[], outputs: JsonObject, extra: readonly string[] = []) {
    const found = new Set([
      ...extra,
      ...secretTexts(outputs),
      ...resources.flatMap(({ inputs, outputs: own }) => [
        ...secretTexts(inputs),
        ...(own === inputs ? [] : secretTexts(own)),
      ]),
    ]);
    let room = MAX_ENCODED_IN_ALL;
    for (const secret of found) {
      room -= secret.length;
      for (const text of isShort(secret) ? [] : room > 0 ? encodingsOf(secret) : [secret]) {
        this.texts.add(text);
      }
    }
    this.lengths = lengthsByStart(this.texts);
    this.words = new Words(extra.filter(isShort));
  }

  text(text: string): string {
    const shown = this.words.hide(text);
    return this.texts.size === 0 ? shown : withoutSpans(shown, this.spansIn(shown));
  }

  /** The same, with every text in it freed of secrets: an address that is told may be one. */
  all<Value>(value: Value): Value {
    const redact = (_: string, member: unknown) => (typeof member === "string" ? this.text(member) : member);
    return this.texts.size === 0 ? value : (JSON.parse(JSON.stringify(value), redact) as Value);
  }

  /** What went wrong, without the secrets that the other program's own error may repeat. */
  error(error: PreflightError): PreflightError {
    return new PreflightError(this.text(error.message), this.text(error.detail));
  }

  /** Where secrets stand, in whatever form; all of the text where finding them takes too long. */
  private spansIn(text: string): readonly Span[] {
    const views = unescapedViews(text);
    const effort = new Effort(text.length);
    const spans = views.flatMap((view) => this.spansOf(view, effort));
    return effort.isSpent ? [[0, text.length]] : spans;
  }

  private spansOf(view: View, effort: Effort): readonly Span[] {
    const spans: Span[] = [];
    const last = view.text.length - MIN_SECRET_LENGTH;
    for (let at = 0; at <= last && !effort.isSpent; at += 1) {
      const length = this.lengthAt(view.text, at, effort);
      if (length !== undefined) {
        spans.push([startIn(view, at), startIn(view, at + length)]);
      }
    }
    return spans;
  }

  /** How long the longest secret is that begins here. */
  private lengthAt(text: string, at: number, effort: Effort): number | undefined {
    const lengths = this.lengths.get(text.slice(at, at + MIN_SECRET_LENGTH));
    return lengths?.find((length) => {
      const fits = at + length <= text.length;
      effort.spend(fits ? length : 1);
      return fits && this.texts.has(text.slice(at, at + length));
    });
  }
}

/** How much may be compared for a text: secrets can be made to begin alike, so that each of them is tried everywhere. */
class Effort {
  private left: number;

  constructor(length: number) {
    this.left = 1_000_000 + 1000 * length;
  }

  spend(characters: number): void {
    this.left -= characters;
  }

  get isSpent(): boolean {
    return this.left < 0;
  }
}

function lengthsByStart(texts: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  for (const text of texts) {
    const start = text.slice(0, MIN_SECRET_LENGTH);
    const lengths = found.get(start) ?? new Set();
    found.set(start, lengths.add(text.length));
  }
  return new Map([...found].map(([start, lengths]) => [start, [...lengths].sort((left, right) => right - left)]));
}

/** The text with one mark in place of all that spans cover without a gap. */
function withoutSpans(text: string, spans: readonly Span[]): string {
  let result = "";
  let end = 0;
  let isHiding = false;
  for (const [from, to] of [...spans].sort(([left], [right]) => left - right)) {
    if (from > end || !isHiding) {
      result += text.slice(end, from) + HIDDEN;
      isHiding = true;
    }
    end = Math.max(end, to);
  }
  return result + text.slice(end);
}

/** Short secrets as whole words: `31` is hidden in `expected 31,` and not in `1310`. */
export class Words {
  private readonly pattern: RegExp | undefined;

  constructor(words: readonly string[]) {
    const patterns = [...new Set(words)].filter((word) => word !== "").map(patternOf);
    this.pattern = patterns.length === 0 ? undefined : new RegExp(patterns.join("|"), "gu");
  }

  hide(text: string): string {
    return this.pattern === undefined ? text : text.replace(this.pattern, HIDDEN);
  }
}

function patternOf(word: string): string {
  const before = /^[\p{L}\p{N}_]/u.test(word) ? "(?<![\\p{L}\\p{N}_])" : "";
  const after = /[\p{L}\p{N}_]$/u.test(word) ? "(?![\\p{L}\\p{N}_])" : "";
  return before + word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&") + after;
}

/** The secrets of a stack's config: each value, and what a structured one is made of. */
export function configSecrets(values: Readonly<Record<string, string>>, keys: readonly string[]): readonly string[] {
  const secrets = keys.flatMap((key) => {
    const value = values[key] ?? "";
    return [value, ...partsOf(value)];
  });
  return secrets.filter((secret) => secret !== SECRET_PLACEHOLDER);
}

function partsOf(text: string): readonly string[] {
  try {
    const value: Json = JSON.parse(text);
    return typeof value === "object" && value !== null ? scalarTexts(value) : [];
  } catch {
    return [];
  }
}
