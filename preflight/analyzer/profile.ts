import { PreflightError } from "../problem";
import { type Exception, parseExceptions } from "./exceptions";
import { readProfileDocument } from "./profile-files";
import { type ProfileDocument, partsOf } from "./profile-version";

export type EnforcementLevelName = "advisory" | "mandatory" | "remediate" | "disabled";

/** What a profile says about one policy. */
export interface PolicySetting {
  readonly level: EnforcementLevelName | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A file for `--policy-pack-config`: settings by policy name, `all` for every policy. */
export interface Profile extends ReadonlyMap<string, PolicySetting> {
  /** Pulumi's own, of a file of version 2, in the order in which Pulumi takes them. */
  readonly exceptions?: readonly Exception[];
  /** What it says and only Pulumi does, one sentence each. */
  readonly notes?: readonly string[];
}

class ReadProfile extends Map<string, PolicySetting> implements Profile {
  constructor(
    settings: Iterable<readonly [string, PolicySetting]>,
    readonly exceptions: readonly Exception[],
    readonly notes: readonly string[],
  ) {
    super(settings);
  }
}

const LEVELS: readonly string[] = ["advisory", "mandatory", "remediate", "disabled"];

/** Reads a profile by short name or path. Throws a PreflightError when a file is missing or malformed. */
export function readProfile(file: string): Profile {
  return parseSettings(file, readProfileDocument(file));
}

/** Reads the content of a profile; errors call it `file`. */
export function parseSettings(file: string, document: ProfileDocument): Profile {
  const { settings, exceptions = {} } = partsOf(file, document);
  const { environments, ...policies } = settings;
  return new ReadProfile(
    Object.entries(policies).map(([name, value]) => [name, readSetting(file, name, value)] as const),
    parseExceptions(file, exceptions),
    readEnvironments(file, environments),
  );
}

/** Only Pulumi opens them: what they would set is not known here. */
function readEnvironments(file: string, value: unknown): readonly string[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value) || value.some((name) => typeof name !== "string")) {
    throw new PreflightError(
      `profile ${file}: environments is ${JSON.stringify(value)}, expected a list of names of Pulumi ESC environments`,
    );
  }
  return value.length === 0
    ? []
    : [`The environments of the profile (${value.join(", ")}) are ignored here: only Pulumi opens them for the pack.`];
}

function readSetting(file: string, name: string, value: unknown): PolicySetting {
  if (name === "$schema") {
    throw new PreflightError(
      `profile ${file}: $schema is no policy, and Pulumi refuses a profile that has it; name the schema in your editor's settings`,
    );
  }
  if (typeof value === "string") {
    return { level: readLevel(file, name, value), properties: {} };
  }
  if (!isRecord(value)) {
    throw new PreflightError(
      `profile ${file}: ${name} is ${JSON.stringify(value)}, expected an enforcement level or an object of settings`,
    );
  }
  const { enforcementLevel, ...properties } = value;
  return { level: enforcementLevel === undefined ? undefined : readLevel(file, name, enforcementLevel), properties };
}

function readLevel(file: string, name: string, value: unknown): EnforcementLevelName {
  if (typeof value !== "string" || !LEVELS.includes(value)) {
    throw new PreflightError(
      `profile ${file}: enforcement level of ${name} is ${JSON.stringify(value)}, expected one of ${LEVELS.join(", ")}`,
    );
  }
  return value as EnforcementLevelName;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
