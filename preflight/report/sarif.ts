import { createHash } from "node:crypto";
import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Invocation, Location, Notification, ReportingDescriptor, Result, Run, ToolComponent } from "sarif";
import type { PolicyInfo } from "../analyzer/reconcile";
import type { Comparison } from "../comparison/compare";
import type { SourcePosition } from "../graph";
import { nameOf } from "../monitor/urn";
import type { Severity, Violation } from "../verdict";
import { readVersion } from "../version";
import { exceptionsInWords } from "./exceptions";
import type { Format, JudgedStack, Report, StackFailure } from "./format";
import { jsonDocument, mapped } from "./pieces";
import { differenceOf } from "./place";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  unspecified: "warning",
};

/** Within the bounds that code scanning gives its four words. */
const SECURITY_SEVERITY: Readonly<Partial<Record<Severity, string>>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
};

const KNOWN = "Recorded as known";

/** For code scanning: one run per stack. */
export const formatSarif: Format = (report) =>
  jsonDocument({ $schema: SCHEMA, version: "2.1.0" }, "runs", runsOf(report));

function* runsOf({ stacks, failures, comparison }: Report): Iterable<Run> {
  yield* mapped(stacks, (stack) => runOf(stack, comparison));
  yield* failures.map(failedRunOf);
}

function runOf(stack: JudgedStack, comparison: Comparison | undefined): Run {
  const rules = rulesOf(stack);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const { verdict, origin } = stack;
  const identify = makeFingerprints();
  const compared = comparison?.stacks.find((candidate) => candidate.stack === verdict.stack);
  const fresh = compared === undefined ? undefined : new Set<Violation>(compared.newViolations);
  return {
    tool: { driver: driverWith(rules) },
    automationDetails: { id: `dr-guardrails/${verdict.stack}/` },
    columnKind: "utf16CodeUnits",
    invocations: [invocationOf(stack)],
    results: verdict.violations.map((violation) => ({
      ...resultOf(violation, origin),
      ruleIndex: indexes.get(violation.policy) ?? -1,
      partialFingerprints: identify(violation),
      ...(violation.known === true ? { suppressions: [{ kind: "external" as const, justification: KNOWN }] } : {}),
      ...(fresh === undefined ? {} : { baselineState: fresh.has(violation) ? "new" : "unchanged" }),
    })),
    properties: {
      profile: verdict.profile ?? "(defaults of the pack)",
      resources: verdict.resources,
      rtoSeconds: verdict.budget.rtoSeconds,
      rpoSeconds: verdict.budget.rpoSeconds,
    },
  };
}

function failedRunOf({ stack, message, detail }: StackFailure): Run {
  const text = detail === "" ? message : `${message}\n${detail}`;
  return {
    tool: { driver: driverWith([]) },
    automationDetails: { id: `dr-guardrails/${stack}/` },
    invocations: [{ executionSuccessful: false, toolExecutionNotifications: [{ level: "error", message: { text } }] }],
    results: [],
  };
}

function driverWith(rules: ReportingDescriptor[]): ToolComponent {
  const version = readVersion();
  return { name: "dr-guardrails", version, semanticVersion: version, rules };
}

/** Every policy of the pack, and any that a finding names besides. */
function rulesOf({ policies, verdict }: JudgedStack): ReportingDescriptor[] {
  const known = new Set(policies.map(({ name }) => name));
  const others = new Map(
    verdict.violations.filter(({ policy }) => !known.has(policy)).map((violation) => [violation.policy, violation]),
  );
  return [
    ...policies.map(ruleOf),
    ...[...others.values()].map(({ policy, severity }) => ({ id: policy, ...ratingOf(severity) })),
  ];
}

function ruleOf({ name, law, remediation, url, severity }: PolicyInfo): ReportingDescriptor {
  const help = [law, remediation].filter((text) => text !== "").join("\n");
  return {
    id: name,
    ...(law === "" ? {} : { shortDescription: { text: law }, fullDescription: { text: law } }),
    ...(help === "" ? {} : { help: { text: help } }),
    ...(isWebAddress(url) ? { helpUri: url } : {}),
    ...ratingOf(severity),
  };
}

