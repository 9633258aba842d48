import { findPosition } from "../../../preflight/monitor/source-position";

const at = (file: string) => ({ uri: `file://${file}`, line: 7, column: 3 });

/** A request made in one place, called from others. */
const requestOf = (place: string, ...callers: readonly string[]) => ({
  sourcePosition: at(place),
  stackTrace: { frames: callers.map((file) => ({ pc: at(file) })) },
});

test.each([
  ["the program's own line", "/p/index.ts", ["/p/lib.ts"], "/p/index.ts"],
  ["the line that calls a package", "/p/node_modules/kit/a.js", ["/p/node_modules/kit/b.js", "/p/b.ts"], "/p/b.ts"],
  ["a file beside the program", "/lib/a.ts", [], "/lib/a.ts"],
  ["nothing within a package of the program", "/p/node_modules/kit/a.js", ["/p/node_modules/kit/b.js"], undefined],
  ["nothing within a package further up", "/node_modules/kit/a.js", [], undefined],
] as const)("%s is where a resource is made", (_what, place, callers, file) => {
  expect(findPosition(requestOf(place, ...callers), "/p")?.file).toBe(file);
});

test("a program that is part of a package has places, and packages beside it have none", () => {
  const directory = "/x/node_modules/systems/infra";
  const { file } = findPosition(requestOf("/x/node_modules/@pulumi/a.js", `${directory}/index.ts`), directory) ?? {};
  expect(file).toBe(`${directory}/index.ts`);
});
