import * as z from "zod/mini";
import { readSettings, text } from "../runtime/settings";

const count = (form: string) =>
  z.pipe(
    z.string(form).check(z.regex(/^[1-9]\d{0,3}$/, form)),
    z.transform((digits) => Number(digits)),
  );

const environment = z.object({
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  PRIMARY_REGION: text("an AWS region"),
  PRIMARY_GROUP: text("the name of the primary's Auto Scaling group"),
  STANDBY_GROUP: text("the name of the standby's Auto Scaling group"),
  SMALLEST: count("a number of instances"),
  LARGEST: count("a number of instances"),
});

/** @throws Error that names every environment variable that is missing or wrong */
export function readCapacitySettings(variables: Readonly<Record<string, string | undefined>>) {
  return readSettings(environment, variables);
}