function ratingOf(severity: Severity): Pick<ReportingDescriptor, "defaultConfiguration" | "properties"> {
  const score = SECURITY_SEVERITY[severity];
  return {
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ["disaster-recovery", "reliability", "security"],
      ...(score === undefined ? {} : { "security-severity": score }),
    },
  };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

function resultOf(violation: Violation, origin: string): Result {
  const { policy, severity, level, urn, source, message } = violation;
  const rated = LEVELS[severity];
  return {
    ruleId: policy,
    kind: "fail",
    level: level === "advisory" && rated === "error" ? "warning" : rated,
    message: { text: `${nameOf(urn)}: ${message}` },
    locations: [locationOf(urn, source, origin)],
    properties: { enforcement: level, severity, path: violation.path, got: violation.got, want: violation.want },
  };
}

/** Where the program makes the resource, or else the file that the stack was read from; and its URN. */
function locationOf(urn: string, source: SourcePosition | undefined, origin: string): Location {
  const region = { startLine: source?.line ?? 1, ...(source?.column ? { startColumn: source.column } : {}) };
  return {
    physicalLocation: { artifactLocation: artifactOf(source?.file ?? origin), region },
    logicalLocations: [{ name: nameOf(urn), fullyQualifiedName: urn, kind: "resource" }],
  };
}

const HALF_CHARACTER = /\p{Cs}/gu;

function artifactOf(path: string): { uri: string; uriBaseId?: string } {
  const file = path.replace(HALF_CHARACTER, "\ufffd");
  return isAbsolute(file)
    ? { uri: pathToFileURL(file).href }
    : { uri: file.split(sep).map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}

/**
 * What makes a finding the same one in the next run: policy, resource and path, never the line, since one line of a
 * component makes many resources. Findings that share all three are numbered.
 */
function makeFingerprints(): (violation: Violation) => Record<string, string> {
  const seen = new Map<string, number>();
  return ({ policy, urn, path }) => {
    const hash = createHash("sha256")
      .update(JSON.stringify([policy, urn, path]))
      .digest("hex")
      .slice(0, 32);
    const number = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, number);
    return { primaryLocationLineHash: `${hash}:${number}`, "policyResourcePath/v1": `${hash}:${number}` };
  };
}

/**
 * What was not decided, or is excused: said about the run and not as results, because code scanning raises an alert for
 * every result, whatever its kind.
 */
function invocationOf({ verdict, origin }: JudgedStack): Invocation {
  const told = (
    level: Notification["level"],
    text: string,
    policy?: string,
    urn?: string,
    source?: SourcePosition,
  ) => ({
    level,
    message: { text },
    ...(policy === undefined ? {} : { associatedRule: { id: policy } }),
    ...(urn === undefined ? {} : { locations: [locationOf(urn, source, origin)] }),
  });
  return {
    executionSuccessful: true,
    toolExecutionNotifications: [
      ...verdict.undetermined.map(({ policy, urn, reason, source }) =>
        told("warning", `${nameOf(urn)} is undetermined: ${reason}`, policy, urn, source),
      ),
      ...verdict.notJudged.map(({ urn, reason }) =>
        told("warning", `${nameOf(urn)} was not judged: ${reason}`, undefined, urn),
      ),
      ...verdict.exempted.map(({ policy, urn, path, reason, owner, expires }) =>
        told("note", `${nameOf(urn)} ${path} is exempted until ${expires} by ${owner}: ${reason}`, policy, urn),
      ),
      ...verdict.unusedExemptions.map(({ policy, urn, owner, expires }) =>
        told("note", `The exemption of ${urn} by ${owner} until ${expires} covers nothing`, policy),
      ),
      ...verdict.excepted.map((item) =>
        told(
          "note",
          `${nameOf(item.urn)} ${differenceOf(item)}, excepted by Pulumi: ${exceptionsInWords(item)}`,
          item.policy,
          item.urn,
          item.source,
        ),
      ),
      ...verdict.unusedExceptions.map(({ id, urn }) =>
        told("note", `Exception ${id} covers nothing of ${nameOf(urn)}`, undefined, urn),
      ),
      ...verdict.notes.map((note) => told("note", note)),
    ],
  };
}
