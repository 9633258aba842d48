import type { PolicyComplianceFramework, Severity } from "@pulumi/policy";

export type Verb = "require" | "forbid" | "exact" | "limit";

/** Where a policy comes from, in two catalogues that auditors ask for. */
export interface Framework {
  /** Best practice of the AWS Well-Architected Framework. */
  readonly wellArchitected: `${"REL" | "SEC" | "OPS" | "PERF" | "COST"}${number}-BP${number}`;
  /** Controls of NIST SP 800-53 Rev. 5. */
  readonly nist: readonly [string, ...string[]];
}

export interface Meta {
  /** `<service>-<verb>-<thing>`, as the file path says it. */
  readonly name: `${string}-${Verb}-${string}`;
  readonly severity: Severity;
  /** Only when it is not the pack's own level, mandatory. A disabled policy is one that a profile asks for. */
  readonly level?: "advisory" | "disabled";
  /** The norm, in one sentence. */
  readonly law: string;
  /** Why, in a sentence or two. */
  readonly rationale: string;
  /** What to do; starts with a verb. */
  readonly remediation: string;
  /** The page of AWS's or Pulumi's documentation that says more. */
  readonly url: `https://${string}`;
  readonly framework: Framework;
}

export function complianceOf({ wellArchitected, nist }: Framework): PolicyComplianceFramework {
  return {
    name: "AWS Well-Architected Framework",
    version: "2025-02-25",
    reference: wellArchitected,
    specification: `NIST SP 800-53 Rev. 5: ${nist.join(", ")}`,
  };
}
