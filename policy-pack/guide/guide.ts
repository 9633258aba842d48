import type { Rule } from "../engine/rule";

/** What a policy says beyond what the analyzer protocol carries: why, and what passes and fails. */
interface Guide {
  readonly rationale: string;
  readonly pass: readonly GuideExample[];
  readonly fail: readonly GuideExample[];
}

interface GuideExample {
  /** Reads on after "passes when" and "fails when". */
  readonly because: string;
  readonly given: unknown;
  readonly config?: unknown;
  /** The paths that the verdict names. */
  readonly at?: readonly string[];
}

interface Example {
  readonly because: string;
  readonly given: unknown;
  readonly config?: unknown;
  readonly at?: readonly string[];
}

/** The guide to the policies, by name, as JSON. */
export function writtenGuide(rules: readonly Rule[]): string {
  const entries = rules.map((rule) => [rule.meta.name, guideOf(rule)] as const);
  return `${JSON.stringify({ schemaVersion: 1, policies: Object.fromEntries(entries) })}\n`;
}

function guideOf({ meta, examples }: Rule): Guide {
  return { rationale: meta.rationale, pass: examples.pass.map(exampleOf), fail: examples.fail.map(exampleOf) };
}

function exampleOf({ because, given, config, at }: Example): GuideExample {
  return {
    because,
    given,
    ...(config === undefined ? {} : { config }),
    ...(at === undefined ? {} : { at }),
  };
}
