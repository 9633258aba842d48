/** What a text in JSON holds. Throws a SyntaxError of one line: Node's own quotes the text, with its line breaks. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError((error as SyntaxError).message.replaceAll(/\s+/g, " "));
  }
}
