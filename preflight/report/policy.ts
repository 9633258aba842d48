import type { PackInfo } from "../analyzer/pack";
import type { Profile } from "../analyzer/profile";
import type { PolicyInfo } from "../analyzer/reconcile";
import type { Example, Guide, Snippet } from "../guide/read";
import { printable, printableLines } from "./printable";
import { formatTable } from "./table";
import { wrap } from "./wrap";

/** What the profiles that come with a pack say, by their names. */
export type Profiles = readonly (readonly [name: string, profile: Profile])[];

export interface Explained {
  readonly policy: PolicyInfo;
  /** What the pack says beyond the protocol. */
  readonly guide?: Guide[string] | undefined;
  readonly profiles: Profiles;
  /** The day until which the exemption that is shown would last. */
  readonly until: string;
}

/** Text is read best in lines of this length, and every terminal has them. */
const WIDTH = 100;

/** A default that takes no column of its own. */
const LONG = 30;

/** Every policy with its severity and what it asks for. */
export function listPolicies({ policies }: PackInfo): string {
  const rows = policies.map(({ name, severity, law }) => [name, severity, law].map(printable));
  return `${formatTable(["policy", "severity", "asks"], rows)}\n`;
}

/** All there is to know about a policy. */
export function explainPolicy(explained: Explained): string {
  const { policy, guide, profiles } = explained;
  const { name, severity, level, law, remediation, url } = policy;
  const facts = [
    ["why", guide?.rationale ?? ""],
    ["do", remediation],
    ["read", url],
  ].filter(([, text]) => text !== "");
  const parts = [
    `${printable(name)} (${severity}, ${level})\n${printable(law)}`,
    facts.map(([title = "", text = ""]) => `${title.padEnd(6)}${hanging(text, 6)}`).join("\n"),
    ...(guide?.snippet === undefined
      ? [...examplesOf("Passes", guide?.pass ?? []), ...examplesOf("Fails", guide?.fail ?? [])]
      : [snippetText(guide.snippet)]),
    settingsOf(policy),
    profilesOf(name, profiles),
    exemptionOf(explained),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** In lines, of which all but the first begin further right. */
function hanging(text: string, indentation: number): string {
  const lines = printableLines(text).flatMap((line) => wrap(line, WIDTH - indentation));
  return lines.join(`\n${" ".repeat(indentation)}`);
}

function snippetText({ settings, at, lines }: Snippet): string {
  const words = settings === undefined ? "" : `, where a profile sets ${printable(JSON.stringify(settings))}`;
  const heading = `Fails with the - lines (${printable(at)}), passes with the + lines${words}:`;
  return [hanging(heading, 0), ...lines.map((line) => `  ${printable(line)}`.trimEnd())].join("\n");
}

/** What a profile may set, and what applies when it does not. */
function settingsOf({ name, properties }: PolicyInfo): string {
  const rows = Object.entries(properties).flatMap(([key, schema]) => {
    const { type, description, default: value, deprecated } = schema as Readonly<Record<string, unknown>>;
    const shown = value === undefined ? `(${kindOf(type)})` : JSON.stringify(value);
    const isLong = shown.length > LONG;
    const cells = [key, isLong ? "" : shown].map(printable);
    const more = isLong ? ` Default: ${spaced(value)}` : "";
    return key === "exemptions" || deprecated === true
      ? []
      : [{ cells, description: `${String(description ?? "")}${more}` }];
  });
  const [head = "", ...lines] = formatTable(
    ["setting", "default"],
    rows.map(({ cells }) => cells),
  ).split("\n");
  const width = Math.max(...lines.map((line) => line.length)) + 2;
  const described = lines.map((line, index) => describe(line, rows[index]?.description ?? "", width));
  const heading = `In a profile: "${printable(name)}": { "enforcementLevel": "advisory", ... } with`;
  return rows.length === 0 ? "" : [heading, indent([head, ...described].join("\n"))].join("\n");
}

/** Beside a setting, or below it where a default takes the room. */
function describe(line: string, description: string, width: number): string {
  if (description === "") {
    return line;
  }
  return width > WIDTH / 2
    ? `${line}\n  ${hanging(description, 4)}`
    : `${line.padEnd(width)}${hanging(description, width + 2)}`;
}

/** A line for each profile that says something of the policy. */
function profilesOf(policy: string, profiles: Profiles): string {
  const rows = profiles.flatMap(([name, profile]) => {
    const own = profile.get(policy);
    const level = own?.level ?? profile.get("all")?.level;
    const { exemptions, ...settings } = own?.properties ?? {};
    const words = [
      ...(level === undefined ? [] : [level]),
      ...Object.entries(settings).map(([key, value]) => `${key} ${JSON.stringify(value)}`),
      ...(Array.isArray(exemptions) && exemptions.length > 0 ? [`exemptions: ${exemptions.length}`] : []),
    ];
    return words.length === 0 ? [] : [[name, words.join(", ")] as const];
  });
  const width = Math.max(0, ...rows.map(([name]) => name.length)) + 4;
  const lines = rows.map(([name, words]) => `  ${name.padEnd(width - 2)}${hanging(words, width)}`);
  return lines.length === 0 ? "" : ["Profiles of the package that set it:", ...lines].join("\n");
}

/** A block to copy into a profile. */
function exemptionOf({ policy: { name, properties }, guide, until }: Explained): string {
  if (!Object.hasOwn(properties, "exemptions")) {
    return "";
  }
  const [resource = "NAME", path] = guide?.snippet?.at.split(" ") ?? [];
  const place = { urn: `*::${resource}`, ...(path === undefined ? {} : { path }) };
  const fields = (values: object) => spaced(values).slice(1, -1).trim();
  return [
    "To exempt a finding, in a profile of your own, or by npx dr-guardrails exempt:",
    `  "${printable(name)}": { "exemptions": [{`,
    `    ${printable(fields(place))},`,
    `    ${fields({ reason: "why it is accepted", owner: "who answers for it", expires: until })} }] }`,
  ].join("\n");
}

/** JSON in one line that can be broken between words. */
function spaced(value: unknown): string {
  return (JSON.stringify(value, null, 1) ?? "").replaceAll(/\n */g, " ");
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
