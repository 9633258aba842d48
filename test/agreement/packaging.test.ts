import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const { build }: { build(from: string, to?: string): number } = require("../../packaging/build");
const {
  named,
  sourcesIn,
}: {
  named(code: string, path: string, sources: ReadonlySet<string>): string;
  sourcesIn(folder: string): readonly string[];
} = require("../../packaging/sources");

/** A tree of files in a new folder. */
function tree(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "packaging-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("what a package runs", () => {
  test("is built from every source of the product, and of nothing else", () => {
    const folder = tree({
      "infra/index.ts": "",
      "infra/.build/x/index.ts": "",
      "model/a/b.ts": "",
      "policy-pack/docs/write.ts": "",
      "policy-pack/index.ts": "",
      "preflight/testing/index.d.ts": "",
      "preflight/cli.ts": "",
    });
    expect(sourcesIn(folder)).toEqual(["infra/index.ts", "model/a/b.ts", "policy-pack/index.ts", "preflight/cli.ts"]);
  });

  test.each([
    ['require("./b")', 'require("./b.cjs")'],
    ["require('../c')", 'require("../c/index.cjs")'],
    ['require(".")', 'require("./index.cjs")'],
    ['require("./data.json")', 'require("./data.json")'],
    ['require("./plain")', 'require("./plain")'],
    ['require("zod")', 'require("zod")'],
  ])("names what %s means", (code, expected) => {
    const sources = new Set(["model/a/b.ts", "model/a/index.ts", "model/c/index.ts"]);
    expect(named(code, "model/a/x.ts", sources)).toBe(expected);
  });

  test("does what the sources say", () => {
    const folder = tree({
      "model/list/index.ts": "export const list: readonly number[] = [1, 2];\n",
      "model/sum.ts":
        'import type { Later } from "./later";\nimport { list } from "./list";\nexport const sum = (more: Later) => list.reduce((a, b) => a + b, more);\n',
      "model/later.ts": "export type Later = number;\n",
      "infra/index.ts": "",
      "policy-pack/index.ts": "",
      "preflight/index.ts": "",
    });
    expect(build(folder)).toBe(6);
    expect(require(join(folder, "model", "sum.cjs")).sum(3)).toBe(6);
  });

  test("finds every module that it requires", () => {
    const target = mkdtempSync(join(tmpdir(), "packaging-"));
    const count = build(root, target);
    expect(count).toBeGreaterThan(500);
    const lost = sourcesIn(root).flatMap((path) => {
      const code = readFileSync(join(target, path.replace(/\.ts$/, ".cjs")), "utf8");
      const wanted = [...code.matchAll(/require\(["'](\.[^"']*)["']\)/g)].map(([, name = ""]) => name);
      return wanted.filter((name) => {
        const file = join(dirname(path), name);
        const places = [join(target, file), join(root, file), join(root, `${file}.js`)];
        return !places.some((place) => existsSync(place));
      });
    });
    expect(lost).toEqual([]);
  });

  test("is not built in a checkout: only where somebody depends on it by its git URL", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(scripts).toMatchObject({ prepack: "node packaging/build.js", prepare: "node packaging/prepare.js" });
    expect(existsSync(join(root, "preflight", "cli.cjs"))).toBe(false);
  });
});
