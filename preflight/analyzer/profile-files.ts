import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseNamedJson } from "../parse-json";
import { PreflightError } from "../problem";
import { readText } from "../read-text";
import { joinParts, type ProfileDocument, type ProfileParts, partsOf } from "./profile-version";

/** Profiles that come with the package, and the schema of what a profile may set. */
const folder = join(__dirname, "..", "..", "policy-pack", "profiles");
const SCHEMA = "schema";

/** Names of the profiles that come with the package, sorted. */
export function profileNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .filter((name) => name !== SCHEMA)
    .sort();
}

/** A short name is a word without a dot or a slash; all else is a path. */
export function isProfileName(text: string): boolean {
  return /^[a-z0-9-]+$/.test(text) && text !== SCHEMA;
}

export function profileFile(name: string): string {
  return join(folder, `${name}.json`);
}

/**
 * Reads a profile by short name or path into what Pulumi takes: what it extends is put in, and its pair of regions is set
 * wherever a policy asks for regions. Throws a PreflightError when a file is missing or malformed.
 */
export function readProfileDocument(given: string): ProfileDocument {
  return joinParts(flatten(given, locate(given, process.cwd(), ""), []));
}

/** A file of that very name goes before a short name. */
function locate(given: string, directory: string, extender: string): string {
  const path = resolve(directory, given);
  if (existsSync(path) || !isProfileName(given)) {
    return path;
  }
  const file = profileFile(given);
  if (!existsSync(file)) {
    throw new PreflightError(
      `${extender}profile ${given} does not exist, expected a file or one of ${profileNames().join(", ")}`,
    );
  }
  return file;
}

type Flat = Pick<ProfileParts, "settings" | "exceptions">;

function flatten(given: string, file: string, extenders: readonly string[]): Flat {
  if (extenders.includes(file)) {
    throw new PreflightError(`profile ${given} extends itself (${[...extenders, file].join(" extends ")})`);
  }
  const {
    extends: base,
    pair,
    settings,
    exceptions,
  } = partsOf(given, parseProfile(given, readProfileText(given, file)));
  const inherited = base === undefined ? nothing : inherit(given, file, base, [...extenders, file]);
  const paired = pair === undefined ? inherited.settings : merge(inherited.settings, settingsOf(given, pair));
  return { settings: merge(paired, settings), exceptions: both(inherited.exceptions, exceptions) };
}

const nothing: Flat = { settings: {}, exceptions: undefined };

/** Exceptions of both count; of two with one id the upper one. */
function both(lower: Flat["exceptions"], upper: Flat["exceptions"]): Flat["exceptions"] {
  return lower === undefined || upper === undefined ? (upper ?? lower) : { ...lower, ...upper };
}

function inherit(given: string, file: string, base: unknown, extenders: readonly string[]): Flat {
  if (typeof base !== "string" || base === "") {
    throw new PreflightError(
      `profile ${given}: extends is ${JSON.stringify(base)}, expected the name of a profile or the path of a file`,
    );
  }
  return flatten(base, locate(base, dirname(file), `profile ${given}: `), extenders);
}

function settingsOf(given: string, pair: unknown): ProfileDocument {
  return pair === "stack"
    ? without(seeOneResource, settingsOfRegions({ regions: ["stack"], standbyRegion: "stack" }))
    : settingsOfPair(readPair(given, pair));
}

/** Policies that see one resource at a time, and no stack to take regions from. */
const seeOneResource: readonly string[] = ["resource-require-name-pattern"];

function without(policies: readonly string[], document: ProfileDocument): ProfileDocument {
  return Object.fromEntries(Object.entries(document).filter(([policy]) => !policies.includes(policy)));
}

function readPair(given: string, pair: unknown): readonly [string, string] {
  const [first, second, ...more]: readonly unknown[] = Array.isArray(pair) ? pair : [];
  if (!isRegion(first) || !isRegion(second) || first === second || more.length > 0) {
    throw new PreflightError(
      `profile ${given}: pair is ${JSON.stringify(pair)}, expected two regions, the primary first, such as ["eu-west-1", "eu-central-1"], or "stack" for those that the stack itself uses`,
    );
  }
  return [first, second];
}

function isRegion(value: unknown): value is string {
  return typeof value === "string" && /^[a-z]{2}(-[a-z]+)+-\d+$/.test(value);
}

/** Every setting of the package's policies that speaks of the two regions, by the schema of profiles. */
function settingsOfPair([primary, standby]: readonly [string, string]): ProfileDocument {
  return settingsOfRegions({
    regions: [primary, standby],
    standbyRegion: standby,
    roleOfRegion: { [primary]: "primary", [standby]: "secondary" },
  });
}

function settingsOfRegions(values: ProfileDocument): ProfileDocument {
  const { definitions } = JSON.parse(readFileSync(profileFile(SCHEMA), "utf8")) as ProfileSchema;
  return Object.fromEntries(
    Object.entries(definitions.policies.properties).flatMap(([policy, { anyOf = [] }]) => {
      const fields = new Set(anyOf.flatMap(({ properties = {} }) => Object.keys(properties)));
      const set = Object.entries(values).filter(([field]) => fields.has(field));
      return set.length === 0 ? [] : [[policy, Object.fromEntries(set)]];
    }),
  );
}

interface ProfileSchema {
  readonly definitions: { readonly policies: { readonly properties: Readonly<Record<string, PolicySchema>> } };
}

interface PolicySchema {
  readonly anyOf?: readonly { readonly properties?: Readonly<Record<string, unknown>> }[];
}

/** Setting by setting the upper one wins; exemptions of both count. */
function merge(lower: ProfileDocument, upper: ProfileDocument): ProfileDocument {
  const names = [...new Set([...Object.keys(lower), ...Object.keys(upper)])];
  return Object.fromEntries(names.map((name) => [name, mergeSetting(lower[name], upper[name])]));
}

function mergeSetting(lower: unknown, upper: unknown): unknown {
  if (upper === undefined) {
    return lower;
  }
  const [below, above] = [asObject(lower), asObject(upper)];
  if (lower === undefined || below === undefined || above === undefined) {
    return upper;
  }
  const exemptions = [below.exemptions, above.exemptions].filter(Array.isArray).flat();
  const all: Readonly<Record<string, unknown>> = {
    ...below,
    ...above,
    ...(exemptions.length === 0 ? {} : { exemptions }),
  };
  const { enforcementLevel, ...rest } = all;
  return Object.keys(rest).length === 0 && enforcementLevel !== undefined ? enforcementLevel : all;
}

/** A level alone is an object with nothing else. */
function asObject(setting: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof setting === "string") {
    return { enforcementLevel: setting };
  }
  return isRecord(setting) ? setting : undefined;
}

function readProfileText(given: string, file: string): string {
  try {
    return readText(file);
  } catch (error) {
    if (error instanceof PreflightError) {
      throw error;
    }
    const { code } = error as NodeJS.ErrnoException;
    throw new PreflightError(
      code === "ENOENT"
        ? `profile ${given} does not exist, expected a JSON file of policy settings`
        : `profile ${given} cannot be read (${code}), expected a JSON file of policy settings`,
    );
  }
}

function parseProfile(given: string, text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") {
    return {};
  }
  const document = parseNamedJson(`profile ${given}`, text);
  if (!isRecord(document)) {
    throw new PreflightError(`profile ${given} is not an object, expected settings by policy name`);
  }
  return document;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
