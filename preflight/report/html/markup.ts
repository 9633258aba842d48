import { printable, withoutCommandsInMarkup } from "../printable";

/** Markup that is safe to put into a page: made by `html` alone. */
export class Markup {
  constructor(private readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

type Content = string | number | Markup | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template in which every value is text, and shown as such, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    strings.map((text, index) => text + (index < values.length ? write(values[index] ?? "") : "")).join(""),
  );
}

/** A name that may go on in the next line after a slash or a colon, rather than in the middle of a word. */
export function breakable(text: string): Markup {
  return html`${text.split(/(?<=[/:])/).map((part, index) => (index === 0 ? part : html`<wbr>${part}`))}`;
}

/** Text of ours that must stay as it is: a style sheet or a script. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

export const nothing = html``;

function write(content: Content): string {
  if (content instanceof Markup) {
    return content.toString();
  }
  if (typeof content === "object") {
    return content.map(write).join("");
  }
  return escapeText(String(content));
}

/** Control characters and halves of characters are written out, so that nothing hides and the page stays valid. */
function escapeText(text: string): string {
  const escaped = text.replace(/\p{Cs}/gu, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
  return printable(withoutCommandsInMarkup(escaped));
}
