import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import { bundleFunction } from "../../../infra/lib/lambda/bundle";

const root = join(__dirname, "..", "..", "..");
const functions = join(root, "infra", "lib", "lambda");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function writeFunction(source: string): void {
  mkdirSync(join(folder, "broken"));
  writeFileSync(join(folder, "broken", "handler.ts"), source);
}

function bundleText(directory: string): string {
  return Buffer.from(bundleFunction(directory, "trade-processor").bytes).toString("utf8");
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (thrown) {
    return thrown instanceof RunError ? thrown.message : `not a RunError: ${thrown}`;
  }
  return "nothing was thrown";
}

describe("bundleFunction", () => {
  test("gives the same bytes for the same sources, wherever they lie", () => {
    cpSync(functions, join(folder, "elsewhere"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const here = bundleText(functions);
    expect(bundleText(functions) === here).toBe(true);
    expect(bundleText(join(folder, "elsewhere")) === here).toBe(true);
  });

  test("holds no path of this machine and no source map", () => {
    const text = bundleText(functions);
    expect(text).not.toContain(root);
    expect(text).not.toContain("node_modules/");
    expect(text).not.toContain("sourceMappingURL");
  });

  test("needs nothing but Node itself, and credential sources that a function never uses", () => {
    const text = bundleText(functions);
    const needed = [...text.matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(([, name = ""]) => name);
    expect([...new Set(needed)].filter((name) => name.startsWith("@")).sort()).toEqual([
      "@aws-sdk/credential-provider-ini",
      "@aws-sdk/credential-provider-process",
      "@aws-sdk/credential-provider-sso",
      "@aws-sdk/credential-provider-web-identity",
    ]);
    const others = needed.filter((name) => !name.startsWith("@"));
    expect(others).toContain("node:https");
    expect(others.filter((name) => !isBuiltin(name))).toEqual([]);
  });

  test("lists every file that it was made from, and only files", () => {
    const { inputs } = bundleFunction(functions, "trade-processor");
    expect(inputs).toContain(join(functions, "trade-processor", "handler.ts"));
    expect(inputs).toContain(join(functions, "runtime", "log.ts"));
    expect(inputs.some((input) => input.includes(join("node_modules", "@aws-sdk", "client-dynamodb")))).toBe(true);
    expect(inputs.filter((input) => !existsSync(input))).toEqual([]);
  });

  test.each(["", ".", "..", "../trade-processor", "trade-processor/", "runtime", "no-such", "Trade-Processor", "a\0b"])(
    "says that there is no function %j",
    (name) => {
      expect(messageOf(() => bundleFunction(functions, name))).toBe(
        `The function ${JSON.stringify(name)} has no source: expected the file <name>/handler.ts in infra/lib/lambda. Use the name of a folder there.`,
      );
    },
  );

  test("says where a source is wrong", () => {
    writeFunction("export const handler = ;\n");
    expect(messageOf(() => bundleFunction(folder, "broken"))).toBe(
      'The function broken does not build. Correct its source:\n  broken/handler.ts:1:24 Unexpected ";"',
    );
  });

  test("reports every import that is not there", () => {
    writeFunction('import a from "./a";\nimport b from "no-such-package";\nexport const handler = [a, b];\n');
    const message = messageOf(() => bundleFunction(folder, "broken"));
    expect(message).toContain('broken/handler.ts:1:15 Could not resolve "./a"');
    expect(message).toContain('broken/handler.ts:2:15 Could not resolve "no-such-package"');
  });
});
