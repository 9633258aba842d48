import { parseJson } from "./parse-json";
import { PreflightError } from "./problem";
import { readText } from "./read-text";

/**
 * What a JSON file holds. Throws a PreflightError that calls the file as `called` and ends with what was expected, where
 * it cannot be read or is no JSON. `refuse` sees the text first, and throws for one that can be called by its name.
 */
export function readJson(
  file: string,
  called: string,
  expected: string,
  refuse: (text: string) => void = () => undefined,
): unknown {
  try {
    const text = readText(file);
    refuse(text);
    return parseJson(text);
  } catch (error) {
    if (error instanceof PreflightError) {
      throw error;
    }
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === undefined ? `is not valid JSON (${message})` : `cannot be read (${code})`;
    throw new PreflightError(`${called} ${problem}, expected ${expected}`);
  }
}
