import { readFileSync } from "node:fs";
import { PreflightError } from "./problem";

/** What `-` stands for among files. */
const STANDARD_INPUT = 0;

/** The marks by which a text tells how it is encoded; longer ones before those that they begin with. */
const FOREIGN: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe, 0, 0], "UTF-32"],
  [[0, 0, 0xfe, 0xff], "UTF-32"],
  [[0xff, 0xfe], "UTF-16"],
  [[0xfe, 0xff], "UTF-16"],
];

/**
 * The text of a file, or of standard input for `-`, without a mark of its encoding. Throws what reading throws, and a
 * PreflightError when it is not UTF-8.
 */
export function readText(file: string): string {
  const bytes = readFileSync(file === "-" ? STANDARD_INPUT : file);
  const encoding = FOREIGN.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1] ?? guess(bytes);
  if (encoding !== undefined) {
    throw new PreflightError(
      `${nameOf(file)} is written in ${encoding}, expected UTF-8; write it again in that encoding (PowerShell: … | Set-Content -Encoding utf8)`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PreflightError(
      `${nameOf(file)} is not written in UTF-8, expected that encoding; convert it, or write it again`,
    );
  }
}

/** As it is called in a message. */
function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** UTF-16 without a mark: JSON begins with a character of ASCII, so one of its two bytes is zero. */
function guess([first, second]: Uint8Array): string | undefined {
  return second !== undefined && (first === 0) !== (second === 0) ? "UTF-16" : undefined;
}
