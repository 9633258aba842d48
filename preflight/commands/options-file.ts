import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError, type Option } from "commander";
import { parseNamedJson } from "../parse-json";
import { PreflightError } from "../problem";

/** What a team writes down once in place of options. */
export const OPTIONS_FILE = "dr-guardrails.json";

/** Options that the file may hold, as they are called in it. What a single run is about is not among them. */
const HELD = [
  "program",
  "stack",
  "policyPack",
  "profile",
  "timeLimit",
  "format",
  "write",
  "html",
  "against",
  "known",
  "failOn",
  "policy",
  "severity",
  "quiet",
];

/**
 * Gives a command what `dr-guardrails.json` of this folder says, where its own words do not say otherwise. Throws a
 * PreflightError for what the file may not hold.
 */
export function applyOptionsFile(command: Command, directory: string): void {
  const file = join(directory, OPTIONS_FILE);
  if (!existsSync(file)) {
    return;
  }
  const document = parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  const applied: string[] = [];
  for (const [name, value] of Object.entries(document)) {
    const option = command.options.find((candidate) => candidate.attributeName() === name);
    const source = command.getOptionValueSource(name);
    if (option !== undefined && source !== "cli" && takes(option, value)) {
      command.setOptionValueWithSource(name, read(option, name, value), "config");
      applied.push(name);
    }
  }
  command.setOptionValue("fromFile", applied);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const document = parseNamedJson(OPTIONS_FILE, text);
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new PreflightError(
      `${OPTIONS_FILE} is not an object, expected options such as { "profile": "org-baseline" }`,
    );
  }
  for (const name of Object.keys(document)) {
    if (!HELD.includes(name)) {
      throw new PreflightError(
        `${OPTIONS_FILE}: ${JSON.stringify(name)} is no option that it may hold, expected one of ${HELD.join(", ")}; what a policy asks belongs in a profile`,
      );
    }
  }
  return document as Readonly<Record<string, unknown>>;
}

/** A form that another command knows, and this one does not, is that other command's. */
function takes(option: Option, value: unknown): boolean {
  return (
    option.attributeName() !== "format" || option.argChoices === undefined || option.argChoices.includes(`${value}`)
  );
}

function read(option: Option, name: string, value: unknown): unknown {
  if (option.isBoolean()) {
    return expect(name, value, typeof value === "boolean", "true or false");
  }
  const isList = Array.isArray(option.defaultValue);
  if (isList) {
    const texts = Array.isArray(value) ? value : [value];
    return expect(name, texts, texts.every(isText), "a text or a list of texts");
  }
  if (name === "timeLimit") {
    return readNumber(option, value);
  }
  return expect(name, value, isText(value), "a text");
}

function readNumber(option: Option, value: unknown): unknown {
  try {
    return option.parseArg?.(String(value), option.defaultValue) ?? value;
  } catch (error) {
    if (error instanceof InvalidArgumentError) {
      throw new PreflightError(`${OPTIONS_FILE}: timeLimit is ${JSON.stringify(value)}, ${error.message}`);
    }
    throw error;
  }
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function expect(name: string, value: unknown, isFine: boolean, expected: string): unknown {
  if (!isFine) {
    throw new PreflightError(`${OPTIONS_FILE}: ${name} is ${JSON.stringify(value)}, expected ${expected}`);
  }
  return value;
}
