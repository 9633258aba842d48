import { crc32 } from "node:zlib";

/**
 * What stands in a lookup's answer for a value that only AWS knows: text for a text and a number for a number, so that a
 * program in any language can go on with it. What is built from one is found again by its mark, and is unknown.
 */

/** Letters and digits alone: it outlives the splitting at dashes, slashes and colons, a change of case and an escape. */
const MARK = "unknown7c1e5d20";

/** A part of the mark that no word holds, which a text that was cut short may still have. */
const CORE = "7c1e5d20";

/** No size, port, time or account number that people write. */
const NUMBER = 1_804_289_383;

/** How far from the number, or from a multiple or fraction of it, a value may lie that a program worked out from it. */
const BAND = 10_000;

/** The largest factor and divisor that is looked for. */
const FACTORS = 64;

/** The same text for the same question, as AWS gives the same answer. */
export function standInText(question: string): string {
  return `${MARK}x${crc32(question).toString(16).padStart(8, "0")}`;
}

/** The form of an ARN, of which no part is known: with a slash or a seventh part, as services have one or the other. */
export function standInArn(question: string): string {
  const text = standInText(question);
  return `arn:${text}:${text}:${text}:${text}:${text}/${text}:${text}`;
}

export function standInNumber(): number {
  return NUMBER;
}

/** True of a number that a program made of a stand-in: the sum with, or a multiple or a fraction of it, or no number at all. */
export function isBuiltNumber(value: number): boolean {
  if (!Number.isFinite(value)) {
    return true; // a text that is no number was read as one
  }
  const size = Math.abs(value);
  const factor = size < NUMBER ? NUMBER / Math.max(size, 1) : size / NUMBER;
  const nearest = Math.round(factor);
  const distance = size < NUMBER ? Math.abs(size * nearest - NUMBER) / nearest : Math.abs(size - nearest * NUMBER);
  return nearest <= FACTORS && distance <= BAND;
}

/** True of a text that holds a stand-in: plain, in other letters, in base64, in hexadecimal, or a number in digits. */
export function isBuiltText(text: string): boolean {
  return PLAIN.test(text) || ENCODED.some((form) => text.includes(form)) || holdsNumber(text);
}

const PLAIN = new RegExp(CORE, "i");

/** The core in small and in large letters, in hexadecimal and in base64. */
const ENCODED: readonly string[] = [CORE, CORE.toUpperCase()].flatMap((core) => [
  Buffer.from(core).toString("hex"),
  ...[0, 1, 2].map((before) => inBase64(core, before)),
]);

/** A text as base64 writes it after some other bytes: the characters that depend on no neighbour. */
function inBase64(text: string, before: number): string {
  const encoded = Buffer.from("x".repeat(before) + text).toString("base64");
  return encoded.slice(Math.ceil((before * 4) / 3), Math.floor(((before + text.length) * 4) / 3));
}

function holdsNumber(text: string): boolean {
  return [...text.matchAll(/\d{8,15}(?:\.\d+)?/g)].some(([digits]) => isBuiltNumber(Number(digits)));
}

/** A text for people, with words in place of the stand-ins. */
export function describeStandIns(text: string): string {
  return text.replace(new RegExp(`${MARK}x[0-9a-f]{8}`, "gi"), "(unknown)").replaceAll(String(NUMBER), "(unknown)");
}
