import * as z from "zod/mini";
import { type DatabaseAddress, parseDatabaseAddress } from "../payments/database-address";
import { LARGEST_AMOUNT } from "../payments/payment";
import { commonVariables, deployedParameters, optionalText, parameterNames } from "../payments/settings";
import { parseEndpoint } from "../runtime/endpoint";
import { Failure } from "../runtime/failure";
import { requireParameter } from "../runtime/parameters";
import { jsonText, leverVariables, readSettings } from "../runtime/settings";
import type { Intake } from "./routes";

const environment = z.object({
  ...commonVariables,
  /** Absent: the ledger takes a payment, or nobody does. */
  PEER_RETRY_QUEUE_URL: optionalText("the URL of an SQS queue of the other region"),
  /** Absent: nobody can be told what became of a payment that waits. */
  RECEIPT_BUCKET: optionalText("the name of an S3 bucket"),
  PARAMETER_NAMES: parameterNames(["database", "intake", "apiEndpoint", "peerEndpoint"]),
  DEPLOYED_PARAMETERS: deployedParameters(["database", "intake"]),
  ...leverVariables,
});

export type ProcessorSettings = z.infer<typeof environment>;
export type ParameterRole = keyof ProcessorSettings["PARAMETER_NAMES"];

/** @throws Error that names every environment variable that is missing or wrong */
export function readProcessorSettings(variables: Readonly<Record<string, string | undefined>>): ProcessorSettings {
  return readSettings(environment, variables);
}

export interface ProcessorParameters {
  readonly database: DatabaseAddress;
  readonly intake: Intake;
  /** Where the two regions serve; for the log alone, so both may be absent. */
  readonly apiEndpoint: string | undefined;
  readonly peerEndpoint: string | undefined;
}

const intakeForm = 'JSON like {"intake": "open", "largestAmount": 100000000}';
const intakeSchema = z.pipe(
  jsonText(intakeForm),
  z.strictObject({
    intake: z.enum(["open", "closed"]),
    largestAmount: z.int().check(z.minimum(1), z.maximum(LARGEST_AMOUNT)),
  }),
);

/** @throws Failure of kind `misconfigured` */
export function parseProcessorParameters(find: (role: ParameterRole) => string | undefined): ProcessorParameters {
  return {
    database: parseDatabaseAddress("database", requireParameter("database", find("database"))),
    intake: parseIntake(requireParameter("intake", find("intake"))),
    apiEndpoint: parsePublicEndpoint("apiEndpoint", find("apiEndpoint")),
    peerEndpoint: parsePublicEndpoint("peerEndpoint", find("peerEndpoint")),
  };
}

function parseIntake(text: string): Intake {
  const result = intakeSchema.safeParse(text);
  if (!result.success) {
    throw new Failure("misconfigured", `A parameter is not right: expected ${intakeForm}.`, { parameter: "intake" });
  }
  return { isOpen: result.data.intake === "open", largestAmount: result.data.largestAmount };
}

function parsePublicEndpoint(parameter: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : parseEndpoint(parameter, text);
}
