import * as z from "zod/mini";
import { Failure } from "../runtime/failure";
import { jsonText, readSettings, text } from "../runtime/settings";
import type { Limits } from "./inspector";

const clustersForm = 'JSON like {"here": "<cluster>", "there": "<cluster>"}';
const namesForm = 'JSON like {"peerEndpoint": "<parameter name>", "limits": "<parameter name>"}';

const common = {
  SERVICE_NAME: text("the name of this service"),
  REGION_ROLE: z.enum(["primary", "secondary"], "primary or secondary"),
  AWS_REGION: text("a region, which Lambda sets"),
  PEER_REGION: text("the other region"),
  SERVED_NAME: text("the name that both regions serve"),
  METRIC_NAMESPACE: text("a namespace of CloudWatch"),
  METRIC_SYSTEM: text("what tells this stack's metrics from another's"),
  GLOBAL_CLUSTER: text("the name of a global database"),
  CLUSTERS: z.pipe(
    jsonText(clustersForm),
    z.strictObject({ here: text(clustersForm), there: text(clustersForm) }, clustersForm),
  ),
  FUNCTION_NAME: text("the function that must be the same in both regions"),
  LAG_ALARM: text("the name of the alarm on the database's lag"),
  BACKUP_VAULT: text("the name of a backup vault"),
  PARAMETER_NAMES: z.pipe(
    jsonText(namesForm),
    z.strictObject({ peerEndpoint: text(namesForm), limits: text(namesForm) }, namesForm),
  ),
};

const readiness = z.object(common);
const rehearsal = z.object({
  ...common,
  EVENT_BUS: text("the name of an event bus"),
  REPORT_BUCKET: text("the name of this region's bucket"),
  PEER_BUCKET: text("the name of the other region's bucket"),
});

export type FailoverSettings = z.infer<typeof readiness>;

/** @throws Error that names every environment variable that is missing or wrong */
export function readReadinessSettings(variables: Readonly<Record<string, string | undefined>>): FailoverSettings {
  return readSettings(readiness, variables);
}

/** @throws Error that names every environment variable that is missing or wrong */
export function readRehearsalSettings(variables: Readonly<Record<string, string | undefined>>) {
  return readSettings(rehearsal, variables);
}

export interface FailoverParameters {
  /** Where the other region serves. */
  readonly peerEndpoint: string;
  readonly limits: Limits;
}

const parameters = z.pipe(
  jsonText("JSON"),
  z.strictObject({
    backupAgeSeconds: z.int().check(z.positive()),
    deliverySeconds: z.int().check(z.positive(), z.maximum(180)),
  }),
);

/** @throws Failure of kind `misconfigured`, which names the parameter and not its value */
export function parseFailoverParameters(
  find: (role: "peerEndpoint" | "limits") => string | undefined,
): FailoverParameters {
  const peerEndpoint = find("peerEndpoint") ?? "";
  if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/i.test(peerEndpoint)) {
    throw new Failure("misconfigured", "A parameter is no endpoint.", { parameter: "peerEndpoint" });
  }
  const limits = z.safeParse(parameters, find("limits"));
  if (!limits.success) {
    throw new Failure("misconfigured", "A parameter holds no limits.", { parameter: "limits" });
  }
  return { peerEndpoint, limits: limits.data };
}
