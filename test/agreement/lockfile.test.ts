import { readFileSync } from "node:fs";
import { resolve } from "node:path";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}

const { packages } = JSON.parse(readFileSync(resolve(__dirname, "../../package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

describe("the lockfile", () => {
  test("holds the packages of every platform, or `npm ci` refuses it on all others", () => {
    const held = new Set(Object.keys(packages).map((path) => path.split("node_modules/").at(-1)));
    const asked = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !held.has(name))).toEqual([]);
  });

  test("names no registry, so that everybody installs from their own", () => {
    expect(Object.values(packages).flatMap(({ resolved = [] }) => resolved)).toEqual([]);
  });
});
