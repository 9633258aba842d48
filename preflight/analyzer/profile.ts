import { PreflightError } from "../problem";
import { readProfileDocument } from "./profile-files";

export type EnforcementLevelName = "advisory" | "mandatory" | "remediate" | "disabled";

/** What a profile says about one policy. */
export interface PolicySetting {
  readonly level: EnforcementLevelName | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A file for `--policy-pack-config`: settings by policy name, `all` for every policy. */
export type Profile = ReadonlyMap<string, PolicySetting>;

const LEVELS: readonly string[] = ["advisory", "mandatory", "remediate", "disabled"];

/** Reads a profile by short name or path. Throws a PreflightError when a file is missing or malformed. */
export function readProfile(file: string): Profile {
  return parseSettings(file, readProfileDocument(file));
}

/** Reads the content of a profile; errors call it `file`. */
export function parseSettings(file: string, document: Readonly<Record<string, unknown>>): Profile {
  return new Map(
    Object.entries(document)
      .filter(([name]) => name !== "environments")
      .map(([name, value]) => [name, readSetting(file, name, value)]),
  );
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
