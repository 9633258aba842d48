import * as z from "zod/mini";
import { Failure } from "../runtime/failure";

const schema = z.object({
  alarms: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
  quietSeconds: z.int().check(z.minimum(1)),
});

/** What a release asks for: the alarms to watch, and for how long they must be OK. */
export type ReleaseRequest = z.infer<typeof schema>;

/** @throws Failure of kind `misconfigured` */
export function parseReleaseRequest(event: unknown): ReleaseRequest {
  const result = schema.safeParse(event);
  if (!result.success) {
    throw new Failure("misconfigured", 'Expected {"alarms": ["<name>"], "quietSeconds": 180}.');
  }
  return result.data;
}
