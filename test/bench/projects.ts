import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../engine/harness/cli";
import type { WorkingCopy } from "../engine/harness/working-copy";

/** Makes a copy's program and pack start as Pulumi starts them by default: from TypeScript, types checked each time. */
export function checkTypesAtRunTime(copy: WorkingCopy): void {
  const settings = join(copy.program, "Pulumi.yaml");
  const typed = readFileSync(settings, "utf8")
    .replace(/typescript: false/, "typescript: true")
    .replace(/^main: .*$/m, "main: index.ts");
  writeFileSync(settings, typed);
  // ts-node takes the settings of the folder it runs in.
  symlinkSync(join(repository, "tsconfig.json"), join(copy.program, "tsconfig.json"));
}

/** A pack of its own folder. `remove` it when done. */
export interface Pack {
  readonly path: string;
  remove(): void;
}

function makePack(manifest: object, main: readonly string[]): Pack {
  const path = mkdtempSync(join(tmpdir(), "dr-guardrails-pack-"));
  symlinkSync(join(repository, "node_modules"), join(path, "node_modules"));
  writeFileSync(join(path, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(path, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(path, "index.js"), `${main.join("\n")}\n`);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The least a pack can be: one rule, in plain JavaScript. */
export function oneRulePack(): Pack {
  return makePack({ name: "one-rule", version: "1.0.0", main: "index.js" }, [
    'const { PolicyPack } = require("@pulumi/policy");',
    'new PolicyPack("one-rule", {',
    "  policies: [",
    "    {",
    '      name: "dynamodb-exact-billing-mode",',
    '      description: "Tables are billed on demand.",',
    '      enforcementLevel: "mandatory",',
    "      validateResource: ({ type, props }, report) => {",
    '        if (type === "aws:dynamodb/table:Table" && props.billingMode !== "PAY_PER_REQUEST") report("not on demand");',
    "      },",
    "    },",
    "  ],",
    "});",
  ]);
}

/** Our pack as Pulumi would run it by default: from TypeScript, types checked each time. */
export function typedPack(): Pack {
  const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  const pack = makePack({ name: manifest.name, version: manifest.version, main: "policy-pack/index.ts" }, []);
  symlinkSync(join(repository, "policy-pack"), join(pack.path, "policy-pack"));
  symlinkSync(join(repository, "tsconfig.json"), join(pack.path, "tsconfig.json"));
  return pack;
}
