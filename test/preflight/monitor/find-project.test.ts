import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProject } from "../../../preflight/monitor/find-project";

/** A folder that holds project files at these places. */
function place(...folders: readonly string[]): string {
  const top = mkdtempSync(join(tmpdir(), "find-project-"));
  for (const folder of folders) {
    mkdirSync(join(top, folder), { recursive: true });
    writeFileSync(join(top, folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  }
  return top;
}

test("finds the project here, above, and the only one below", () => {
  const top = place("infra");
  mkdirSync(join(top, "infra", "lib", "deep"), { recursive: true });
  mkdirSync(join(top, "docs"));
  expect(findProject(top)).toBe(join(top, "infra"));
  expect(findProject(join(top, "infra"))).toBe(join(top, "infra"));
  expect(findProject(join(top, "infra", "lib", "deep"))).toBe(join(top, "infra"));
});

test("prefers the project around a folder to those below it", () => {
  const top = place(".", "nested");
  expect(findProject(top)).toBe(top);
  expect(findProject(join(top, "nested"))).toBe(join(top, "nested"));
});

test.each(["node_modules/dr-guardrails/infra", ".cache/infra", "test/programs/shop", "app/templates/aws"])(
  "does not look into %s",
  (folder) => {
    const top = place(folder);
    expect(() => findProject(top)).toThrow(/^no Pulumi\.yaml in .*, above it or below it/);
    expect(findProject(join(top, folder))).toBe(join(top, folder));
  },
);

test("lists several, and chooses none of them", () => {
  const top = place("b/infra", "a", "a/nested");
  expect(() => findProject(top)).toThrow(
    `3 Pulumi projects below ${top} (a, ${join("a", "nested")}, ${join("b", "infra")}), expected one; name one with --program`,
  );
});

test("follows no link", () => {
  const top = place("infra");
  symlinkSync(top, join(top, "circle"));
  expect(findProject(top)).toBe(join(top, "infra"));
});

test("knows the project of a checkout, unless another is nearer", () => {
  const top = place("infra", "examples");
  mkdirSync(join(top, "docs"));
  const checkout = { directory: top, program: join(top, "infra") };
  expect(findProject(top, checkout)).toBe(join(top, "infra"));
  expect(findProject(join(top, "docs"), checkout)).toBe(join(top, "infra"));
  expect(findProject(join(top, "examples"), checkout)).toBe(join(top, "examples"));
  expect(findProject(place("own"), checkout)).toMatch(/own$/);
});
