import * as z from "zod/mini";
import { jsonText, text } from "../runtime/settings";

const network = z.string().check(z.regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/));
const form = "JSON with the networks of primary and standby";

/** Where it stands who may write, for how long after it was renewed, and where each side's database is. */
export const leaseVariables = {
  LEASE_TABLE: text("the name of the failover's table"),
  LEASE_SYSTEM: text("whose failover it is"),
  LEASE_SECONDS: z.pipe(
    z.string("a number of seconds").check(z.regex(/^[1-9]\d{0,3}$/, "a number of seconds")),
    z.transform((seconds) => Number(seconds)),
  ),
  LEASE_NETWORKS: z.pipe(jsonText(form), z.object({ primary: network, standby: network }, form)),
  LEASE_DECREED: z.optional(z.enum(["primary", "standby"], "primary or standby")),
};
