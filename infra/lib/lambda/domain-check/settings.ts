import * as z from "zod/mini";
import { readSettings, text } from "../runtime/settings";

const environment = z.object({
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  TABLE_NAME: text("the name of a DynamoDB table"),
  METRICS_NAMESPACE: text("a namespace of CloudWatch"),
  PEER_URL: z.url("the address of the other region's front door"),
  SERVED_NAME: text("the name that callers ask for"),
});

/** @throws Error that names every environment variable that is missing or wrong */
export function readDomainSettings(variables: Readonly<Record<string, string | undefined>>) {
  return readSettings(environment, variables);
}
