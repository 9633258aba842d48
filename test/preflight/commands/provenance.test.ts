import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProvenance } from "../../../preflight/commands/provenance";

const now = new Date("2026-11-30T15:40:59Z");
const directory = () => mkdtempSync(join(tmpdir(), "provenance-"));

test("says when, and hides the values of config", () => {
  const words = ["check", "--config", "password=a b", "--config=key=secret", "--stack", "it's"];
  const { date, command } = readProvenance(words, directory(), now);
  expect(date).toBe("2026-11-30 15:40 UTC");
  expect(command).toBe("npx dr-guardrails check --config password=… --config=key=… --stack 'it'\\''s'");
});

test("says on which commit, and whether something was changed since", () => {
  const folder = directory();
  const git = (...words: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...words], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  expect(readProvenance([], folder, now).commit).toBe("not known: the directory is no git repository with a commit");
  git("init", "-q");
  expect(readProvenance([], folder, now).commit).toMatch(/^not known/);
  writeFileSync(join(folder, "file"), "one");
  git("add", ".");
  git("commit", "-qm", "one");
  const head = git("rev-parse", "HEAD");
  expect(readProvenance([], folder, now).commit).toBe(head);
  writeFileSync(join(folder, "new"), "one");
  expect(readProvenance([], folder, now).commit).toBe(`${head}, with uncommitted changes`);
  rmSync(join(folder, "new"));
  expect(readProvenance([], folder, now).commit).toBe(head);
  writeFileSync(join(folder, "file"), "another");
  expect(readProvenance([], folder, now).commit).toBe(`${head}, with uncommitted changes`);
});
