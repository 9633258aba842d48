import type { Urn } from "../graph";
import type { AnalyzeResponse } from "../protocol/messages";
import type { Pass } from "../verdict";
import type { EffectiveConfig, PolicyInfo } from "./reconcile";

/** Which policies a pack is run with, by what they judge. */
export class Bench {
  private readonly names: Readonly<Record<"resource" | "stack", readonly string[]>>;

  constructor(policies: readonly PolicyInfo[], config: EffectiveConfig) {
    const named = (judges: PolicyInfo["judges"]) =>
      policies
        .filter((policy) => policy.judges === judges && config.get(policy.name)?.level !== "disabled")
        .map(({ name }) => name);
    this.names = { resource: named("resource"), stack: named("stack") };
  }

  /** The policies of a kind that an answer does not name: they judged, and found nothing. */
  passes(judges: "resource" | "stack", response: AnalyzeResponse, urn: Urn): readonly Pass[] {
    const named = new Set([
      ...response.diagnostics.map(({ policyName }) => policyName),
      ...response.notApplicable.map(({ policyName }) => policyName),
    ]);
    return this.names[judges].filter((policy) => !named.has(policy)).map((policy) => ({ policy, urn }));
  }
}
