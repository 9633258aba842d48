import { partsOf } from "../../../model/graph/tokens";
import type { PolicyInfo } from "../../analyzer/reconcile";
import type { SourcePosition, Urn } from "../../graph";
import { regionsOf } from "../../picture/places";
import { serviceOf } from "../../picture/services";
import type { Severity } from "../../verdict";
import { exceptionsInWords } from "../exceptions";
import type { JudgedStack } from "../format";
import { isFresh } from "../known";
import { differenceOf, positionOf, shownName, shownType } from "../place";
import { SIGNS } from "./drawing";
import { breakable, html, type Markup, nothing } from "./markup";
import { type Line, tableOf } from "./table";

type Kind = "mandatory" | "advisory" | "undetermined" | "known" | "exempted" | "not judged";

/** One line of the table. */
interface Finding {
  readonly kind: Kind;
  /** What it would be if it were not known. */
  readonly was?: Kind;
  readonly stack: string;
  readonly severity: Severity | "";
  readonly policy: string;
  readonly urn: Urn;
  readonly summary: string;
  /** What else there is to say, a paragraph each. */
  readonly more: readonly string[];
  readonly law: PolicyInfo | undefined;
  readonly region: string;
  readonly source?: SourcePosition | undefined;
}

const KINDS: readonly Kind[] = ["mandatory", "advisory", "undetermined", "known", "exempted", "not judged"];
const KIND_SIGNS: Readonly<Record<Kind, string>> = { ...SIGNS, known: "=", exempted: "–", "not judged": "·" };
const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low", "unspecified"];

const TITLES = ["Verdict", "System", "Policy", "Resource", "Found", "Where"] as const;

/** More findings than these scroll in a frame of their own, so that what follows is not far. */
const FEW = 20;

/** What the policies say of all stacks, in one table that can be filtered. */
export function findingsOf(stacks: readonly JudgedStack[]): Markup {
  const findings = stacks.flatMap(listOf).sort(byWeight);
  if (findings.length === 0) {
    return html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2><p>Nothing is broken, undetermined, exempted or unjudged.</p></section>`;
  }
  const kind = findings.length > FEW ? "long" : "";
  return html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>
${filters(findings)}
${tableOf({ label: "Table of findings", titles: TITLES, lines: findings.map(rowOf), id: "findings-table", kind })}</section>`;
}

function byWeight(left: Finding, right: Finding): number {
  return KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) || rank(left.severity) - rank(right.severity);
}

