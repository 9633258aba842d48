import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { awsFormsOf, nativeTypes } from "../../model/aws/cloud-control/forms";
import { findTagForm } from "../../model/aws/provider-types";

/* CloudFormation's own schemas, as cfn-lint carries them, are the second witness of the property names that Cloud Control's
   form is read by. */

type Bag = Readonly<Record<string, unknown>>;
interface Schema {
  readonly typeName?: string;
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

function schemaFolder(): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "dr-guardrails");
  const library = join(cache, "oracle-1", "lib");
  const python = existsSync(library) ? readdirSync(library)[0] : undefined;
  if (python === undefined) {
    throw new Error(`${library} is not there. Make it with: test/oracle/setup`);
  }
  return join(library, python, "site-packages", "cfnlint", "data", "schemas", "resources");
}

const folder = schemaFolder();
const schemas = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Schema)
    .map(
      (schema) =>
        [
          String(schema.typeName)
            .replace(/^AWS::/, "")
            .toLowerCase(),
          schema,
        ] as const,
    ),
);

/** `SourceDBClusterIdentifier` and `TargetGroupARNs` as Pulumi writes them: a run of capitals is one word. */
function camelCased(name: string): string {
  const words = name.replace(
    /[A-Z]+(?=s(?:[A-Z]|$))|[A-Z]+(?=[A-Z][a-z])|[A-Z]+/g,
    (letters) => `${letters[0]}${letters.slice(1).toLowerCase()}`,
  );
  return `${words[0]?.toLowerCase()}${words.slice(1)}`;
}

/** Something of a schema's shape in which every property is given. */
function sampleOf(schema: Schema, root: Schema, depth = 0): unknown {
  const name = schema.$ref?.replace("#/definitions/", "");
  const meant = name === undefined ? schema : (root.definitions?.[name] ?? {});
  const choices = [meant, ...(meant.oneOf ?? []), ...(meant.anyOf ?? [])];
  const properties = choices.flatMap((one) => Object.entries(one.properties ?? {}));
  if (properties.length > 0) {
    return depth > 7
      ? {}
      : Object.fromEntries(properties.map(([key, inner]) => [camelCased(key), sampleOf(inner, root, depth + 1)]));
  }
  const items = choices.find((one) => one.items !== undefined)?.items;
  return items === undefined ? "text" : [sampleOf(items, root, depth + 1)];
}

/** The same, which notes every name that is asked for and is not there. */
function watched(value: unknown, way: string, missing: Set<string>): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return new Proxy(value, {
    get: (owner, key) => {
      const found = Reflect.get(owner, key) as unknown;
      if (typeof key === "string" && key !== "toJSON" && found === undefined && !Array.isArray(owner)) {
        missing.add(`${way}${key}`);
      }
      return typeof found === "function" ? found : watched(found, `${way}${String(key)}.`, missing);
    },
  });
}

/** Reads a value to its last leaf. */
function readAll(value: unknown): void {
  if (typeof value === "object" && value !== null) {
    Object.values(value as Bag).forEach(readAll);
  }
}

const types = nativeTypes.map((type) => [type, schemas.get(type.replace(":", "::").toLowerCase())] as const);

test("CloudFormation has a schema for each type that is read, under one name", () => {
  expect(types.length).toBeGreaterThan(40);
  expect(types.filter(([, schema]) => schema === undefined).map(([type]) => type)).toEqual([]);
});

test.each(types)("%s is read by names that CloudFormation has", (type, schema) => {
  const missing = new Set<string>();
  const sample = watched(sampleOf({ properties: schema?.properties ?? {} }, schema ?? {}), "", missing);
  for (const { props } of awsFormsOf(`aws-native:${type}`, sample, "us-east-1")) {
    readAll(props);
  }
  expect([...missing].sort()).toEqual([]);
});

test.each(types)("%s has its tags read, if CloudFormation gives it any", (type, schema) => {
  const [whole] = awsFormsOf(`aws-native:${type}`, {}, "us-east-1");
  const hasTags = Object.hasOwn(schema?.properties ?? {}, "Tags") && findTagForm(whole?.type ?? "") !== undefined;
  expect({ type, read: whole?.knows("tags") ?? false }).toEqual({
    type,
    read: hasTags || (whole?.knows("tags") ?? false),
  });
});
