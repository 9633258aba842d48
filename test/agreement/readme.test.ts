import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const lines = readFileSync(join(root, "README.md"), "utf8").split("\n");

test("the README has less than 150 lines", () => {
  expect(lines.length).toBeLessThan(150);
});

/** `infra/regions/pair.ts:77  secondary (pulumi:providers:aws)`, as a verdict prints it. */
const PLACE = /^ {2}(\S+\.ts):(\d+) {2}\S+ \((\S+)\)$/;
const places = lines.flatMap((line): readonly (readonly [file: string, line: string, type: string])[] => {
  const [, file, number, type] = PLACE.exec(line) ?? [];
  return file === undefined || number === undefined || type === undefined ? [] : [[file, number, type]];
});

test("the README's verdict names places", () => {
  expect(places.length).toBeGreaterThan(1);
});

test.each(places)("the README's verdict points at %s:%s, in a file that makes a %s", (file, line, type) => {
  const made = readFileSync(join(root, file), "utf8");
  const className = type.startsWith("pulumi:providers:") ? "Provider" : type.split(":").at(-1);
  expect(made).toContain(`new ${className}(`);
  expect(made.split("\n").length).toBeGreaterThan(Number(line));
});
