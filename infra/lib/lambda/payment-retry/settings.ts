import * as z from "zod/mini";
import { type DatabaseAddress, parseDatabaseAddress } from "../payments/database-address";
import { commonVariables, deployedParameters, optionalText, parameterNames } from "../payments/settings";
import { requireParameter } from "../runtime/parameters";
import { readSettings } from "../runtime/settings";

const environment = z.object({
  ...commonVariables,
  /** Absent: what can never be recorded gets to the dead letters by its receives, without a reason. */
  DEAD_LETTER_QUEUE_URL: optionalText("the URL of an SQS queue"),
  PARAMETER_NAMES: parameterNames(["database"]),
  DEPLOYED_PARAMETERS: deployedParameters(["database"]),
});

export type RetrySettings = z.infer<typeof environment>;

/** @throws Error that names every environment variable that is missing or wrong */
export function readRetrySettings(variables: Readonly<Record<string, string | undefined>>): RetrySettings {
  return readSettings(environment, variables);
}

/** @throws Failure of kind `misconfigured` */
export function parseRetryParameters(find: (role: "database") => string | undefined): DatabaseAddress {
  return parseDatabaseAddress("database", requireParameter("database", find("database")));
}
