import { existsSync } from "node:fs";
import { join } from "node:path";
import { PreflightError } from "../problem";
import { describe, isRecord, listStacks, type Project, readYamlFile } from "./project";

/** A stack's configuration as the program gets it. */
export interface StackConfig {
  /** Values by `namespace:name`; what is not text is JSON. */
  readonly values: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** What could not be read as it is meant, one sentence each. */
  readonly notes: readonly string[];
}

/** Stands for an encrypted value: the key that could open it is not needed here. */
export const SECRET_PLACEHOLDER = "preflight-has-no-key-for-this-secret";

interface Value {
  readonly text: string;
  readonly isSecret: boolean;
}

/**
 * Reads the stack's file, fills in the project's defaults and applies overrides (`name` or `namespace:name`).
 * Throws a PreflightError when the file is malformed, belongs to no stack, or a value the project requires is missing.
 */
export function readStackConfig(
  project: Project,
  stack: string,
  overrides: Readonly<Record<string, string>> = {},
): StackConfig {
  const document = readStackFile(project, stack);
  const values = new Map<string, Value>();
  for (const [key, raw] of Object.entries(projectDefaults(project))) {
    values.set(key, readValue(raw));
  }
  for (const [key, raw] of Object.entries(stackValues(project, stack, document))) {
    values.set(key, readValue(raw));
  }
  for (const [key, text] of Object.entries(overrides)) {
    const full = qualify(project, key);
    values.set(full, { text, isSecret: values.get(full)?.isSecret ?? false });
  }
  requireKeys(project, stack, values);
  return {
    values: Object.fromEntries([...values].map(([key, value]) => [key, value.text])),
    secretKeys: [...values].filter(([, value]) => value.isSecret).map(([key]) => key),
    notes: notesOf(document, values, stack),
  };
}

function readStackFile(project: Project, stack: string): Record<string, unknown> {
  const names = ["yaml", "yml", "json"].map((extension) => `Pulumi.${stack.replaceAll("/", "-")}.${extension}`);
  const file = names.map((name) => join(project.stackConfigDirectory, name)).find((path) => existsSync(path));
  if (file !== undefined) {
    return readYamlFile(file);
  }
  const known = listStacks(project);
  if (known.length > 0) {
    throw new PreflightError(
      `stack ${JSON.stringify(stack)} has no file ${names[0]} in ${project.stackConfigDirectory}, expected one of: ${known.join(", ")}; a stack without any config needs an empty file`,
    );
  }
  return {};
}

function stackValues(project: Project, stack: string, document: Record<string, unknown>): Record<string, unknown> {
  const { config } = document;
  if (config === undefined || config === null) {
    return {};
  }
  if (!isRecord(config)) {
    throw new PreflightError(`config of stack ${JSON.stringify(stack)} is ${describe(config)}, expected a mapping`);
  }
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [qualify(project, key), value]));
}

/** `name`, `namespace:name` and the older `namespace:config:name` all name one key. */
function qualify(project: Project, key: string): string {
  const full = key.includes(":") ? key.replace(/^([^:]+):config:/, "$1:") : `${project.name}:${key}`;
  if (!/^[^:]+:.+$/.test(full)) {
    throw new PreflightError(`config key ${JSON.stringify(key)} is not valid, expected name or namespace:name`);
  }
  return full;
}

function projectDefaults(project: Project): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [key, declared] of Object.entries(project.config)) {
    const value = isRecord(declared) ? (declared.default ?? declared.value) : declared;
    if (value !== undefined && value !== null) {
      defaults[qualify(project, key)] = value;
    }
  }
  return defaults;
}

/** A key the project declares without a default must be set; keys of other namespaces belong to providers. */
function requireKeys(project: Project, stack: string, values: ReadonlyMap<string, Value>): void {
  const missing = Object.keys(project.config)
    .filter((key) => !key.includes(":") || key.startsWith(`${project.name}:`))
    .filter((key) => !values.has(qualify(project, key)))
    .sort();
  if (missing.length > 0) {
    throw new PreflightError(
      `stack ${JSON.stringify(stack)} does not set ${missing.join(", ")}, which ${project.name} requires; add it to the stack's file or pass --config`,
    );
  }
}

function readValue(raw: unknown): Value {
  if (isSecure(raw)) {
    return { text: SECRET_PLACEHOLDER, isSecret: true };
  }
  if (typeof raw !== "object" || raw === null) {
    return { text: raw === null || raw === undefined ? "" : String(raw), isSecret: false };
  }
  let isSecret = false;
  const text = JSON.stringify(raw, (_key, value: unknown) => {
    if (isSecure(value)) {
      isSecret = true;
      return SECRET_PLACEHOLDER;
    }
    return typeof value === "bigint" ? Number(value) : value;
  });
  return { text, isSecret };
}

function isSecure(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}

function notesOf(
  document: Record<string, unknown>,
  values: ReadonlyMap<string, Value>,
  stack: string,
): readonly string[] {
  const sealed = [...values].filter(([, { text }]) => text.includes(SECRET_PLACEHOLDER)).map(([key]) => key);
  const notes = sealed.map(
    (key) =>
      `config ${key} is encrypted: the program gets a placeholder; pass --config ${key}=... if its value matters`,
  );
  return document.environment === undefined
    ? notes
    : [...notes, `stack ${JSON.stringify(stack)} imports an environment, which needs a login: its values are not set`];
}
