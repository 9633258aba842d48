import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { runHere } from "../here";

const here = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "init-"));
  process.chdir(folder);
});
afterAll(() => process.chdir(here));

const read = (...path: readonly string[]) => readFileSync(join(folder, ...path), "utf8");
const project = (name: string) => writeFileSync(join(folder, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);

describe("init", () => {
  test.each([
    [["shop"], "shop", "shop"],
    [["My Shop!"], "My Shop!", "my-shop"],
    [["x", "--name", "Trade.System_1"], "x", "Trade.System_1"],
    [["-/__"], "-/__", "my-system"],
  ])("%p makes a project of that name", async (words, directory, name) => {
    const { status, stdout } = await runHere("init", ...words.slice(1), "--", words[0] ?? "");
    expect([status, stdout]).toEqual([0, expect.stringContaining(`Made the project ${name} in `)]);
    expect(parse(read(directory, "Pulumi.yaml")).name).toBe(name);
    expect(parse(read(directory, "Pulumi.dev.yaml")).config).toEqual({ [`${name}:environment`]: "dev" });
    expect(JSON.parse(read(directory, "package.json")).name).toBe(name.toLowerCase());
    expect(JSON.parse(read(directory, "dr-profile.json")).extends).toBe("org-baseline");
    expect(existsSync(join(folder, directory, "workflow.yml"))).toBe(false);
  });

  test("puts the pipeline at the top of the repository, and tells it where the project is", async () => {
    mkdirSync(join(folder, ".git"));
    expect((await runHere("init", "teams/shop")).status).toBe(0);
    const { jobs, permissions } = parse(read(".github", "workflows", "dr-guardrails-teams-shop.yml"));
    expect(jobs.verdict.defaults.run["working-directory"]).toBe("teams/shop");
    expect(permissions).toEqual({ contents: "read" });
  });

  test.each([
    [["--name", "a b"], /--name is "a b", expected up to 100 letters/],
    [["--name", ""], /--name is ""/],
    [["--here", "--name", "x"], /--name x does not go with --here/],
    [["--here"], /no Pulumi\.yaml in/],
  ])("%p is refused and writes nothing", async (words, message) => {
    const { status, stderr } = await runHere("init", ...words);
    expect([status, stderr, readdirSync(folder)]).toEqual([2, expect.stringMatching(message), []]);
  });

  test("--here adds a profile, options and a pipeline, once, and leaves the program alone", async () => {
    project("shop");
    const { status, stdout } = await runHere("init", "--here");
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining("to the project shop. Now:\n\n  npx dr-guardrails check"),
    ]);
    expect(readdirSync(folder).sort()).toEqual([".github", "Pulumi.yaml", "dr-guardrails.json", "dr-profile.json"]);
    const again = await runHere("init", "--here");
    expect([again.status, again.stderr]).toEqual([2, expect.stringMatching(/has dr-profile\.json, .*already/)]);
  });

  test("--here writes nothing where one of its files is in the way", async () => {
    project("shop");
    writeFileSync(join(folder, "dr-guardrails.json"), "{}");
    expect((await runHere("init", "--here")).status).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(["Pulumi.yaml", "dr-guardrails.json"]);
  });
});
