import type { PackInfo } from "../analyzer/pack";
import type { PolicyInfo } from "../analyzer/reconcile";
import type { Example, Guide } from "../guide/read";
import { printable, printableLines } from "./printable";
import { formatTable } from "./table";

/** Every policy with its policy. */
export function listPolicies({ policies }: PackInfo): string {
  const rows = policies.map(({ name, severity, law }) => [name, severity, law].map(printable));
  return `${formatTable(["policy", "severity", "law"], rows)}\n`;
}

/** All there is to know about a policy. `guide` is what the pack says beyond the protocol. */
export function explainPolicy(policy: PolicyInfo, guide: Guide[string] | undefined): string {
  const { name, severity, level, law, remediation, url } = policy;
  const facts = [
    ["why", guide?.rationale ?? ""],
    ["do", remediation],
    ["read", url],
  ].filter(([, text]) => text !== "");
  const parts = [
    `${printable(name)} (${severity}, ${level})\n${printable(law)}`,
    facts.map(([title = "", text = ""]) => `${title.padEnd(6)}${printableLines(text).join("\n      ")}`).join("\n"),
    settingsOf(policy),
    ...examplesOf("Passes", guide?.pass ?? []),
    ...examplesOf("Fails", guide?.fail ?? []),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What a profile may set, and what applies when it does not. */
function settingsOf({ name, properties }: PolicyInfo): string {
  const rows = Object.entries(properties).map(([key, schema]) => {
    const { type, description, default: value } = schema as Readonly<Record<string, unknown>>;
    return [key, kindOf(type), value === undefined ? "" : JSON.stringify(value), String(description ?? "")].map(
      printable,
    );
  });
  return rows.length === 0
    ? ""
    : `In a profile: "${printable(name)}": { "enforcementLevel": "advisory", ... } with\n${indent(formatTable(["setting", "type", "default", ""], rows))}`;
}

function kindOf(type: unknown): string {
  return Array.isArray(type) ? type.join(" or ") : String(type ?? "any");
}

/** The first in full, the others in a line each. */
function examplesOf(verdict: "Passes" | "Fails", [first, ...others]: readonly Example[]): readonly string[] {
  const lines = others.map(({ because, at }) => `${verdict} when ${placed(because, at)}`);
  return [
    ...(first === undefined ? [] : [exampleText(verdict, first)]),
    ...(lines.length === 0 ? [] : [lines.join("\n")]),
  ];
}

function placed(because: string, at: readonly string[] | undefined): string {
  return printable(`${because}${at === undefined ? "" : `, at ${at.join(", ")}`}`);
}

function exampleText(verdict: "Passes" | "Fails", { because, given, config, at }: Example): string {
  const settings = config === undefined ? [] : [`with ${printable(JSON.stringify(config))}`];
  const lines = [...settings, ...printableLines(JSON.stringify(given, null, 2) ?? "")];
  return `${verdict} when ${placed(because, at)}\n${indent(lines.join("\n"))}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
