import * as z from "zod/mini";
import { jsonText, readSettings, text } from "../runtime/settings";
import type { Request } from "./observation";

const clustersForm = 'JSON like {"primary": "<ARN>", "standby": "<ARN>"}';
const policyForm = "JSON with every number of the policy, in whole positive milliseconds or counts";
const positive = z.int(policyForm).check(z.positive(policyForm));
const address = z
  .string("a URL with http or https")
  .check(z.regex(/^https?:\/\/[^/\s]+\/\S*$/, "a URL with http or https"));

const common = {
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  AWS_REGION: text("a region, which Lambda sets"),
  PRIMARY_REGION: text("the region that may be lost"),
};

const shape = z.object({
  ...common,
  SYSTEM: text("whose failover it is"),
  GLOBAL_CLUSTER: text("the name of a global database"),
  CLUSTERS: z.pipe(
    jsonText(clustersForm),
    z.strictObject({ primary: text(clustersForm), standby: text(clustersForm) }, clustersForm),
  ),
  STANDBY_CLUSTER: text("the name of the standby's database cluster"),
  PRIMARY_ENDPOINT: address,
  STANDBY_ENDPOINT: address,
  WRITER_PAGE: z.enum(["asked", "none"], "asked or none"),
  SERVED_NAME: text("the name that both regions serve"),
  WITNESS_NAME: text("the name of the witness record"),
  NAME_SERVERS: z.pipe(
    text("name servers, with spaces between"),
    z.transform((words: string) => words.split(/\s+/).filter((word) => word !== "")),
  ),
  STATE_TABLE: text("the name of a table"),
  SWITCH_PARAMETER: text("the name of a parameter"),
  DEPLOYED_AS: z.enum(["automatic", "dry-run"], "automatic or dry-run"),
  EVENT_BUS: text("the name of an event bus"),
  METRIC_NAMESPACE: text("a namespace of CloudWatch"),
  POLICY: z.pipe(
    jsonText(policyForm),
    z.strictObject(
      {
        failuresInRow: positive,
        failureWindowMs: positive,
        longestGapMs: positive,
        lagLimitMs: positive,
        lateReadings: positive,
        freshMs: positive,
        mostLossMs: positive,
        commitsHeldAfterMs: z.optional(positive),
        leaseMs: z.optional(positive),
        switchoverAfterMs: positive,
        cooldownMs: positive,
        effectLimitMs: positive,
        longestAskGapMs: positive,
        asksUntilTold: positive,
        promotionLimitMs: positive,
      },
      policyForm,
    ),
  ),
});

export type OrchestrationSettings = z.infer<typeof shape>;

/** @throws Error that names every environment variable that is missing or wrong */
export function readOrchestrationSettings(
  variables: Readonly<Record<string, string | undefined>>,
): OrchestrationSettings {
  return readSettings(shape, variables);
}

const notificationShape = z.object({
  ...common,
  TOPIC: text("the ARN of this region's topic"),
  PRIMARY_TOPIC: text("the ARN of the primary region's topic"),
});

/** @throws Error that names every environment variable that is missing or wrong */
export function readNotificationSettings(variables: Readonly<Record<string, string | undefined>>) {
  return readSettings(notificationShape, variables);
}

const requestShape = z.object({
  request: z.literal("switchover"),
  id: z.string().check(z.regex(/^[\w.-]{1,64}$/)),
  to: z.enum(["primary", "standby"]),
});

/** What a person asks for; undefined for any other event, which only says that it is time to look. */
export function findRequest(event: unknown): Request | undefined {
  const read = z.safeParse(requestShape, event);
  return read.success ? { id: read.data.id, to: read.data.to } : undefined;
}

/** An event that asks for something, but not in a form that is known. */
export function isMalformedRequest(event: unknown): boolean {
  return typeof event === "object" && event !== null && "request" in event && findRequest(event) === undefined;
}
