import * as z from "zod/mini";
import { readSettings, text } from "../runtime/settings";

const environment = z.object({
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
});

/** @throws Error that names every environment variable that is missing or wrong */
export function readAuthorizerSettings(variables: Readonly<Record<string, string | undefined>>) {
  return readSettings(environment, variables);
}
