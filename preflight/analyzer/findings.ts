import type { Urn } from "../graph";
import type { AnalyzeDiagnostic, AnalyzeResponse } from "../protocol/messages";
import type { Exempted, Findings, Severity, Undetermined, Violation } from "../verdict";
import { Quota } from "./quota";

/** By `PolicySeverity`. */
const SEVERITIES: readonly Severity[] = ["unspecified", "low", "medium", "high", "critical"];

/** One that a later protocol has is unspecified. */
export function severityOf(severity: number): Severity {
  return SEVERITIES[severity] ?? "unspecified";
}

/** Where a diagnostic belongs, and what its policy says of itself. */
export interface DiagnosticContext {
  /** Picks the resource a diagnostic is about. */
  locate(named: Urn): Urn;
  severityOf(policy: string): Severity;
}

/** Sorts a pack's answer into violations, undetermined verdicts and exemptions, as many as there is room for. */
export function readResponse(
  response: AnalyzeResponse,
  context: DiagnosticContext,
  quota = new Quota(),
): Omit<Findings, "passes"> {
  const violations: Violation[] = [];
  const undetermined: Undetermined[] = [];
  for (const diagnostic of response.diagnostics) {
    if (!quota.takes(kindOf(diagnostic))) {
      continue;
    }
    const unknowns = parseUndetermined(diagnostic, context);
    if (unknowns === undefined) {
      violations.push(readViolation(diagnostic, context));
    } else {
      undetermined.push(...unknowns);
    }
  }
  const exempted = response.notApplicable
    .flatMap(({ policyName, reason }) => parseExempted(policyName, reason))
    .filter(() => quota.takes("other"));
  return { violations, undetermined, exempted };
}

function kindOf(diagnostic: AnalyzeDiagnostic): "mandatory" | "other" {
  const isOther = isAdvisory(diagnostic) || UNDETERMINED.test(diagnostic.message);
  return isOther ? "other" : "mandatory";
}

/** Of `EnforcementLevel`. */
const ADVISORY = 0;

function isAdvisory(diagnostic: AnalyzeDiagnostic): boolean {
  return diagnostic.enforcementLevel === ADVISORY;
}

function readViolation(diagnostic: AnalyzeDiagnostic, context: DiagnosticContext): Violation {
  const message = withoutDescription(diagnostic);
  const severity = severityOf(diagnostic.severity);
  const policy = diagnostic.policyName;
  return {
    policy,
    level: isAdvisory(diagnostic) ? "advisory" : "mandatory",
    severity: severity === "unspecified" ? context.severityOf(policy) : severity,
    urn: context.locate(diagnostic.urn),
    ...parseFinding(message),
    message,
  };
}

/** The SDK puts the policy's description above each message. */
function withoutDescription(diagnostic: AnalyzeDiagnostic): string {
  const message = diagnostic.message;
  const heading = `${diagnostic.description}\n`;
  return message.startsWith(heading) ? message.slice(heading.length) : message;
}

/** `<path> is <got>, expected <want>`; a message of any other shape has no parts. */
function parseFinding(message: string): { path: string; got: string; want: string } {
  const [line = ""] = message.split("\n");
  // Without its end the pattern would try every " is " of a long text.
  const match = !line.includes(", expected ")
    ? null
    : /^(\S(?:[^"]|"(?:[^"\\]|\\.)*")*?) is (.*?), expected (.*)$/.exec(line);
  return { path: match?.[1] ?? "", got: match?.[2] ?? "", want: match?.[3] ?? "" };
}

const UNDETERMINED = /^can't run policy '.*?' from policy pack '.*?' during preview: /s;
const ITEM = /^\w+ value at \.(.*?)(?: of (urn:pulumi:.*))? can't be known during preview$/s;
const ITEM_END = "can't be known during preview";

/** The unknown values that kept a policy from judging; undefined when the diagnostic is a violation. */
function parseUndetermined(
  diagnostic: AnalyzeDiagnostic,
  context: DiagnosticContext,
): readonly Undetermined[] | undefined {
  const message = diagnostic.message;
  const prefix = UNDETERMINED.exec(message)?.[0];
  if (prefix === undefined) {
    return undefined;
  }
  const policy = diagnostic.policyName;
  const items = message.slice(prefix.length).split(new RegExp(`(?<=${ITEM_END}); `));
  return items.map((reason) => {
    const [, path = "", urn = ""] = ITEM.exec(reason) ?? [];
    return { policy, urn: context.locate(urn), path: propertyPath(path), reason };
  });
}

/** The SDK joins segments by dots; Pulumi writes list items and unusual names in brackets. */
function propertyPath(dotted: string): string {
  return dotted
    .split(".")
    .filter((segment) => segment !== "")
    .map((segment) => {
      if (/^\d+$/.test(segment)) {
        return `[${segment}]`;
      }
      return /^[A-Za-z_]\w*$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
    })
    .join("")
    .replace(/^\./, "");
}

const EXEMPTED = "exempted ";
const EXEMPTED_FIELDS = ["urn", "path", "reason", "owner", "expires"] as const;

function parseExempted(policy: string, reason: string): readonly Exempted[] {
  const list = reason.startsWith(EXEMPTED) ? parseJson(reason.slice(EXEMPTED.length)) : undefined;
  return Array.isArray(list) ? list.filter(isExemption).map((exemption) => ({ policy, ...exemption })) : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isExemption(value: unknown): value is Omit<Exempted, "policy"> {
  return (
    typeof value === "object" &&
    value !== null &&
    EXEMPTED_FIELDS.every((field) => typeof (value as Record<string, unknown>)[field] === "string")
  );
}
