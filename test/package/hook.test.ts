import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { commitAll, copyCheckout, root, run } from "./installed";

// Whole commands, each of which starts processes of its own.
jest.setTimeout(300_000);

const place = mkdtempSync(join(tmpdir(), "dr-guardrails-hook-"));
afterAll(() => rmSync(place, { recursive: true }));

/** A repository that defines the hook. */
function makeRepository(): string {
  const repository = join(place, "repository");
  copyCheckout(repository);
  rmSync(join(repository, "node_modules"));
  commitAll(repository);
  run(repository, "git", "tag", "v0.1.0");
  return repository;
}

test("the hook that docs/ci.md names judges before a commit, and tells only what fails", () => {
  const blocks = readFileSync(join(root, "docs", "ci.md"), "utf8").matchAll(/```yaml\n(.*?)```/gs);
  const [documented] = [...blocks].map(([, text = ""]) => parse(text)).filter(({ repos }) => repos !== undefined);
  expect(documented.repos[0].repo).toBe("https://YOUR-HOST/dr-guardrails.git");

  const team = join(place, "team");
  mkdirSync(team);
  cpSync(join(root, "test", "preflight", "programs", "shop"), team, { recursive: true });
  rmSync(join(team, "Pulumi.prod.yaml"));
  mkdirSync(join(team, "node_modules", ".bin"), { recursive: true });
  symlinkSync(join(root, "node_modules", "@pulumi"), join(team, "node_modules", "@pulumi"));
  symlinkSync(join(root, "preflight", "main.js"), join(team, "node_modules", ".bin", "dr-guardrails"));
  writeFileSync(join(team, ".gitignore"), "node_modules\n");
  writeFileSync(join(team, "dr-profile.json"), '{ "extends": "org-baseline" }\n');
  const [hooks] = documented.repos;
  writeFileSync(
    join(team, ".pre-commit-config.yaml"),
    stringify({ repos: [{ ...hooks, repo: `file://${makeRepository()}` }] }),
  );
  commitAll(team);

  const hook = run(root, "test/package/setup", "--check").trim();
  const env = { ...process.env, PRE_COMMIT_HOME: join(place, "cache"), PRE_COMMIT_COLOR: "never" };
  const commit = () => spawnSync(hook, ["run", "--all-files"], { cwd: team, env, encoding: "utf8" });
  const broken = commit();
  expect([broken.status, broken.stdout]).toEqual([1, expect.stringMatching(/^dr-guardrails\.+Failed$/m)]);
  expect(broken.stdout).toContain("mandatory  ");

  writeFileSync(join(team, "dr-profile.json"), '{ "all": "advisory" }\n');
  const fine = commit();
  expect([fine.status, fine.stdout]).toEqual([0, expect.stringMatching(/^dr-guardrails\.+Passed\n$/m)]);
});
