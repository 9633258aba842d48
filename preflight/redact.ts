import { encodingsOf } from "./encodings";
import type { GraphResource, Json, JsonObject } from "./graph";
import { SECRET_PLACEHOLDER } from "./monitor/config";
import { PreflightError } from "./problem";
import { scalarTexts, secretTexts } from "./secrets";

export const HIDDEN = "[hidden]";

/** Shorter texts occur by chance everywhere: they are hidden where they stand, and as whole words where that is told. */
const MIN_SECRET_LENGTH = 4;

/** Whether a secret cannot be looked for in any text. */
export function isShort(secret: string): boolean {
  return secret.length < MIN_SECRET_LENGTH;
}

/** Replaces the secrets of a stack in any text, in time that does not grow with their number. */
export class Redactor {
  private readonly texts = new Set<string>();
  /** By the first characters: how long the secrets are that begin so, the longest first. */
  private readonly lengths = new Map<string, readonly number[]>();

  /** `extra` are secrets besides those that are marked in the stack. */
  constructor(resources: readonly GraphResource[], outputs: JsonObject, extra: readonly string[] = []) {
    const found = new Set([
      ...extra,
      ...secretTexts(outputs),
      ...resources.flatMap(({ inputs, outputs: own }) => [
        ...secretTexts(inputs),
        ...(own === inputs ? [] : secretTexts(own)),
      ]),
    ]);
    for (const secret of found) {
      for (const text of isShort(secret) ? [] : encodingsOf(secret)) {
        this.add(text);
      }
    }
  }

  text(text: string): string {
    if (this.texts.size === 0) {
      return text;
    }
    let result = "";
    let from = 0;
    for (let at = 0; at + MIN_SECRET_LENGTH <= text.length; ) {
      const length = this.lengthAt(text, at);
      if (length === undefined) {
        at += 1;
      } else {
        result += text.slice(from, at) + HIDDEN;
        at += length;
        from = at;
      }
    }
    return result + text.slice(from);
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

  private add(text: string): void {
    const start = text.slice(0, MIN_SECRET_LENGTH);
    const known = this.lengths.get(start) ?? [];
    this.texts.add(text);
    if (!known.includes(text.length)) {
      this.lengths.set(
        start,
        [...known, text.length].sort((left, right) => right - left),
      );
    }
  }

  /** How long the longest secret is that begins here. */
  private lengthAt(text: string, at: number): number | undefined {
    const lengths = this.lengths.get(text.slice(at, at + MIN_SECRET_LENGTH));
    return lengths?.find((length) => this.texts.has(text.slice(at, at + length)));
  }
}

/** A text without certain words, however short: `31` is hidden in `expected 31,` and not in `1310`. */
export function hideWords(text: string, words: readonly string[]): string {
  return words
    .filter((word) => word !== "")
    .reduce((result, word) => {
      const before = /^[\p{L}\p{N}_]/u.test(word) ? "(?<![\\p{L}\\p{N}_])" : "";
      const after = /[\p{L}\p{N}_]$/u.test(word) ? "(?![\\p{L}\\p{N}_])" : "";
      return result.replace(new RegExp(`${before}${escapePattern(word)}${after}`, "gu"), () => HIDDEN);
    }, text);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
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
