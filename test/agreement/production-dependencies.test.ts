import { readFileSync } from "node:fs";
import { resolve } from "node:path";

interface Locked {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly license?: string;
}

const root = resolve(__dirname, "../..");
const read = (file: string) => JSON.parse(readFileSync(resolve(root, file), "utf8"));
const locked: Readonly<Record<string, Locked>> = read("package-lock.json").packages;
const { allowScripts }: { readonly allowScripts: Readonly<Record<string, boolean>> } = read("package.json");
const nameOf = (path: string) => path.split("node_modules/").at(-1) ?? "";

/** They ask for a notice at most, which every copy of a package holds. */
const permissive = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "Python-2.0",
]);

/** What a package calls by no name of its own: the file of its licence, and how that begins. */
const byFile: Readonly<Record<string, readonly [file: string, beginning: RegExp]>> = {
  "@logdna/tail-file": ["LICENSE", /^The MIT License \(MIT\)\s/],
};

/** True when every licence of `A AND B` is permissive, or one of `A OR B`; names and brackets of SPDX alone. */
function isPermissive(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, "$1");
  const every = plain.split(" AND ");
  return every.length > 1
    ? every.every(isPermissive)
    : plain.split(" OR ").some((licence) => permissive.has(licence.replace(/^\((.*)\)$/, "$1")));
}

function licenceOf(path: string, { license = "" }: Locked): string {
  const [file, beginning] = byFile[nameOf(path)] ?? [];
  const isKnown = file !== undefined && beginning?.test(readFileSync(resolve(root, path, file), "utf8"));
  return isKnown ? "MIT" : license;
}

const production = Object.entries(locked).filter(([path, { dev }]) => path !== "" && dev !== true);

test("what the package is installed with has permissive licences", () => {
  expect(production.length).toBeGreaterThan(300);
  const others = production
    .map(([path, entry]) => [nameOf(path), licenceOf(path, entry)] as const)
    .filter(([, licence]) => !isPermissive(licence));
  expect(others).toEqual([]);
});

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0-only)", true],
  ["(BSD-3-Clause AND Apache-2.0)", true],
  ["(MIT AND GPL-3.0-only)", false],
  ["AGPL-3.0-only", false],
  ["UNLICENSED", false],
  ["", false],
])("licence %j is permissive: %s", (expression, expected) => {
  expect(isPermissive(expression)).toBe(expected);
});

test("no package runs a script when it is installed: each that has one is named, and none is allowed", () => {
  const withScripts = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript === true);
  expect(Object.keys(allowScripts).sort()).toEqual([...new Set(withScripts.map(([path]) => nameOf(path)))].sort());
  expect(Object.values(allowScripts)).not.toContain(true);
});
