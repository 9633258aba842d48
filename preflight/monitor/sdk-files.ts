import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Shape, Shapes } from "./lookups/unknown-answer";
import { packageOf } from "./urn";

/** Answers nest, and the types of some refer to themselves: below this depth a value is taken as a whole. */
const DEEPEST = 3;

const PLAIN_SHAPES: ReadonlyMap<string, Shape> = new Map([
  ["string", "text"],
  ["number", "number"],
]);

/**
 * Reads, from the SDK packages a program uses, which properties a type computes and which fields a lookup returns.
 * Every generated Pulumi SDK has one file per type and per lookup; where there is none, nothing is known.
 */
export class SdkFiles {
  private readonly require: NodeJS.Require;
  private readonly packages = new Map<string, string | undefined>();
  private readonly texts = new Map<string, string>();
  private readonly computed = new Map<string, readonly string[]>();

  constructor(readonly programDirectory: string) {
    this.require = createRequire(join(programDirectory, "index.js"));
  }

  /** Properties of a type that only the provider can set. */
  computedProperties(type: string): readonly string[] {
    const known = this.computed.get(type);
    if (known !== undefined) {
      return known;
    }
    const found = this.read(this.fileOf(type, ".js")).matchAll(/resourceInputs\["([^"]+)"\] = undefined \/\*out\*\//g);
    const properties = [...new Set([...found].map((match) => match[1] ?? ""))];
    this.computed.set(type, properties);
    return properties;
  }

  /** Fields of a lookup's answer, and what each holds; none when there is no file that says so. */
  resultShapes(token: string): Shapes {
    const body = /^export interface \w+Result \{$([\s\S]*?)^\}/m.exec(this.read(this.fileOf(token, ".d.ts")))?.[1];
    return this.shapesIn(body ?? "", packageOf(token), DEEPEST);
  }

  /** Fields as a generated interface lists them: one to a line, an object of its own beginning with a brace. */
  private shapesIn(body: string, packageName: string, depth: number): Shapes {
    const lines = body.replace(/\{\s*\[key: string\]: ([^;\n]+);\s*\}/g, "{[key: string]: $1}");
    const indent = /^ +(?=(?:readonly )?\w+\??: )/m.exec(lines)?.[0] ?? "";
    const fields = lines.matchAll(new RegExp(`^${indent}(?:readonly )?(\\w+)\\??: (.*?)(?: \\| undefined)?;?$`, "gm"));
    return Object.fromEntries(
      [...fields].map(([, name = "", type = ""]) => [name, this.shapeOf(type, packageName, depth)]),
    );
  }

  private shapeOf(type: string, packageName: string, depth: number): Shape {
    if (type.endsWith("[]")) {
      return { each: this.shapeOf(type.slice(0, -2), packageName, depth) };
    }
    const plain = PLAIN_SHAPES.get(type);
    if (plain !== undefined) {
      return plain;
    }
    const values = /^\{\[key: string\]: (.+)\}$/.exec(type)?.[1];
    if (values !== undefined) {
      return { map: this.shapeOf(values, packageName, depth) };
    }
    const name = /^outputs\.((?:\w+\.)*\w+)$/.exec(type)?.[1];
    const body = name === undefined || depth === 0 ? "" : this.outputType(packageName, name.split("."));
    const fields = this.shapesIn(body, packageName, depth - 1);
    return Object.keys(fields).length === 0 ? "any" : { fields };
  }

  /** The body of an interface in a package's `types/output.d.ts`: `["organizations", "GetOrganizationRoot"]`. */
  private outputType(packageName: string, path: readonly string[]): string {
    const directory = this.packageDirectory(packageName);
    const file = directory === undefined ? undefined : join(directory, "types", "output.d.ts");
    const [name = "", ...namespaces] = [...path].reverse();
    const text = namespaces.reduceRight((whole, space) => blockIn(whole, `namespace ${space}`, ""), this.read(file));
    return blockIn(text, `interface ${name}`, namespaces.length === 0 ? "" : "    ");
  }

  private read(file: string | undefined): string {
    if (file === undefined || !existsSync(file)) {
      return "";
    }
    const known = this.texts.get(file);
    const text = known ?? readFileSync(file, "utf8");
    this.texts.set(file, text);
    return text;
  }

  private fileOf(token: string, extension: string): string | undefined {
    const match = /^([\w-]+):(?:index\/)?([\w/]+):\w+$/.exec(token);
    const directory = match?.[1] === undefined ? undefined : this.packageDirectory(match[1]);
    if (directory === undefined || match?.[2] === undefined) {
      return undefined;
    }
    return join(directory, `${match[2]}${extension}`);
  }

  private packageDirectory(name: string): string | undefined {
    if (!this.packages.has(name)) {
      this.packages.set(name, this.findPackage(`@pulumi/${name}/package.json`));
    }
    return this.packages.get(name);
  }

  private findPackage(manifest: string): string | undefined {
    try {
      return dirname(this.require.resolve(manifest));
    } catch {
      return undefined;
    }
  }
}

/** What stands between a line that opens a block and the brace, at the same indent, that closes it. */
function blockIn(text: string, what: string, indent: string): string {
  const opening = new RegExp(`^${indent}(?:export )?(?:declare )?${what} \\{$`, "m").exec(text);
  if (opening === null) {
    return "";
  }
  const start = opening.index + opening[0].length;
  const end = text.indexOf(`\n${indent}}`, start);
  return end === -1 ? "" : text.slice(start, end);
}
