import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findStackFiles } from "../../../preflight/commands/stack-files";

const directory = mkdtempSync(join(tmpdir(), "stack-files-"));
mkdirSync(join(directory, "stacks"));
writeFileSync(join(directory, "stacks", "one.json"), "{}");
writeFileSync(join(directory, "stacks", "two.json"), "{}");
symlinkSync(join("..", "stacks"), join(directory, "stacks", "again"));
symlinkSync("one.json", join(directory, "stacks", "other-name.json"));

test("a file counts once, whichever links lead to it", () => {
  const { files } = findStackFiles([join(directory, "stacks")]);
  expect([...files].sort()).toEqual(["one.json", "two.json"].map((name) => join(directory, "stacks", name)));
});

test("a file that is named twice, once by a link, counts once", () => {
  const [one, link] = ["one.json", "other-name.json"].map((name) => join(directory, "stacks", name));
  expect(findStackFiles([link ?? "", one ?? ""]).files).toEqual([one]);
});

test("a file that is not there keeps its name, for the error", () => {
  expect(findStackFiles(["none.json", "-"]).files).toEqual(["none.json", "-"]);
});

test("a way that leads nowhere keeps its name, for the error", () => {
  symlinkSync("itself.json", join(directory, "itself.json"));
  const given = [join(directory, "itself.json"), "x".repeat(5000)];
  expect(findStackFiles(given).files).toEqual(given);
});
