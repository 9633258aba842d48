import type { Rule } from "../engine/rule";

/** The policies as a markdown table, in the order given; each name leads to its section of the same page. */
export function policyTable(rules: readonly Rule[]): string {
  const rows = rules.map(({ meta }) => [
    `[\`${meta.name}\`](#${meta.name})`,
    meta.severity,
    meta.level ?? "mandatory",
    meta.law,
  ]);
  return [["Policy", "Severity", "Level", "Asks"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`)
    .join("\n");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
