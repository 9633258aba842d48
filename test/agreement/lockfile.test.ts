import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { globSync } from "tinyglobby";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}

const root = resolve(__dirname, "../..");
const lockfiles = globSync("**/package-lock.json", { cwd: root, ignore: "**/node_modules/**" }).sort();

test("the project and each tool that is installed apart has a lockfile", () => {
  expect(lockfiles).toEqual([
    "package-lock.json",
    "test/browser/package-lock.json",
    "test/emulator/package-lock.json",
    "test/links/tool/package-lock.json",
    "test/mutation/tool/package-lock.json",
    "test/prose/tool/package-lock.json",
  ]);
});

describe.each(lockfiles)("%s", (file) => {
  const { packages } = JSON.parse(readFileSync(resolve(root, file), "utf8")) as {
    readonly packages: Readonly<Record<string, Locked>>;
  };

  test("holds the packages of every platform, or `npm ci` refuses it on all others", () => {
    const held = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
    const asked = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
    expect(asked.filter((name) => !held.has(name))).toEqual([]);
  });

  test("names no registry, so that everybody installs from their own", () => {
    expect(Object.keys(packages).length).toBeGreaterThan(1);
    expect(Object.values(packages).flatMap(({ resolved = [] }) => resolved)).toEqual([]);
  });
});
