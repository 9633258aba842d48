import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { PreflightError } from "./problem";

/** What `-` stands for among files. */
const STANDARD_INPUT = 0;

/** Bytes that are read of a file: more make no text that JavaScript holds. */
const MAX_BYTES = 500_000_000;

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
 * writes it. Throws what reading throws, and a PreflightError for another encoding or more than `most` bytes.
 */
export function readText(file: string, most = MAX_BYTES): string {
  const bytes = readBytes(file, most);
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

/** A device may have no end: it is read piece by piece. */
function readBytes(file: string, most: number): Uint8Array {
  const descriptor = file === "-" ? STANDARD_INPUT : openSync(file, "r");
  try {
    const kind = fstatSync(descriptor);
    const isEndless = kind.size > most || kind.isCharacterDevice();
    const bytes = isEndless ? readPieces(descriptor, most) : readFileSync(descriptor);
    if (bytes.length > most) {
      throw new PreflightError(
        `${nameOf(file)} has more than ${most} bytes, expected fewer; name an export or a preview of one stack`,
      );
    }
    return bytes;
  } finally {
    if (descriptor !== STANDARD_INPUT) {
      closeSync(descriptor);
    }
  }
}

const PIECE = 1 << 20;

/** No more than a piece above so many bytes. */
function readPieces(descriptor: number, most: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let length = 0; length <= most; ) {
    const piece = new Uint8Array(PIECE);
    const read = readSync(descriptor, piece);
    if (read === 0) {
      break;
    }
    pieces.push(piece.subarray(0, read));
    length += read;
  }
  return Buffer.concat(pieces);
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
