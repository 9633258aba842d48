import * as z from "zod/mini";

/** A text that is not empty. `form` says what is expected, for people. */
export function text(form: string) {
  return z.string(form).check(z.minLength(1, form));
}

/** Where the switch of this region is that the other one keeps. Absent: there is none. */
export const leverVariables = {
  LEVER_REGION: z.optional(text("an AWS region")),
  LEVER_NAME: z.optional(text("the name of a parameter of Systems Manager")),
};

/** Text that holds a JSON value. */
export function jsonText(form: string) {
  return z.pipe(
    z.string(form),
    z.transform((value, context): unknown => {
      try {
        return JSON.parse(value);
      } catch {
        context.issues.push({ code: "custom", message: form, input: value });
        return z.NEVER;
      }
    }),
  );
}

/**
 * The environment variables of a function, checked at start-up. Values are not repeated: they may be sensitive.
 * @throws Error that names every variable that is missing or wrong
 */
export function readSettings<T extends z.ZodMiniType>(
  shape: T,
  variables: Readonly<Record<string, string | undefined>>,
): z.infer<T> {
  const result = z.safeParse(shape, variables);
  if (result.success) {
    return result.data;
  }
  const lines = result.error.issues.map(({ path: [variable], message }) => {
    const name = String(variable);
    return `  ${name} is ${variables[name] === undefined ? "not set" : "set to something else"}, expected ${message}`;
  });
  throw new Error(["The environment of this function is wrong. Set:", ...new Set(lines)].join("\n"));
}
