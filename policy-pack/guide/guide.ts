import type { Rule } from "../engine/rule";
import { readSnippet, type Snippet } from "./snippet";

/** What a policy says beyond what the analyzer protocol carries: why, and a program that fails and passes. */
interface Guide {
  readonly rationale: string;
  readonly snippet: Snippet;
}

/** The guide to the policies, by name, as JSON. */
export function writtenGuide(rules: readonly Rule[]): string {
  const entries = rules.map(({ meta: { name, rationale } }): readonly [string, Guide] => [
    name,
    { rationale, snippet: readSnippet(name) },
  ]);
  return `${JSON.stringify({ schemaVersion: 1, policies: Object.fromEntries(entries) })}\n`;
}
