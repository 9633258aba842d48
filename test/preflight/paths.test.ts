import { posix, win32 } from "node:path";
import { isInstalledFile, slashed, wayWithin } from "../../preflight/paths";

test("a path has slashes for what reads it elsewhere, on every system", () => {
  expect(slashed("infra\\lib\\table.ts", win32)).toBe("infra/lib/table.ts");
  expect(slashed("C:\\team\\infra", win32)).toBe("C:/team/infra");
  expect(slashed("infra/lib/table.ts", posix)).toBe("infra/lib/table.ts");
  // There a backslash is a letter of a name.
  expect(slashed("infra/a\\b", posix)).toBe("infra/a\\b");
});

test.each([
  ["C:\\team", "C:\\team\\infra\\index.ts", "infra\\index.ts"],
  ["C:\\team", "c:\\TEAM\\infra", "infra"],
  ["C:\\team", "C:\\team", ""],
  ["C:\\team", "C:\\team\\..infra", "..infra"],
  ["C:\\team", "C:\\team2", undefined],
  ["C:\\team", "C:\\", undefined],
  ["C:\\team", "D:\\team\\infra", undefined],
  ["\\\\server\\share\\team", "\\\\server\\share\\team\\infra", "infra"],
  ["\\\\server\\share\\team", "\\\\server\\other\\team", undefined],
])("on Windows the way from %s to %s is %p", (directory, file, way) => {
  expect(wayWithin(directory, file, win32)).toBe(way);
});

test.each([
  ["/team", "/team/infra", "infra"],
  ["/team", "/team", ""],
  ["/team", "/team/..infra", "..infra"],
  ["/team", "/team2", undefined],
  ["/team", "/", undefined],
])("elsewhere the way from %s to %s is %p", (directory, file, way) => {
  expect(wayWithin(directory, file, posix)).toBe(way);
});

test("a file of an installed package is known by its folder's whole name", () => {
  expect(isInstalledFile("C:\\team\\node_modules\\dr-guardrails\\load.js", win32)).toBe(true);
  expect(isInstalledFile("C:\\team\\my_node_modules\\load.js", win32)).toBe(false);
  expect(isInstalledFile("C:/team/node_modules/x.js", posix)).toBe(true);
});
