import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A small Pulumi program that fails a policy, and what makes it pass: a file beside the policy, as a diff. */
export interface Snippet {
  /** What a profile sets for it; nothing when the policy's defaults do. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The finding: the resource's name and the path. */
  readonly at: string;
  /** `- ` begins a line of the program that fails, `+ ` one of the program that passes, two spaces one of both. */
  readonly lines: readonly string[];
}

const folder = join(__dirname, "..", "rules");

/** The snippet of a policy, by its name. Throws when it has none. */
export function readSnippet(policy: string): Snippet {
  const file = join(folder, `${policy.replace("-", "/")}.diff`);
  if (!existsSync(file)) {
    throw new Error(`${file} does not exist, expected the program that fails ${policy}`);
  }
  return parseSnippet(readFileSync(file, "utf8"));
}

/** Reads `# settings {...}` and `# at NAME PATH`, and after them the diff. */
export function parseSnippet(text: string): Snippet {
  const all = text.trimEnd().split("\n");
  const start = all.findIndex((line) => !line.startsWith("# "));
  const head = new Map(all.slice(0, start).map((line) => split(line.slice("# ".length))));
  const settings = head.get("settings");
  return {
    ...(settings === undefined ? {} : { settings: JSON.parse(settings) }),
    at: head.get("at") ?? "",
    lines: all.slice(start),
  };
}

function split(line: string): readonly [word: string, rest: string] {
  const [word = "", ...rest] = line.split(" ");
  return [word, rest.join(" ")];
}

/** One of the two programs that a snippet holds. */
export function programOf({ lines }: Pick<Snippet, "lines">, which: "fails" | "passes"): string {
  const other = which === "fails" ? "+" : "-";
  return `${lines
    .filter((line) => !line.startsWith(other))
    .map((line) => line.slice(2))
    .join("\n")}\n`;
}
