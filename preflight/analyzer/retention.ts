import { matchesWildcard } from "../../model/aws/wildcard";
import type { GraphResource } from "../graph";
import { isProviderType } from "../monitor/urn";
import type { Exempted, Findings, UnusedExemption, Violation } from "../verdict";
import type { EffectiveConfig, EffectivePolicy, PolicyInfo } from "./reconcile";

/** The policy that a pack states and cannot see broken: the option is absent from the analyzer protocol. */
export const RETENTION_POLICY = "resource-forbid-retention";
const PATH = "options.retainOnDelete";

/** An entry of a policy's `exemptions`. */
export type Exemption = Omit<UnusedExemption, "policy">;

/**
 * Judges `retainOnDelete` for a pack that has the policy, at the level and with the exemptions it is run with.
 * `today` is an ISO date in UTC; an exemption still holds on its last day.
 */
export function judgeRetention(
  resources: readonly GraphResource[],
  policies: readonly PolicyInfo[],
  config: EffectiveConfig,
  today: string,
): Omit<Findings, "passes"> {
  const policy = policies.find(({ name }) => name === RETENTION_POLICY);
  const effective = config.get(RETENTION_POLICY);
  if (policy === undefined || effective === undefined || effective.level === "disabled") {
    return { violations: [], undetermined: [], exempted: [] };
  }
  const retained = resources.filter(
    ({ custom, type, options }) => custom && !isProviderType(type) && options.retainOnDelete,
  );
  const violations: Violation[] = [];
  const exempted: Exempted[] = [];
  for (const { urn } of retained) {
    const cover = findCover(exemptionsOf(effective), urn, today);
    if (cover === undefined || cover.expires < today) {
      violations.push(violationOf(urn, policy, effective, cover));
    } else {
      const { reason, owner, expires } = cover;
      exempted.push({ policy: RETENTION_POLICY, urn, path: PATH, reason, owner, expires });
    }
  }
  return { violations, undetermined: [], exempted };
}

function violationOf(
  urn: string,
  { severity, remediation }: PolicyInfo,
  { level }: EffectivePolicy,
  expired: Exemption | undefined,
): Violation {
  const lines = [
    `${PATH} is true, expected false`,
    remediation,
    expired === undefined ? "" : `An exemption by ${expired.owner} expired on ${expired.expires}.`,
  ];
  return {
    policy: RETENTION_POLICY,
    level: level === "advisory" ? "advisory" : "mandatory",
    severity,
    urn,
    path: PATH,
    got: "true",
    want: "false",
    message: lines.filter((line) => line !== "").join("\n"),
  };
}

/** The exemptions of a policy's config that are whole; the schema has refused others where the pack has one. */
export function exemptionsOf({ properties }: EffectivePolicy): readonly Exemption[] {
  const list = Array.isArray(properties.exemptions) ? properties.exemptions : [];
  return list.filter(
    (entry): entry is Exemption =>
      typeof entry === "object" &&
      entry !== null &&
      ["urn", "reason", "owner", "expires"].every((field) => typeof entry[field] === "string"),
  );
}

function findCover(exemptions: readonly Exemption[], urn: string, today: string): Exemption | undefined {
  const covers = exemptions.filter(({ urn: pattern, path }) => matchesWildcard(pattern, urn) && coversPath(path));
  return covers.find(({ expires }) => expires >= today) ?? covers[0];
}

function coversPath(path: string | undefined): boolean {
  return path === undefined || path === PATH || PATH.startsWith(`${path}.`);
}
