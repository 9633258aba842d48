import * as z from "zod/mini";
import { readSettings, text } from "../runtime/settings";
import { databaseVariables } from "../transactions/settings";

const environment = z.object({
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  ...databaseVariables,
});

export type MigrationSettings = z.infer<typeof environment>;

/** @throws Error that names every environment variable that is missing or wrong */
export function readMigrationSettings(variables: Readonly<Record<string, string | undefined>>): MigrationSettings {
  return readSettings(environment, variables);
}
