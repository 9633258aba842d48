import * as z from "zod/mini";
import { jsonText, text } from "../runtime/settings";

/** The environment variables that every function of the system has. */
export const commonVariables = {
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  RETRY_QUEUE_URL: text("the URL of an SQS queue"),
};

/** A variable that may be absent. */
export const optionalText = (form: string) => z.optional(text(form));

/** What the program wrote into these parameters. Absent: without Parameter Store there is nothing. */
export function deployedParameters<const Role extends string>(roles: readonly Role[]) {
  const form = `JSON like {${roles.map((role) => `"${role}": "<value>"`).join(", ")}}`;
  const shape = Object.fromEntries(roles.map((role) => [role, text(form)])) as Record<Role, ReturnType<typeof text>>;
  return z.optional(z.pipe(jsonText(form), z.strictObject(shape, form)));
}

/** A variable that names a parameter of Systems Manager for each of these roles. */
export function parameterNames<const Role extends string>(roles: readonly Role[]) {
  const form = `JSON like {${roles.map((role) => `"${role}": "<parameter name>"`).join(", ")}}`;
  const shape = Object.fromEntries(roles.map((role) => [role, text(form)])) as Record<Role, ReturnType<typeof text>>;
  return z.pipe(jsonText(form), z.strictObject(shape, form));
}
