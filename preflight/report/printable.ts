/**
 * Text of a program, a stack, a pack or a file is read by more than people: a terminal acts on control and format
 * characters, and the log of a pipeline acts on commands. What either would act on is written as `\uXXXX`, which JSON
 * reads back as it was.
 */

/** Control and format characters, line separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The same within a document that is made of lines. */
const UNPRINTABLE_IN_LINES = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A colour or a weight, which reports set around text and never take from it. */
const COLOUR = "\\u001b\\[\\d{1,3}m";
const UNPRINTABLE_BUT_COLOURS = new RegExp(`${COLOUR}|${UNPRINTABLE_IN_LINES.source}`, "gu");

/** Commands of Azure (`##vso[`), GitHub's older form (`##[`) and TeamCity: anywhere in a line. */
const BRACKET_COMMAND = /#(?=#[\w.-]*\[)/g;

/** Where GitLab folds its log. */
const SECTION = /(?<=section)_(?=(?:start|end):)/g;

/** A command of GitHub: in the beginning of a line, whatever white space is before it. */
const LINE_COMMAND = new RegExp(`^((?:[^\\S\\n]|${COLOUR})*):(?=:)`, "gm");

type Escape = (character: string) => string;

/** One `\uXXXX` for each half of a character outside the basic plane, as JSON has it. */
const asJson: Escape = (character) =>
  character
    .split("")
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

const asReference: Escape = (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;

/** Makes text from a program safe to show on one line. */
export function printable(text: string): string {
  return withoutCommands(text.replace(UNPRINTABLE, asJson), asJson);
}

/** The same for text of several lines. */
export function printableLines(text: string): readonly string[] {
  return text.replace(/\t/g, "  ").split(/\r?\n/).map(printable);
}

/**
 * How a document writes a character by its number: JSON and plain text by `\uXXXX`, XML by a reference. `workflow` is
 * plain text with commands of GitHub that are meant to be acted on: a line that is one whole annotation.
 */
export type Notation = "json" | "xml" | "workflow";

/** A whole document, or a piece of one that begins and ends within or at a line, made safe for whoever reads the log. */
export function safeForLog(document: string, notation: Notation = "json"): string {
  if (notation === "workflow") {
    return document.split("\n").map(safeLine).join("\n");
  }
  const write = notation === "xml" ? asReference : asJson;
  const shown = document.replace(UNPRINTABLE_BUT_COLOURS, (found) => (found.length > 2 ? found : write(found)));
  return withoutCommands(shown, write);
}

/** An annotation as `--format github` writes it: nothing in its properties can end them early. */
const ANNOTATION = /^::(?:(?:error|warning|notice) (?:[a-z]+=[^:,\s][^:,]*)(?:,[a-z]+=[^:,]*)*)::/;

/** Of an annotation all but its own two colons is made safe like any other text. */
function safeLine(line: string): string {
  return ANNOTATION.test(line) ? `::${safeForLog(line.slice("::".length))}` : safeForLog(line);
}

/** In the form of references, for what is neither plain text nor JSON. */
export function withoutCommandsInMarkup(text: string): string {
  return withoutCommands(text, asReference);
}

function withoutCommands(text: string, write: Escape): string {
  return text
    .replace(BRACKET_COMMAND, write)
    .replace(SECTION, write)
    .replace(LINE_COMMAND, (_, before: string) => before + write(":"));
}