function rank(severity: Finding["severity"]): number {
  return severity === "" ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

function listOf({ verdict, policies, resources }: JudgedStack): readonly Finding[] {
  const laws = new Map(policies.map((policy) => [policy.name, policy]));
  const regions = regionsOf(resources);
  const { stack } = verdict;
  const base = (urn: Urn, policy: string) => ({
    stack,
    urn,
    policy,
    law: laws.get(policy),
    region: regions.get(urn) ?? "",
  });
  return [
    ...verdict.violations.map((violation): Finding => {
      const [, ...more] = violation.message.split("\n");
      const { level, severity, urn, policy, source } = violation;
      return {
        ...base(urn, policy),
        ...kindOf(violation, level),
        severity,
        summary: differenceOf(violation),
        more,
        source,
      };
    }),
    ...verdict.undetermined.map((item): Finding => {
      const { urn, policy, reason, source } = item;
      return {
        ...base(urn, policy),
        ...kindOf(item, "undetermined"),
        severity: laws.get(policy)?.severity ?? "",
        summary: reason,
        more: [],
        source,
      };
    }),
    ...verdict.exempted.map(({ urn, policy, path, reason, owner, expires }): Finding => {
      const summary = `${path === "" ? "" : `${path}: `}${reason} (${owner}, until ${expires})`;
      return { ...base(urn, policy), kind: "exempted", severity: laws.get(policy)?.severity ?? "", summary, more: [] };
    }),
    ...verdict.excepted.map((item): Finding => {
      const { urn, policy, severity, source } = item;
      const more = [`Excepted by Pulumi: ${exceptionsInWords(item)}`];
      return { ...base(urn, policy), kind: "exempted", severity, summary: differenceOf(item), more, source };
    }),
    ...verdict.notJudged.map((item): Finding => {
      const { urn, reason } = item;
      return { ...base(urn, ""), ...kindOf(item, "not judged"), severity: "", summary: reason, more: [] };
    }),
  ];
}

/** What is known stands behind what decides, and says what it is. */
function kindOf(item: { readonly known?: true }, kind: Kind): Pick<Finding, "kind" | "was"> {
  return isFresh(item) ? { kind } : { kind: "known", was: kind };
}

/** Without a script there is nothing to filter with: the form is shown by the script. */
function filters(findings: readonly Finding[]): Markup {
  const some = (values: readonly string[]) => [...new Set(values)].filter((value) => value !== "");
  const services = some(findings.map(({ urn }) => serviceTitle(urn))).sort();
  return html`<form id="filters" hidden role="search" aria-label="Filter the findings">
<label>Search <input type="search" name="text" autocomplete="off"></label>
${choice(
  "kind",
  "Verdict",
  KINDS.filter((kind) => findings.some((finding) => finding.kind === kind)),
)}
${choice(
  "severity",
  "Severity",
  SEVERITIES.filter((severity) => findings.some((finding) => finding.severity === severity)),
)}
${choice("stack", "System", some(findings.map(({ stack }) => stack)))}
${choice("policy", "Policy", some(findings.map(({ policy }) => policy)).sort())}
${choice("region", "Region", some(findings.map(({ region }) => region)).sort())}
${choice("service", "Service", services)}
<button type="reset">Show all</button> <output id="shown" aria-live="polite">${findings.length} of ${findings.length}</output></form>`;
}

function choice(name: string, title: string, values: readonly string[]): Markup {
  return html`<label>${title} <select name="${name}"><option value="">all</option>${values.map((value) => html`<option>${value}</option>`)}</select></label>`;
}

/** The title of the box in which the picture shows the resource. */
function serviceTitle(urn: Urn): string {
  const type = shownType(urn);
  return partsOf(type).packageName === "aws" ? serviceOf(type).title : "The stack itself";
}

function rowOf(finding: Finding): Line {
  const { kind, was, severity, stack, policy, urn, summary, region, source } = finding;
  const state = kind === "not judged" ? "unjudged" : kind;
  const chip = html`<span class="chip ${state}">${KIND_SIGNS[kind]} ${kind}</span>`;
  const notes = [was ?? "", severity].filter((text) => text !== "").map((text) => html`<br><small>${text}</small>`);
  const type = html`<small>${breakable(shownType(urn))}${region === "" ? "" : ` · ${region}`}</small>`;
  return {
    state,
    attributes: html` data-kind="${kind}" data-severity="${severity}" data-stack="${stack}" data-policy="${policy}" data-region="${region}" data-service="${serviceTitle(urn)}"`,
    cells: [
      html`${chip}${notes}`,
      stack,
      html`<code>${policy}</code>`,
      html`<strong>${shownName(urn)}</strong><br>${type}`,
      html`${summary}${detailsOf(finding)}`,
      source === undefined ? "" : html`<small>${breakable(positionOf(source))}</small>`,
    ],
  };
}

function detailsOf({ urn, more, law: policy }: Finding): Markup {
  const norm = policy === undefined || policy.law === "" ? nothing : html`<p>${policy.law}</p>`;
  const remedy = more.length === 0 && policy !== undefined ? html`<p>${policy.remediation}</p>` : nothing;
  return html`<details><summary>Why and what to do</summary>${norm}${more.map((line) => html`<p>${line}</p>`)}${remedy}${linkTo(policy)}<p><small>${breakable(urn)}</small></p></details>`;
}

function linkTo(law: PolicyInfo | undefined): Markup {
  return law !== undefined && /^https?:\/\//.test(law.url)
    ? html`<p><a href="${law.url}" rel="noreferrer">${law.url}</a></p>`
    : nothing;
}
