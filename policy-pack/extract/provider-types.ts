import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the type declarations of `@pulumi/aws` say of its resources. */
export interface ProviderTypes {
  readonly version: string;
  /** Tokens whose tags are a map. */
  readonly tagMaps: readonly string[];
  /** Tokens whose tags are a list of objects. */
  readonly tagLists: readonly string[];
  /** Tokens without a `region` of their own: services that AWS runs once for all regions. */
  readonly global: readonly string[];
  /** By token, the properties that a program cannot set and AWS fills, with blanks between them. */
  readonly outputsOnly: Readonly<Record<string, string>>;
}

export interface ResourceType {
  readonly token: string;
  readonly tags: "map" | "list" | "none";
  readonly regional: boolean;
  /** Text properties that have "policy", "policies" or "policy document" for a name, or for the end of it. */
  readonly policies: readonly string[];
  readonly outputsOnly: readonly string[];
  readonly inputs: readonly Input[];
}

/** A property that a program can set. */
export interface Input {
  readonly name: string;
  /** As TypeScript declares it: `string`, `boolean`, or more than a word. */
  readonly type: string;
  /** The comment above it. */
  readonly says: string;
}

/** What the installed provider package says of its resources, as far as the pack asks. */
export function readProviderTypes(
  packageFolder: string,
  resources: readonly ResourceType[] = readResourceTypes(packageFolder),
): ProviderTypes {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  const types = resources.toSorted((a, b) => (a.token < b.token ? -1 : 1));
  const tokensWhere = (holds: (type: ResourceType) => boolean) => types.filter(holds).map(({ token }) => token);
  return {
    version,
    tagMaps: tokensWhere(({ tags }) => tags === "map"),
    tagLists: tokensWhere(({ tags }) => tags === "list"),
    global: tokensWhere(({ regional }) => !regional),
    outputsOnly: Object.fromEntries(types.map(({ token, outputsOnly }) => [token, outputsOnly.join(" ")])),
  };
}

/** Every resource type of the package, in no order; about 1,700 small files. */
export function readResourceTypes(packageFolder: string): ResourceType[] {
  return readdirSync(packageFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["node_modules", "types", "config", "runtime"].includes(entry.name))
    .flatMap((module) => {
      const folder = join(packageFolder, module.name);
      return readdirSync(folder)
        .filter((file) => file.endsWith(".js"))
        .flatMap((file) => readResourceType(join(folder, file.slice(0, -".js".length))) ?? []);
    });
}

function readResourceType(file: string): ResourceType | undefined {
  const code = readFileSync(`${file}.js`, "utf8");
  const token = /__pulumiType = '(aws:[^']+)'/.exec(code)?.[1];
  if (token === undefined) {
    return undefined;
  }
  const className = token.split(":")[2] ?? "";
  const declared = new RegExp(`export interface ${className}Args \\{([\\s\\S]*?)\\n\\}`);
  const args = declared.exec(readFileSync(`${file}.d.ts`, "utf8"))?.[1] ?? "";
  return {
    token,
    tags: tagForm(args),
    regional: /^ {4}region\??: /m.test(args),
    policies: policyNames(args),
    outputsOnly: outputNames(code),
    inputs: inputsIn(args),
  };
}

function inputsIn(args: string): readonly Input[] {
  const declared = args.matchAll(/((?: {4}\/\*\*[\s\S]*?\*\/\n)?) {4}(\w+)\??: pulumi\.Input<([^\n]*)/g);
  return [...declared].map(([, says = "", name = "", type = ""]) => ({
    name,
    type: type.replace(/( \| undefined)?>;$/, ""),
    says,
  }));
}

/** The constructor of a resource says of each property that a program cannot set: `undefined`, with the word `out`. */
function outputNames(code: string): readonly string[] {
  const names = [...code.matchAll(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g)];
  return [...new Set(names.flatMap(([, name]) => name ?? []))].sort();
}

function tagForm(args: string): ResourceType["tags"] {
  const type = /^ {4}tags\??: pulumi\.Input<(.*)$/m.exec(args)?.[1];
  if (type === undefined) {
    return "none";
  }
  if (type.startsWith("{")) {
    return "map";
  }
  return /Tag>\[\]/.test(type) ? "list" : "none"; // some types call a filter "tags"
}

function policyNames(args: string): readonly string[] {
  const text = /^ {4}(\w*(?:policy|policies|policyDocument))\??: pulumi\.Input<string/gim;
  return [...args.matchAll(text)].flatMap(([, name]) => name ?? []);
}
