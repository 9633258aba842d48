import type * as z from "zod/mini";
import type { Problem } from "./refusal";

export interface BodyForm {
  /** What the body describes, for people: `trade`. */
  readonly noun: string;
  /** What each field must be, for people. */
  readonly expected: Readonly<Record<string, string>>;
}

/** What is wrong with a body, field by field, in words that repeat no value. */
export function bodyProblems(issues: readonly z.core.$ZodIssue[], body: unknown, form: BodyForm): readonly Problem[] {
  const problems = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((name) => unknownField(name, form))
      : [wrongField(body, issue.path[0], form)],
  );
  // A field that breaks two conditions is one problem.
  return [...new Map(problems.map((problem) => [problem.field, problem])).values()];
}

function unknownField(name: string, { noun }: BodyForm): Problem {
  return { field: name.slice(0, 64), found: `a field that no ${noun} has`, expected: "nothing" };
}

function wrongField(body: unknown, name: PropertyKey | undefined, { expected }: BodyForm): Problem {
  const form = typeof name === "string" && Object.hasOwn(expected, name) ? expected[name] : undefined;
  if (form === undefined) {
    return { field: "", found: kindOf(body), expected: "an object" };
  }
  return { field: String(name), found: kindOf(Reflect.get(Object(body), String(name))), expected: form };
}

function kindOf(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  if (value === null) {
    return "null";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  const words: Readonly<Record<string, string>> = {
    object: "an object",
    string: "other text",
  };
  return words[typeof value] ?? `a ${typeof value}`;
}
