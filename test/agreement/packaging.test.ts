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

describe("before it is published", () => {
  const { obstacles }: { obstacles(from: string, isPublic: boolean): readonly string[] } =
    require("../../packaging/publishable");
  const addresses = { repository: "r", homepage: "h", bugs: "b" };
  const release = (manifest: object, changes: string) =>
    tree({ "package.json": JSON.stringify({ version: "1.2.0", ...manifest }), "CHANGELOG.md": changes });

  test("a public registry wants addresses, one of your own does not", () => {
    const folder = release({ homepage: "h" }, "## 1.2.0 - 2027-01-31\n");
    expect(obstacles(folder, true)).toEqual([expect.stringMatching(/^package\.json names no repository, no bugs,/)]);
    expect(obstacles(folder, false)).toEqual([]);
    expect(obstacles(release(addresses, "## 1.2.0 - 2027-01-31\n"), true)).toEqual([]);
  });

  test.each(["## Unreleased\n", "## 1.2.0\n", "## 11.2.0 - 2027-01-31\n", "### 1.2.0 - 2027-01-31\n"])(
    "the changelog has the version and its day, which %j is not",
    (changes) => {
      expect(obstacles(release(addresses, changes), false)).toEqual([
        expect.stringContaining('no heading "## 1.2.0 - '),
      ]);
    },
  );

  test("this version has its heading, and lacks no more than addresses that nobody has given it", () => {
    expect(obstacles(root, false)).toEqual([]);
    expect(JSON.stringify(obstacles(root, true))).not.toContain("CHANGELOG");
  });
});
