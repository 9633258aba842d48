import { matchesWildcard } from "../../model/aws/wildcard";
import type { PolicyInfo } from "../analyzer/reconcile";
import { PreflightError } from "../problem";
import type { Pass, Severity, Verdict } from "../verdict";
import { nearestNames } from "./nearest";

export interface FilterOptions {
  /** Patterns of policy names; every policy when there is none. */
  readonly policy: readonly string[];
  /** The lowest severity that is reported. */
  readonly severity?: string;
}

/** From the worst on. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/** At least as severe; a severity that nobody has said may be any. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severity === "unspecified" || SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** Which findings a report is about. */
export class Filter {
  private readonly least: Severity | undefined;
  private readonly severities = new Map<string, Severity>();

  /** Throws a PreflightError for a severity that there is not. */
  constructor(private readonly options: FilterOptions) {
    this.least = options.severity === undefined ? undefined : readSeverity(options.severity);
  }

  get isOpen(): boolean {
    return this.options.policy.length === 0 && this.least === undefined;
  }

  /** True for findings of a policy that are reported; `severity` of the finding where it has one of its own. */
  readonly passes = (policy: string, severity?: Severity): boolean => {
    const { policy: patterns } = this.options;
    const isNamed = patterns.length === 0 || patterns.some((pattern) => matchesWildcard(pattern, policy));
    const known = severity ?? this.severities.get(policy) ?? "unspecified";
    return isNamed && (this.least === undefined || isAtLeast(known, this.least));
  };

  /** What is left of a stack's findings, with a note that says so. Throws a PreflightError for a pattern that matches no policy. */
  apply<Found extends { readonly verdict: Verdict; readonly passes: readonly Pass[] }>(
    found: Found,
    policies: readonly PolicyInfo[],
  ): Found {
    if (this.isOpen) {
      return found;
    }
    this.rejectUnknown(policies);
    for (const { name, severity } of policies) {
      this.severities.set(name, severity);
    }
    const { verdict } = found;
    const isOf = ({ policy }: { readonly policy: string }) => this.passes(policy);
    return {
      ...found,
      passes: found.passes.filter(isOf),
      verdict: {
        ...verdict,
        violations: verdict.violations.filter(({ policy, severity }) => this.passes(policy, severity)),
        undetermined: verdict.undetermined.filter(isOf),
        exempted: verdict.exempted.filter(isOf),
        unusedExemptions: verdict.unusedExemptions.filter(isOf),
        excepted: verdict.excepted.filter(({ policy, severity }) => this.passes(policy, severity)),
        unusedExceptions: verdict.unusedExceptions.filter(({ policies: names }) =>
          names.some((policy) => this.passes(policy)),
        ),
        notes: [...verdict.notes, this.words()],
      },
    };
  }

  private words(): string {
    const { policy, severity } = this.options;
    const parts = [
      ...(policy.length === 0 ? [] : [`of policies that match ${policy.join(" or ")}`]),
      ...(severity === undefined ? [] : [`of severity ${severity} or above`]),
    ];
    return `Only findings ${parts.join(", ")} are reported and decide the exit status.`;
  }

  private rejectUnknown(policies: readonly PolicyInfo[]): void {
    const names = policies.map(({ name }) => name);
    const lost = this.options.policy.find((pattern) => !names.some((name) => matchesWildcard(pattern, name)));
    if (lost !== undefined) {
      throw new PreflightError(
        `--policy ${JSON.stringify(lost)} matches no policy of the pack; the nearest names are ${nearestNames(lost, names).join(", ")}`,
      );
    }
  }
}

function readSeverity(text: string): Severity {
  const severity = SEVERITIES.find((name) => name === text);
  if (severity === undefined) {
    throw new PreflightError(`--severity is ${JSON.stringify(text)}, expected one of ${SEVERITIES.join(", ")}`);
  }
  return severity;
}
