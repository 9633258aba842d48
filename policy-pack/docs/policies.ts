import type { Rule } from "../engine/rule";
import { readSnippet } from "../guide/snippet";
import { grouped } from "./groups";
import { policyTable } from "./table";
import { targetsOf } from "./targets";

const intro = `# The policies

Written by \`npm run docs\` from the policies themselves. The tables say what each policy asks, grouped by what it protects; below them, each policy has its reason, its remedy, its settings with their defaults, and what an auditor may file it under: a best practice of the AWS Well-Architected Framework and controls of NIST SP 800-53 Rev. 5. CrossGuard publishes the same references with each policy.

The level is the one of the pack alone; a [profile](profiles.md) chooses others. \`npx dr-guardrails explain NAME\` shows a policy with the profiles that set it and an exemption to copy. A program as a diff fails a policy with its \`-\` lines, for what is said above it, and passes with its \`+\` lines; each was run.

A finding of a policy about one resource names that resource. A policy about a whole stack names the resource to change, of a type that is said below. The name, Pulumi's URN, is what [an exemption](profiles.md#exemptions) and [an exception of Pulumi's](profiles.md#exceptions-of-pulumis-own) are written for: a policy that names another resource than before breaks them, and the changelog says so.
`;

/** Every policy with its reason, its remedy and its references, as markdown. */
export function policyPages(rules: readonly Rule[]): string {
  return [intro, ...grouped(rules).map(tableOf), ...rules.map(pageOf), indexOf(rules)].join("\n");
}

function tableOf([title, rules]: readonly [string, readonly Rule[]]): string {
  return [`## ${title}`, "", policyTable(rules), ""].join("\n");
}

function pageOf(rule: Rule): string {
  const { meta, config } = rule;
  const settings = Object.entries(config).map(
    ([name, field]) => `- \`${name}\` (\`${JSON.stringify(field.default)}\`): ${field.description}`,
  );
  return [
    `## ${meta.name}`,
    "",
    `**${meta.law}** ${meta.rationale}`,
    "",
    `${meta.remediation} ([more](${meta.url}))`,
    "",
    `Severity ${meta.severity}, level ${meta.level ?? "mandatory"}. Well-Architected ${meta.framework.wellArchitected}; NIST ${meta.framework.nist.join(", ")}.`,
    "",
    ...(rule.kind === "stack" ? [placesOf(targetsOf(rule)), ""] : []),
    ...(settings.length === 0 ? [] : [...settings, ""]),
    ...programOf(meta.name),
  ].join("\n");
}

/** The program that fails and passes, as a diff. */
function programOf(policy: string): readonly string[] {
  const { at, settings, lines } = readSnippet(policy);
  const words = settings === undefined ? "" : `, with \`${JSON.stringify(settings)}\``;
  return [`Finding: \`${at}\`${words}.`, "", "```diff", ...lines, "```", ""];
}

function placesOf(types: readonly string[] | undefined): string {
  return types === undefined
    ? "About a stack: a finding names the resource that differs, of whatever type."
    : `About a stack: a finding names ${types.map((type) => `\`${type}\``).join(" or ")}.`;
}

/** The policies by control: what an auditor looks up. */
function indexOf(rules: readonly Rule[]): string {
  const byReference = new Map<string, string[]>();
  for (const { meta } of rules) {
    for (const reference of [meta.framework.wellArchitected, ...meta.framework.nist]) {
      byReference.set(reference, [...(byReference.get(reference) ?? []), meta.name]);
    }
  }
  const rows = [...byReference]
    .sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true }))
    .map(([reference, names]) => `| ${reference} | ${names.map((name) => `[${name}](#${name})`).join(", ")} |`);
  return ["## By reference", "", "| Reference | Policies |", "| --- | --- |", ...rows, ""].join("\n");
}
