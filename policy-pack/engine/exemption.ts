import { matchesWildcard } from "../../model/aws/wildcard";
import { isAtOrBelow, path } from "../../model/graph/path";
import type { Finding } from "./finding";

/** A finding that somebody answers for, until a day. */
export interface Exemption {
  /** URN in which `*` stands for anything. */
  readonly urn: string;
  /** Property path; findings at it or below it are exempt. All of the resource when left out. */
  readonly path?: string;
  readonly reason: string;
  readonly owner: string;
  /** ISO date (UTC); the day itself still counts. */
  readonly expires: string;
}

export const exemptionsField = {
  type: "array",
  description: "Findings that somebody answers for until a day: urn (glob), path, reason, owner, expires.",
  default: [],
  items: {
    type: "object",
    required: ["urn", "reason", "owner", "expires"],
    additionalProperties: false,
    properties: {
      urn: { type: "string", minLength: 1 },
      path: { type: "string", minLength: 1 },
      reason: { type: "string", minLength: 1 },
      owner: { type: "string", minLength: 1 },
      expires: { type: "string", pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$", format: "date" },
    },
  },
} as const;

/** The exemption that covers a finding, and whether its day has passed. */
export interface Cover {
  readonly exemption: Exemption;
  readonly expired: boolean;
}

/** The standing exemption if there is one, otherwise an expired one, otherwise nothing. */
export function findCover(exemptions: readonly Exemption[], urn: string, at: string, today: string): Cover | undefined {
  const covers = exemptions
    .filter((exemption) => matchesWildcard(exemption.urn, urn))
    .filter((exemption) => exemption.path === undefined || isAtOrBelow(exemption.path, at))
    .map((exemption) => ({ exemption, expired: exemption.expires < today }));
  return covers.find(({ expired }) => !expired) ?? covers[0];
}

export interface ParsedExemptions {
  readonly exemptions: readonly Exemption[];
  /** Malformed entries: the engine's schema check refuses them, a direct caller hears of them here. */
  readonly problems: readonly Finding[];
}

const none: ParsedExemptions = { exemptions: [], problems: [] };
/** A policy's config is the same list for every resource of a run. */
const parsed = new WeakMap<readonly unknown[], ParsedExemptions>();

/** Reads the `exemptions` of a config. A malformed one exempts nothing and is a problem to report. */
export function parseExemptions(raw: unknown): ParsedExemptions {
  if (raw === undefined) {
    return none;
  }
  if (!Array.isArray(raw)) {
    return { exemptions: [], problems: [{ at: path("exemptions"), got: raw, want: "a list" }] };
  }
  const known = parsed.get(raw) ?? parseList(raw);
  parsed.set(raw, known);
  return known;
}

function parseList(raw: readonly unknown[]): ParsedExemptions {
  const exemptions: Exemption[] = [];
  const problems: Finding[] = [];
  raw.forEach((entry: unknown, index) => {
    const found = problemsOf(entry, index);
    problems.push(...found);
    if (found.length === 0) {
      exemptions.push(entry as Exemption);
    }
  });
  return { exemptions, problems };
}

const words: readonly string[] = ["urn", "reason", "owner", "expires"];

function problemsOf(entry: unknown, index: number): readonly Finding[] {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    return [{ at: path("exemptions", index), got: entry, want: "an object with urn, reason, owner and expires" }];
  }
  const fields = entry as Readonly<Record<string, unknown>>;
  const at = (name: string) => path("exemptions", index, name);
  const isText = (value: unknown) => typeof value === "string" && value.trim() !== "";
  const problems: Finding[] = words
    .filter((name) => !isText(fields[name]))
    .map((name) => ({ at: at(name), got: fields[name], want: "a text" }));
  if (fields.path !== undefined && !isText(fields.path)) {
    problems.push({ at: at("path"), got: fields.path, want: "a property path" });
  }
  if (isText(fields.expires) && !isDate(String(fields.expires))) {
    problems.push({ at: at("expires"), got: fields.expires, want: "a date such as 2027-03-31" });
  }
  for (const name of Object.keys(fields).filter((key) => key !== "path" && !words.includes(key))) {
    problems.push({ at: at(name), got: fields[name], want: "no such field" });
  }
  return problems;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return text.length === 10 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
