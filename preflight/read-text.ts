import { readFileSync } from "node:fs";
import { PreflightError } from "./problem";

/** What `-` stands for among files. */
const STANDARD_INPUT = 0;

/** The marks by which a text tells how it is encoded; longer ones before those that they begin with. */
const MARKS: readonly (readonly [readonly number[], Encoding])[] = [
  [[0xff, 0xfe, 0, 0], "utf-32"],
  [[0, 0, 0xfe, 0xff], "utf-32"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "utf-32";

const NAMES = { "utf-8": "UTF-8", "utf-16le": "UTF-16", "utf-16be": "UTF-16" } as const;

/**
 * The text of a file, or of standard input for `-`, without a mark of its encoding: UTF-8, or UTF-16 as PowerShell's `>`
 * writes it. Throws what reading throws, and a PreflightError for another encoding.
 */
export function readText(file: string): string {
  const bytes = readFileSync(file === "-" ? STANDARD_INPUT : file);
  const encoding = encodingOf(bytes);
  if (encoding === "utf-32") {
    throw new PreflightError(
      `${nameOf(file)} is written in UTF-32, expected UTF-8 or UTF-16; write it again in one of those encodings`,
    );
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new PreflightError(
      `${nameOf(file)} is not written in ${NAMES[encoding]}, expected that encoding; convert it, or write it again`,
    );
  }
}

/** As it is called in a message. */
function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

function encodingOf(bytes: Uint8Array): Encoding {
  return MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1] ?? guess(bytes);
}

/** UTF-16 without a mark: JSON and YAML begin with a character of ASCII, so one of its two bytes is zero. */
function guess([first, second]: Uint8Array): Encoding {
  if (second === undefined || (first === 0) === (second === 0)) {
    return "utf-8";
  }
  return first === 0 ? "utf-16be" : "utf-16le";
}
