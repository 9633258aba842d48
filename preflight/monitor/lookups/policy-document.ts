import { crc32 } from "node:zlib";
import type { Json, JsonObject } from "../../graph";
import { isArray, isObject } from "../../wire";

const DEFAULT_VERSION = "2012-10-17";

/** A document under construction; the order of its keys is the order in the text. */
interface PolicyDocument {
  version: string;
  id: string;
  statements: JsonObject[];
}

/**
 * Writes the document as the AWS provider does: lists of one become a value, longer ones are sorted in reverse,
 * `&{` becomes `${`, source documents come first and override documents last, replacing statements of the same Sid.
 */
export function getPolicyDocument(args: JsonObject): JsonObject {
  const version = text(args.version) || DEFAULT_VERSION;
  const own: PolicyDocument = {
    version,
    id: text(args.policyId),
    statements: objects(args.statements).map((statement) => statementOf(statement, version)),
  };
  const sources = documents(args.sourcePolicyDocuments, "source");
  const overrides = documents(args.overridePolicyDocuments, "override");
  rejectRepeatedSids(sources.flatMap(({ statements }) => statements));
  rejectRepeatedSids(own.statements);
  const merged: PolicyDocument = { version: "", id: "", statements: [] };
  for (const document of [...sources, own, ...overrides]) {
    merge(merged, document);
  }
  const output = {
    ...entry("Version", merged.version),
    ...entry("Id", merged.id),
    ...entry("Statement", merged.statements),
  };
  const json = JSON.stringify(output, null, 2);
  return { ...args, version, id: String(crc32(json)), json, minifiedJson: JSON.stringify(output) };
}

function statementOf(statement: JsonObject, version: string): JsonObject {
  return {
    ...entry("Sid", text(statement.sid)),
    Effect: text(statement.effect) || "Allow",
    ...entry("Action", oneOrSorted(strings(statement.actions))),
    ...entry("NotAction", oneOrSorted(strings(statement.notActions))),
    ...entry("Resource", oneOrSorted(variables(statement.resources, version))),
    ...entry("NotResource", oneOrSorted(variables(statement.notResources, version))),
    ...entry("Principal", principals(objects(statement.principals), version)),
    ...entry("NotPrincipal", principals(objects(statement.notPrincipals), version)),
    ...entry("Condition", conditions(objects(statement.conditions), version)),
  };
}

/** The key with its value, or nothing when the value is empty. */
function entry(key: string, value: Json | undefined): JsonObject {
  const isEmpty = value === undefined || value === "" || (isArray(value) && value.length === 0);
  return isEmpty ? {} : { [key]: value };
}

function oneOrSorted(values: readonly string[]): Json {
  return values.length === 1 ? (values[0] ?? "") : [...new Set(values)].sort().reverse();
}

function principals(list: readonly JsonObject[], version: string): Json | undefined {
  const byType = new Map<string, string[]>();
  for (const { type, identifiers } of list) {
    const known = byType.get(text(type)) ?? [];
    byType.set(text(type), [...known, ...variables(identifiers, version).sort().reverse()]);
  }
  if (byType.size === 0) {
    return undefined;
  }
  const everyone = byType.get("*");
  if (byType.size === 1 && everyone?.length === 1 && everyone[0] === "*") {
    return "*";
  }
  return sortedObject([...byType].map(([type, names]) => [type, names.length === 1 ? (names[0] ?? "") : names]));
}

function conditions(list: readonly JsonObject[], version: string): Json | undefined {
  const byTest = new Map<string, Map<string, string[]>>();
  for (const { test, variable, values } of list) {
    const byVariable = byTest.get(text(test)) ?? new Map<string, string[]>();
    const known = byVariable.get(text(variable)) ?? [];
    byTest.set(text(test), byVariable.set(text(variable), [...known, ...variables(values, version)]));
  }
  if (byTest.size === 0) {
    return undefined;
  }
  return sortedObject(
    [...byTest].map(([test, byVariable]) => [
      test,
      sortedObject([...byVariable].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values])),
    ]),
  );
}

function sortedObject(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function merge(target: PolicyDocument, { version, id, statements }: PolicyDocument): void {
  target.id = id === "" ? target.id : id;
  target.version = version > target.version ? version : target.version;
  for (const statement of statements) {
    const sid = text(statement.Sid);
    const at = sid === "" ? -1 : target.statements.findIndex(({ Sid }) => Sid === sid);
    if (at === -1) {
      target.statements.push(statement);
    } else {
      target.statements[at] = statement;
    }
  }
}

function documents(list: Json | undefined, kind: string): readonly PolicyDocument[] {
  return strings(list)
    .filter((json) => json !== "")
    .map((json, index) => {
      const parsed = parseJson(json, `${kind} policy document ${index}`);
      return { version: text(parsed.Version), id: text(parsed.Id), statements: [...objects(parsed.Statement)] };
    });
}

function parseJson(json: string, what: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`${what} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (!isObject(value)) {
    throw new Error(`${what} is not a JSON object`);
  }
  return value;
}

function rejectRepeatedSids(statements: readonly JsonObject[]): void {
  const sids = statements.map(({ Sid }) => text(Sid)).filter((sid) => sid !== "");
  const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (repeated !== undefined) {
    throw new Error(`duplicate Sid (${repeated}): remove the Sid or make each Sid unique`);
  }
}

/** Policy variables are written `&{name}`, because `${` means something else in the provider's own language. */
function variables(list: Json | undefined, version: string): string[] {
  return strings(list).map((value) => {
    if (version === "2008-10-17" && value.includes("&{")) {
      throw new Error(`found &{ in ${value}, which document version 2008-10-17 does not support`);
    }
    return value.replaceAll("&{", "${");
  });
}

function strings(list: Json | undefined): readonly string[] {
  return isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

function objects(list: Json | undefined): readonly JsonObject[] {
  if (isArray(list)) {
    return list.filter(isObject);
  }
  return isObject(list) ? [list] : [];
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
