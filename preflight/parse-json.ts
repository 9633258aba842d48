import { PreflightError } from "./problem";

/** What a text in JSON holds. Throws a SyntaxError of one line: Node's own quotes the text, with its line breaks. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError((error as SyntaxError).message.replaceAll(/\s+/g, " "));
  }
}

/** The same, of something that an error calls by its name. Throws a PreflightError. */
export function parseNamedJson(called: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new PreflightError(`${called} is not valid JSON: ${(error as SyntaxError).message}`);
  }
}
