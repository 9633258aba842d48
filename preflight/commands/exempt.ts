import { existsSync } from "node:fs";
import { parseSettings } from "../analyzer/profile";
import { isProfileName } from "../analyzer/profile-files";
import { partsOf } from "../analyzer/profile-version";
import { isUrn } from "../monitor/urn";
import { parseNamedJson } from "../parse-json";
import { PreflightError } from "../problem";
import { readText } from "../read-text";
import { printable } from "../report/printable";
import { askPack } from "./explain";
import { ownPack } from "./locations";
import { nearestNames } from "./nearest";
import { writeFileAtomically } from "./write";

export interface ExemptOptions {
  readonly profile: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly path?: string;
  readonly policyPack?: string;
  readonly timeLimit: number;
}

interface Exemption {
  readonly urn: string;
  readonly path?: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
}

type Settings = Readonly<Record<string, unknown>>;

/** Writes an exemption into a profile. Returns the exit status. */
export async function exempt(policy: string, urn: string, options: ExemptOptions): Promise<number> {
  const exemption = readExemption(urn, options, new Date().toISOString().slice(0, "2027-03-31".length));
  const text = readOwn(options.profile);
  const document = parse(options.profile, text);
  await rejectUnknown(policy, options);
  const changed = withExemption(options.profile, document, policy, exemption);
  await writeFileAtomically(options.profile, [`${JSON.stringify(changed, null, indentOf(text))}\n`]);
  process.stdout.write(
    `${printable(options.profile)} exempts ${printable(urn)} from ${printable(policy)} until ${exemption.expires}\n`,
  );
  return 0;
}

function readExemption(urn: string, { reason, owner, expires, path }: ExemptOptions, today: string): Exemption {
  for (const [name, value] of Object.entries({ reason, owner, ...(path === undefined ? {} : { path }) })) {
    if (value.trim() === "") {
      throw new PreflightError(`--${name} is empty, expected a text`);
    }
  }
  if (!urn.includes("*") && !isUrn(urn)) {
    throw new PreflightError(
      `${JSON.stringify(urn)} is no URN, expected one as --format json shows it, or a pattern such as "*::aws:dynamodb/table:Table::cache"`,
    );
  }
  const date = new Date(`${expires}T00:00:00Z`);
  if (expires.length !== today.length || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(expires)) {
    throw new PreflightError(`--expires is ${JSON.stringify(expires)}, expected a day such as 2027-03-31`);
  }
  if (expires < today) {
    throw new PreflightError(`--expires is ${expires}, which is past, expected ${today} or later`);
  }
  return { urn, ...(path === undefined ? {} : { path }), reason, owner, expires };
}

/** A profile of the package belongs to nobody who uses it. */
function readOwn(profile: string): string {
  if (!existsSync(profile)) {
    const own = `{ "extends": "${isProfileName(profile) ? profile : "org-baseline"}" }`;
    throw new PreflightError(
      isProfileName(profile)
        ? `profile ${profile} comes with the package and cannot be written into, expected a file of your own, such as one with ${own}`
        : `profile ${profile} does not exist, expected a file of your own, such as one with ${own}`,
    );
  }
  return readText(profile);
}

function parse(profile: string, text: string): Settings {
  const document = text.trim() === "" ? {} : parseNamedJson(`profile ${profile}`, text);
  if (!isRecord(document)) {
    throw new PreflightError(`profile ${profile} is not an object, expected settings by policy name`);
  }
  parseSettings(profile, partsOf(profile, document).settings);
  return document;
}

async function rejectUnknown(policy: string, { policyPack = ownPack, timeLimit }: ExemptOptions): Promise<void> {
  const { name, policies } = await askPack(policyPack, timeLimit);
  const names = policies.map((candidate) => candidate.name);
  const found = policies.find((candidate) => candidate.name === policy);
  if (found === undefined) {
    throw new PreflightError(
      `policy ${JSON.stringify(policy)} is unknown to ${name}; the nearest names are ${nearestNames(policy, names).join(", ")}`,
    );
  }
  if (!Object.hasOwn(found.properties, "exemptions")) {
    throw new PreflightError(`policy ${policy} of ${name} takes no exemptions; a profile can set its level instead`);
  }
}

/** A file of version 2 has its policies one level down. */
function withExemption(profile: string, document: Settings, policy: string, exemption: Exemption): Settings {
  if (typeof document.version === "number") {
    const policies = isRecord(document.policies) ? document.policies : {};
    return { ...document, policies: withExemption(profile, policies, policy, exemption) };
  }
  const setting = document[policy];
  const settings: Settings =
    typeof setting === "string" ? { enforcementLevel: setting } : isRecord(setting) ? setting : {};
  const { exemptions = [] } = settings;
  if (!Array.isArray(exemptions)) {
    throw new PreflightError(
      `profile ${profile}: exemptions of ${policy} is ${JSON.stringify(exemptions)}, expected a list`,
    );
  }
  const same = exemptions.find(
    (other: unknown) => isRecord(other) && other.urn === exemption.urn && other.path === exemption.path,
  );
  if (same !== undefined) {
    throw new PreflightError(
      `profile ${profile} exempts ${exemption.urn} from ${policy} already, until ${same.expires}; change that entry`,
    );
  }
  return { ...document, [policy]: { ...settings, exemptions: [...exemptions, exemption] } };
}

/** As the file has it. */
function indentOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
