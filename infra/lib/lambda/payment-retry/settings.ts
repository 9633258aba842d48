import * as z from "zod/mini";
import { type DatabaseAddress, parseDatabaseAddress } from "../payments/database-address";
import { commonVariables, parameterNames } from "../payments/settings";
import { requireParameter } from "../runtime/parameters";
import { readSettings } from "../runtime/settings";

const environment = z.object({ ...commonVariables, PARAMETER_NAMES: parameterNames(["database"]) });

export type RetrySettings = z.infer<typeof environment>;

/** @throws Error that names every environment variable that is missing or wrong */
export function readRetrySettings(variables: Readonly<Record<string, string | undefined>>): RetrySettings {
  return readSettings(environment, variables);
}

/** @throws Failure of kind `misconfigured` */
export function parseRetryParameters(find: (role: "database") => string | undefined): DatabaseAddress {
  return parseDatabaseAddress("database", requireParameter("database", find("database")));
}
