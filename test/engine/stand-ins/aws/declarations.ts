import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = dirname(require.resolve("@pulumi/aws/package.json"));

/** One property as its TypeScript declaration has it. */
export interface Property {
  readonly name: string;
  /** The type without `Input<>`, `Output<>` and `undefined`: `string`, `inputs.s3.BucketRule[]`, `{ [key: string]: string }`. */
  readonly type: string;
  /** An input that may be left out, or an output that may be undefined. */
  readonly optional: boolean;
}

/** What the SDK's declarations say of one resource type. */
export interface ResourceType {
  readonly inputs: ReadonlyMap<string, Property>;
  readonly outputs: ReadonlyMap<string, Property>;
}

const OPENING = "{<[(";
const CLOSING = "}>])";

/** Where the type that starts at `start` ends: the first semicolon outside every bracket. */
function endOfType(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth -= 1;
    else if (character === ";" && depth === 0) return at;
  }
  return source.length;
}

/** Removes `pulumi.Input<...>` wrappers, `| undefined` and line breaks. */
function plainType(declared: string): string {
  let type = declared.replace(/\s+/g, " ").trim();
  for (;;) {
    const wrapped = /^pulumi\.(?:Input|Output)<(.*)>$/.exec(type)?.[1];
    const next = (wrapped ?? type).replace(/ \| undefined$/, "").trim();
    if (next === type) return type.replace(/pulumi\.Input<(inputs\.[\w.]+|string|number|boolean)>/g, "$1");
    type = next;
  }
}

function propertiesOf(block: string, indent: number): Map<string, Property> {
  const properties = new Map<string, Property>();
  for (const match of block.matchAll(new RegExp(`^ {${indent}}(?:readonly )?(\\w+)(\\??): (?=pulumi\\.)`, "gm"))) {
    const [whole, name = "", mark] = match;
    const start = (match.index ?? 0) + whole.length;
    const declared = block.slice(start, endOfType(block, start));
    const optional = mark === "?" || /\| undefined>$/.test(declared.trim());
    properties.set(name, { name, type: plainType(declared), optional });
  }
  return properties;
}

/** The text between a heading and the closing brace at the heading's own indent. */
function blockAfter(source: string, heading: string, indent: number, from = 0): string | undefined {
  const start = source.indexOf(heading, from);
  if (start < 0) return undefined;
  const end = source.indexOf(`\n${" ".repeat(indent)}}`, start);
  return source.slice(start, end);
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const resourceTypes = new Map<string, ResourceType | undefined>();

function readResourceType(token: string): ResourceType | undefined {
  const [, module, name] = /^aws:([A-Za-z0-9/]+):(\w+)$/.exec(token) ?? [];
  if (module === undefined || name === undefined) return undefined;
  const source = readIfPresent(join(root, `${module.replace(/^index\//, "")}.d.ts`));
  if (source === undefined) return undefined;
  const outputs = blockAfter(source, `export declare class ${name} `, 0);
  const inputs = blockAfter(source, `export interface ${name}Args {`, 0);
  if (outputs === undefined || inputs === undefined) return undefined;
  return { inputs: propertiesOf(inputs, 4), outputs: propertiesOf(outputs, 4) };
}

/** The declarations of a resource token such as `aws:dynamodb/table:Table`; undefined for a token the SDK does not have. */
export function findResourceType(token: string): ResourceType | undefined {
  if (!resourceTypes.has(token)) resourceTypes.set(token, readResourceType(token));
  return resourceTypes.get(token);
}

let inputTypes: string | undefined;
const objectTypes = new Map<string, ReadonlyMap<string, Property>>();

function readObjectType(namespace: string, name: string): Map<string, Property> {
  inputTypes ??= readFileSync(join(root, "types", "input.d.ts"), "utf8");
  const start = inputTypes.indexOf(`export declare namespace ${namespace} {`);
  const block = start < 0 ? undefined : blockAfter(inputTypes, `    interface ${name} {`, 4, start);
  return block === undefined ? new Map() : propertiesOf(block, 8);
}

/** The fields of a nested input type such as `inputs.dynamodb.TableReplica`; empty when it is not an object type. */
export function fieldsOf(type: string): ReadonlyMap<string, Property> {
  const [, namespace, name] = /^inputs\.(\w+)\.(\w+)$/.exec(type) ?? [];
  if (namespace === undefined || name === undefined) return new Map();
  const known = objectTypes.get(type) ?? readObjectType(namespace, name);
  objectTypes.set(type, known);
  return known;
}
