import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { scenarioNames } from "../../../model/recovery/failures/scenario-names";
import { rules } from "../../../policy-pack/rules";
import { profileNames } from "../../../preflight/analyzer/profile-files";
import { FAIL_ON } from "../../../preflight/commands/gate";
import { SHELLS } from "../../../preflight/completion/shells";
import { runHere } from "../here";

/** What is offered for a line whose last word is empty or begun. */
async function offered(...words: readonly string[]) {
  const { status, stdout, stderr } = await runHere("complete", "--", ...words);
  expect([status, stderr]).toEqual([0, ""]);
  const lines = stdout.trimEnd().split("\n");
  return { words: lines.slice(0, -1).map((line) => line.split("\t")[0]), names: lines.at(-1) };
}

test("commands are offered first, with what they do", async () => {
  const { stdout } = await runHere("complete", "--", "");
  expect(stdout).toMatch(/^check\trun a program/m);
  expect(stdout).toMatch(/^complete\tprint the script/m);
  expect(stdout).toMatch(/\n:none\n$/);
});

test("options are those of the command, each with what it does", async () => {
  const { words, names } = await offered("check", "--f");
  expect(words).toEqual(expect.arrayContaining(["--format", "--fail-on", "--known", "--watch", "--help"]));
  expect(names).toBe(":none");
  expect((await offered("budget", "--")).words).not.toContain("--known");
  expect((await offered("-")).words).toEqual(["--version", "--help"]);
});

describe("the words of an option are all there are:", () => {
  test.each<readonly [readonly string[], readonly string[], string]>([
    [["drill", "--fail", ""], scenarioNames, ":none"],
    [["drill", "--experiment", ""], ["json", "pulumi"], ":none"],
    [["drill", "--experiment=p"], ["--experiment=json", "--experiment=pulumi"], ":none"],
    [["check", "--fail-on", ""], FAIL_ON, ":none"],
    [["check", "--fail-on", "new,"], FAIL_ON.slice(1).map((word) => `new,${word}`), ":none"],
    [["check", "--profile", ""], profileNames(), ":files"],
    [["profile", "print", ""], profileNames(), ":files"],
    [["budget", "--format", ""], ["text", "json"], ":none"],
    [["complete", ""], SHELLS, ":none"],
    [["check", "--severity=h"], ["critical", "high", "medium", "low"].map((word) => `--severity=${word}`), ":none"],
  ])("%p", async (line, words, names) => {
    expect(await offered(...line)).toEqual({ words, names });
  });

  test.each([
    ["check", "--policy", ""],
    ["explain", ""],
    ["exempt", ""],
  ])("policies: %p", async (...line) => {
    const { words } = await offered(...line);
    expect([...words].sort()).toEqual(rules.map(({ meta }) => meta.name).sort());
    expect(await offered(...line.slice(0, 1), "--policy-pack", "mine", ...line.slice(1))).toMatchObject({ words: [] });
  });
});

test.each<readonly [readonly string[], string]>([
  [["check", "--known", ""], ":files"],
  [["check", "--html", ""], ":files"],
  [["check", "--write", "html=re"], ":files"],
  [["analyze", "a.json", "b"], ":files"],
  [["exempt", "--profile", ""], ":files"],
  [["check", "--program", ""], ":directories"],
  [["init", ""], ":directories"],
  [["init", "--", "-"], ":directories"],
  [["init", "made", ""], ":none"],
  [["check", "--config", ""], ":none"],
  [["check", "--config=", ""], ":none"],
  [["exempt", "policy", "urn:"], ":none"],
])("of %p the shell is asked for its own names as it should be", async (line, names) => {
  expect(await offered(...line)).toEqual({ words: [], names });
});

test("an option whose value may be left out does not eat the next option", async () => {
  expect((await offered("check", "--html", "--format", "")).words).toContain("sarif");
});

describe("stacks", () => {
  const folder = mkdtempSync(join(tmpdir(), "offer-"));
  const program = join(folder, "program");
  mkdirSync(program);
  writeFileSync(join(program, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  for (const stack of ["dev", "prod", "$(id)", "a b"]) writeFileSync(join(program, `Pulumi.${stack}.yaml`), "");

  test("are those of the program that is named, without names that a shell would act on", async () => {
    expect((await offered("check", "--program", program, "--stack", "")).words).toEqual(["dev", "prod"]);
    expect((await offered("drill", `--program=${program}`, "--stack", "d")).words).toEqual(["dev", "prod"]);
    const fromHome = `~/${relative(homedir(), program)}`;
    expect((await offered("check", "--program", fromHome, "--stack", "")).words).toEqual(["dev", "prod"]);
  });

  test("are none where there is no program", async () => {
    expect(await offered("check", "--program", join(folder, "none"), "--stack", "")).toEqual({
      words: [],
      names: ":none",
    });
  });
});

test("a line that makes no sense is no error", async () => {
  await offered("nothing", "--such", "--format=x", "");
  await offered();
  expect((await offered("check", "--nothing=", "")).words).toEqual([]);
});

test.each(["powershell", "../bash"])("complete %s is refused with the shells that there are", async (shell) => {
  const { status, stdout, stderr } = await runHere("complete", shell);
  expect([status, stdout, stderr]).toEqual([2, "", expect.stringContaining("complete is for bash, zsh, fish, found")]);
});
