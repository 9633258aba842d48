import * as z from "zod/mini";
import { parseEndpoint } from "../runtime/endpoint";
import { parseSwitch } from "../runtime/lever";
import { requireParameter } from "../runtime/parameters";
import { jsonText, leverVariables, readSettings, text } from "../runtime/settings";

const namesForm =
  'JSON like {"tableEndpoint": "<parameter name>", "peerEndpoint": "<parameter name>", "serving": "<parameter name>"}';
const deployedForm = 'JSON like {"tableEndpoint": "https://dynamodb.us-east-1.amazonaws.com", "serving": "open"}';

const environment = z.object({
  SERVICE_NAME: text("the name of this service"),
  TABLE_NAME: text("the name of a DynamoDB table"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  PARAMETER_NAMES: z.pipe(
    jsonText(namesForm),
    z.strictObject(
      { tableEndpoint: text(namesForm), peerEndpoint: text(namesForm), serving: text(namesForm) },
      namesForm,
    ),
  ),
  /** What the program wrote into the parameters. Absent: without Parameter Store there is nothing. */
  DEPLOYED_PARAMETERS: z.optional(
    z.pipe(
      jsonText(deployedForm),
      z.strictObject({ tableEndpoint: text(deployedForm), serving: text(deployedForm) }, deployedForm),
    ),
  ),
  ...leverVariables,
});

export type TradeSettings = z.infer<typeof environment>;
export type ParameterRole = keyof TradeSettings["PARAMETER_NAMES"];

/** @throws Error that names every environment variable that is missing or wrong */
export function readTradeSettings(variables: Readonly<Record<string, string | undefined>>): TradeSettings {
  return readSettings(environment, variables);
}

export interface TradeParameters {
  /** The DynamoDB endpoint of this region. */
  readonly tableEndpoint: string;
  /** Whether this region knows the other one. The address itself is of no use here, so it is not kept. */
  readonly peerEndpoint: "present" | "absent";
  /** Closed: the region takes no new trade and reports itself unhealthy, so that the traffic goes to the other. */
  readonly isOpen: boolean;
}

/** @throws Failure of kind `misconfigured` */
export function parseTradeParameters(find: (role: ParameterRole) => string | undefined): TradeParameters {
  return {
    tableEndpoint: parseEndpoint("tableEndpoint", requireParameter("tableEndpoint", find("tableEndpoint"))),
    peerEndpoint: find("peerEndpoint") === undefined ? "absent" : "present",
    isOpen: parseSwitch("serving", requireParameter("serving", find("serving"))),
  };
}
