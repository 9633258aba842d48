import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { PreflightError } from "../problem";
import type { Severity } from "../verdict";
import type { EnforcementLevelName, PolicySetting, Profile } from "./profile";

/** What a pack says about one of its policies. */
export interface PolicyInfo {
  readonly name: string;
  readonly level: EnforcementLevelName;
  readonly severity: Severity;
  /** What it demands, in a sentence; empty when the pack does not say. */
  readonly law: string;
  readonly remediation: string;
  /** Where to read more; empty when the pack does not say. */
  readonly url: string;
  /** What it judges: one resource at a time, or the stack as a whole; a pack of an older protocol does not say. */
  readonly judges: "resource" | "stack" | "unknown";
  /** JSON schema of each property of its config. */
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
}

/** How a policy will be run. */
export interface EffectivePolicy {
  readonly level: EnforcementLevelName;
  readonly properties: Readonly<Record<string, unknown>>;
}

export type EffectiveConfig = ReadonlyMap<string, EffectivePolicy>;

/**
 * Puts a profile over the pack's initial config over the defaults of the schemas, as the engine does, and checks the
 * result. Stricter than the engine in one thing: a policy or property that the pack does not know is an error.
 */
export function reconcile(
  policies: readonly PolicyInfo[],
  initial: Profile,
  profile: Profile,
  profileName: string,
): EffectiveConfig {
  const known = reconciled.get(profile);
  if (known?.policies === policies && known.initial === initial) {
    return known.config;
  }
  rejectUnknownNames(policies, profile, profileName);
  const defaults = new Map(policies.map((policy) => [policy.name, defaultsOf(policy)]));
  const config = apply(apply(defaults, initial), profile);
  validate(policies, config, profileName);
  reconciled.set(profile, { policies, initial, config });
  return config;
}

interface Reconciled {
  readonly policies: readonly PolicyInfo[];
  readonly initial: Profile;
  readonly config: EffectiveConfig;
}

/** One profile is put over one pack's config once, however many stacks are judged by them. */
const reconciled = new WeakMap<Profile, Reconciled>();

function defaultsOf({ level, properties }: PolicyInfo): EffectivePolicy {
  const defaults = Object.entries(properties)
    .filter(([, schema]) => "default" in schema)
    .map(([name, schema]) => [name, (schema as { default: unknown }).default]);
  return { level, properties: Object.fromEntries(defaults) };
}

function apply(config: EffectiveConfig, settings: Profile): EffectiveConfig {
  const all = settings.get("all")?.level;
  const result = new Map([...config].map(([name, policy]) => [name, { ...policy, level: all ?? policy.level }]));
  for (const [name, setting] of settings) {
    const policy = result.get(name);
    if (policy !== undefined) {
      result.set(name, merge(policy, setting));
    }
  }
  return result;
}

function merge(policy: EffectivePolicy, { level, properties }: PolicySetting): EffectivePolicy {
  return { level: level ?? policy.level, properties: { ...policy.properties, ...properties } };
}

function rejectUnknownNames(policies: readonly PolicyInfo[], profile: Profile, profileName: string): void {
  const byName = new Map(policies.map((policy) => [policy.name, policy]));
  const problems: string[] = [];
  for (const [name, { properties }] of profile) {
    const policy = byName.get(name);
    if (policy === undefined && name !== "all") {
      problems.push(`${name} is not a policy of the pack${suggestion(name, [...byName.keys()])}`);
    }
    const known = Object.keys(policy?.properties ?? {});
    for (const property of policy === undefined ? [] : Object.keys(properties)) {
      if (!known.includes(property)) {
        problems.push(
          `${name}.${property} is not a setting of the policy, expected one of ${known.join(", ") || "none"}`,
        );
      }
    }
  }
  throwProblems(profileName, problems);
}

/** Names the policy that differs least, when one is near. */
function suggestion(name: string, known: readonly string[]): string {
  const words = new Set(name.split("-"));
  const common = (other: string) => other.split("-").filter((word) => words.has(word)).length;
  const [nearest] = [...known].sort((left, right) => common(right) - common(left));
  return nearest === undefined || common(nearest) === 0 ? "" : `, did you mean ${nearest}?`;
}

function validate(policies: readonly PolicyInfo[], config: EffectiveConfig, profileName: string): void {
  const values = Object.fromEntries([...config].map(([name, { properties }]) => [name, properties]));
  const check = checkOf(policies, profileName);
  throwProblems(profileName, check(values) ? [] : (check.errors ?? []).map(explain));
}

/** A pack's schemas are compiled once, however many stacks it judges. */
const checks = new WeakMap<readonly PolicyInfo[], ValidateFunction>();

function checkOf(policies: readonly PolicyInfo[], profileName: string): ValidateFunction {
  const known = checks.get(policies);
  if (known !== undefined) {
    return known;
  }
  const properties = Object.fromEntries(
    policies.map((policy) => [
      policy.name,
      { type: "object", properties: policy.properties, required: policy.required },
    ]),
  );
  const check = compile({ type: "object", properties }, profileName);
  checks.set(policies, check);
  return check;
}

/** The schemas are a pack's own: whether they are schemas is checked by compiling them, which is quick. */
function compile(schema: object, profileName: string): ValidateFunction {
  const quick = { meta: false, validateSchema: false, addUsedSchema: false, code: { optimize: false } } as const;
  try {
    return new Ajv({ ...quick, strict: false, allErrors: true, verbose: true, validateFormats: false }).compile(schema);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new PreflightError(`${profileName}: the pack's own schema cannot be used: ${text}`);
  }
}

/** `policy.property[0] is "x", expected integer`. */
function explain({ instancePath, keyword, params, parentSchema, data }: ErrorObject): string {
  const path = instancePath
    .replace(/\/(\d+)(?=\/|$)/g, "[$1]")
    .replaceAll("/", ".")
    .replace(/^\./, "");
  if (keyword === "required") {
    return `${path}.${params.missingProperty} is not set, expected a value`;
  }
  if (keyword === "additionalProperties") {
    const known = Object.keys((parentSchema?.properties ?? {}) as object);
    return `${path}.${params.additionalProperty} is no setting, expected one of ${known.join(", ")}`;
  }
  return `${path} is ${shown(data)}, expected ${wanted(keyword, params)}`;
}

/** A value as a person has written it, cut to a length that can be read. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "not set";
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}

/** What a keyword of a schema asks for. */
function wanted(keyword: string, params: Readonly<Record<string, unknown>>): string {
  switch (keyword) {
    case "type":
      return String(params.type);
    case "enum":
      return `one of ${JSON.stringify(params.allowedValues)}`;
    case "minimum":
    case "maximum":
      return `a number ${params.comparison} ${params.limit}`;
    case "minItems":
      return `at least ${params.limit} of them`;
    case "minLength":
      return `a text of at least ${params.limit} characters`;
    case "uniqueItems":
      return "each of them once";
    case "pattern":
      return `a text like ${params.pattern}`;
    default:
      return `what its schema says under ${keyword}`;
  }
}

function throwProblems(profileName: string, problems: readonly string[]): void {
  const [first] = problems;
  if (first === undefined) {
    return;
  }
  throw problems.length === 1
    ? new PreflightError(`${profileName}: ${first}`)
    : new PreflightError(`${profileName} has ${problems.length} problems`, problems.join("\n"));
}
