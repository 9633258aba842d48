import { wrap } from "./wrap";

/** What stands in columns: two spaces or more between words. */
const COLUMNS = /\S {2,}\S/;

/**
 * A text for a terminal of so many columns: a long sentence goes on in the next line, further right than it began. Lines in
 * columns stay whole.
 */
export function fold(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => (line.length <= columns || COLUMNS.test(line) ? line : foldLine(line, columns)))
    .join("\n");
}

function foldLine(line: string, columns: number): string {
  const indentation = " ".repeat(line.length - line.trimStart().length);
  const [first = "", ...others] = wrap(line.trimStart(), columns - indentation.length - 2);
  return [`${indentation}${first}`, ...others.map((other) => `${indentation}  ${other}`)].join("\n");
}
