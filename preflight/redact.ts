import { encodingsOf, MIN_SECRET_LENGTH } from "./encodings";
import type { GraphResource, Json, JsonObject } from "./graph";
import { SECRET_PLACEHOLDER } from "./monitor/config";
import { PreflightError } from "./problem";
import { namesOutside, namesWithin, scalarTexts, secretTexts } from "./secrets";
import { startIn, unescapedViews, type View } from "./unescape";
import { lengthsByStart, type Span, Words } from "./words";

export const HIDDEN = "[hidden]";

/** Whether a secret is so short that it is hidden where it stands alone, and as a whole word where that is told. */
export function isShort(secret: string): boolean {
  return secret.length < MIN_SECRET_LENGTH;
}

function isNumber(text: string): boolean {
  return /^-?[\d.]+$/.test(text);
}

/** How many times a secret number may be in one that a policy works out of it: a queue waits six times its function. */
const MAX_MULTIPLE = 8;
/** Smaller ones divide most of what any policy says. */
const LEAST_FACTOR = 10;

/** Characters of secrets that are looked for in other forms, too: more of them would fill the memory. */
const MAX_ENCODED_IN_ALL = 16_000_000;

const multiples = Array.from({ length: MAX_MULTIPLE - 1 }, (_, index) => index + 2);

/** Replaces the secrets of a stack in any text, in time that does not grow with their number. */
export class Redactor {
  private readonly texts = new Set<string>();
  /** By the first characters: how long the secrets are that begin so, the longest first. */
  private readonly lengths: ReadonlyMap<string, readonly number[]>;
  /** Short secrets that are hidden in any text: not the numbers of resources, which occur everywhere. */
  private readonly words: Words;
  private readonly numbers: ReadonlySet<number>;
  private plainNames: ReadonlySet<string> | undefined;
  private wordsOfAll: Words | undefined;

  /** `extra` are secrets besides those that are marked in the stack; of these short numbers, too, are hidden in any text. */
  constructor(
    private readonly resources: readonly GraphResource[],
    private readonly outputs: JsonObject,
    extra: readonly string[] = [],
  ) {
    const found = new Set([...extra, ...secretTexts(outputs), ...propertiesOf(resources).flatMap(secretTexts)]);
    let room = MAX_ENCODED_IN_ALL;
    for (const secret of found) {
      room -= secret.length;
      for (const text of isShort(secret) ? [] : room > 0 ? encodingsOf(secret) : [secret]) {
        this.texts.add(text);
      }
    }
    this.lengths = lengthsByStart(this.texts, MIN_SECRET_LENGTH);
    this.numbers = new Set(
      [...found]
        .filter(isNumber)
        .map(Number)
        .filter((number) => number >= LEAST_FACTOR),
    );
    this.words = new Words([...extra, ...[...found].filter((text) => !isNumber(text))].filter(isShort));
  }

  /** The text without secrets, and without these words of the place that it tells of. */
  text(text: string, ...words: readonly Words[]): string {
    return this.without(text, [this.words, ...words]);
  }

  /** The text without numbers that are a multiple of a secret one: whoever knows the policy could divide. */
  withoutMultiples(text: string): string {
    const isMultiple = (number: number) => multiples.some((times) => this.numbers.has(number / times));
    return this.numbers.size === 0
      ? text
      : text.replaceAll(/\d+/g, (digits) => (isMultiple(Number(digits)) ? HIDDEN : digits));
  }

  /** A text that names no place may tell of any: what is short is hidden in it, and names within secrets. */
  free(text: string): string {
    return this.text(text, this.everywhere());
  }

  /**
   * The same value with every text in it freed of secrets: an address that is told may be one. For what was made of
   * resources that show no secret: a short one, as `on`, is not in it, and the same word of a sentence stays.
   */
  all<Value>(value: Value): Value {
    const redact = (_: string, member: unknown) => (typeof member === "string" ? this.without(member, []) : member);
    return this.texts.size === 0 ? value : (JSON.parse(JSON.stringify(value), redact) as Value);
  }

  /** What went wrong, without the secrets that the other program's own error may repeat. */
  error(error: PreflightError): PreflightError {
    return new PreflightError(this.free(error.message), this.free(error.detail));
  }

  /** What is short in these resources' secrets, and the names within them. */
  wordsOf(resources: readonly GraphResource[]): Words {
    return this.wordsIn(propertiesOf(resources));
  }

  /** Names within what is secret, such as the keys of a map. One that stands elsewhere in the stack, too, is none. */
  secretNames(values: readonly Json[]): readonly string[] {
    const names = values.flatMap(namesWithin);
    if (names.length === 0) {
      return names;
    }
    this.plainNames ??= new Set([...propertiesOf(this.resources), this.outputs].flatMap(namesOutside));
    const { plainNames } = this;
    return names.filter((name) => !plainNames.has(name));
  }

  private without(text: string, words: readonly Words[]): string {
    const short = words.flatMap((each) => each.spansIn(text));
    const spans = this.texts.size === 0 ? short : [...short, ...this.spansIn(text)];
    const isMark = ([from, to]: Span) => text.slice(from - 1, to + 1) === HIDDEN;
    return withoutSpans(
      text,
      spans.filter((span) => !isMark(span)),
    );
  }

  private everywhere(): Words {
    this.wordsOfAll ??= this.wordsIn([...propertiesOf(this.resources), this.outputs]);
    return this.wordsOfAll;
  }

  private wordsIn(values: readonly JsonObject[]): Words {
    return new Words([...values.flatMap(secretTexts).filter(isShort), ...this.secretNames(values)]);
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

/** What resources are made of, each of them once. */
function propertiesOf(resources: readonly GraphResource[]): readonly JsonObject[] {
  return resources.flatMap(({ inputs, outputs }) => (inputs === outputs ? [inputs] : [inputs, outputs]));
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
