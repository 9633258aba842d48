import { unescapedViews } from "./unescape";

/** Shorter texts occur by chance everywhere. */
export const MIN_SECRET_LENGTH = 4;

/** Shorter pieces of an encoding occur by chance. */
const MIN_PIECE = 8;

/** Encoding a larger secret again takes longer than it is worth: it is looked for as it is, and line by line. */
const MAX_ENCODED = 16_384;

/**
 * A secret as it may stand in a text in which escapes have been undone (`unescapedViews`): as it is, each line of it, with
 * what looks like an escape in it undone likewise, as in a form, in hexadecimal, in base64 by itself or within more.
 */
export function encodingsOf(secret: string): readonly string[] {
  const forms = [secret, ...linesOf(secret)];
  if (secret.length <= MAX_ENCODED) {
    const unescaped = unescapedViews(secret).map(({ text }) => text);
    forms.push(...[secret, ...unescaped].flatMap((text) => [text, text.replaceAll(" ", "+")]));
    const bytes = Buffer.from(secret);
    const hex = bytes.toString("hex");
    forms.push(hex, hex.toUpperCase(), ...[0, 1, 2].flatMap((offset) => base64Within(bytes, offset)));
  }
  return [...new Set(forms)].filter(({ length }) => length >= MIN_SECRET_LENGTH);
}

/** Programs print a key of several lines with something before or after each of them. */
function linesOf(secret: string): readonly string[] {
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= MIN_PIECE);
}

/** The characters of base64 that depend on the secret alone, when `offset` bytes (of three) stand before it. */
function base64Within(bytes: Buffer, offset: number): readonly string[] {
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + bytes.length) * 8) / 6);
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  return (["base64", "base64url"] as const)
    .flatMap((encoding) => {
      const text = padded.toString(encoding);
      return offset === 0 ? [text, text.slice(0, end)] : [text.slice(start, end)];
    })
    .filter((text) => text.length >= MIN_PIECE);
}
