import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Reads, from the SDK packages a program uses, which properties a type computes and which fields a lookup returns.
 * Every generated Pulumi SDK has one file per type and per lookup; where there is none, nothing is known.
 */
export class SdkFiles {
  private readonly require: NodeJS.Require;
  private readonly packages = new Map<string, string | undefined>();
  private readonly fields = new Map<string, readonly string[]>();

  constructor(programDirectory: string) {
    this.require = createRequire(join(programDirectory, "index.js"));
  }

  /** Properties of a type that only the provider can set. */
  computedProperties(type: string): readonly string[] {
    return this.read(type, ".js", (text) => {
      return [...text.matchAll(/resourceInputs\["([^"]+)"\] = undefined \/\*out\*\//g)].map((match) => match[1] ?? "");
    });
  }

  /** Fields of a lookup's answer. */
  resultFields(token: string): readonly string[] {
    return this.read(token, ".d.ts", (text) => {
      const body = /^export interface \w+Result \{$([\s\S]*?)^\}/m.exec(text)?.[1] ?? "";
      return [...body.matchAll(/^ {4}readonly (\w+)\??:/gm)].map((match) => match[1] ?? "");
    });
  }

  private read(token: string, extension: string, find: (text: string) => readonly string[]): readonly string[] {
    const key = token + extension;
    const known = this.fields.get(key);
    if (known !== undefined) {
      return known;
    }
    const file = this.fileOf(token, extension);
    const fields = file === undefined ? [] : [...new Set(find(readFileSync(file, "utf8")))];
    this.fields.set(key, fields);
    return fields;
  }

  private fileOf(token: string, extension: string): string | undefined {
    const match = /^([\w-]+):(?:index\/)?([\w/]+):\w+$/.exec(token);
    const directory = match?.[1] === undefined ? undefined : this.packageDirectory(match[1]);
    if (directory === undefined || match?.[2] === undefined) {
      return undefined;
    }
    const file = join(directory, `${match[2]}${extension}`);
    return existsSync(file) ? file : undefined;
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
