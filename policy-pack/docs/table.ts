import type { Rule } from "../engine/rule";

/** The laws as a markdown table, in the order given. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map(({ meta, config }) => [
    `[\`${meta.name}\`](${meta.url})`,
    meta.level === undefined ? meta.severity : `${meta.severity}, ${meta.level}`,
    meta.law,
    Object.entries(config)
      .map(([name, field]) => `\`${name}\` = \`${JSON.stringify(field.default)}\``)
      .join("<br/>"),
  ]);
  return [["Policy", "Severity", "Law", "Config and its default"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`)
    .join("\n");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

const start = "<!-- rules:start -->";
const end = "<!-- rules:end -->";

/** A document with the table between its markers. Throws when it does not have both, in order and once. */
export function withTable(document: string, table: string): string {
  const [before, rest, ...more] = document.split(start);
  const [, after, ...others] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || others.length > 0) {
    throw new Error(
      `README.md: expected ${start} and ${end}, each once and in this order; add them where the table belongs`,
    );
  }
  return `${before}${start}\n\n${table}\n\n${end}${after}`;
}
