import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";

// Whole commands, each of which starts processes of its own.
jest.setTimeout(180_000);

const root = resolve(__dirname, "..", "..");
const [github, gitlab] = [...readFileSync(join(root, "docs", "ci.md"), "utf8").matchAll(/```yaml\n(.*?)```/gs)].map(
  ([, text = ""]) => parse(text),
);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A repository whose `main` breaks a law, and whose change breaks one more; what talks to a server is recorded. */
function makeRepository(): { readonly directory: string; readonly log: string; readonly path: string } {
  const home = mkdtempSync(join(tmpdir(), "ci-"));
  const directory = join(home, "repository");
  const commands = join(home, "commands");
  const log = join(home, "log");
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: directory, stdio: "pipe" });
  mkdirSync(join(directory, "node_modules", ".bin"), { recursive: true });
  mkdirSync(commands);
  cpSync(join(root, "test", "preflight", "programs", "shop"), join(directory, "infra"), { recursive: true });
  rmSync(join(directory, "infra", "Pulumi.prod.yaml"));
  symlinkSync(join(root, "preflight", "main.js"), join(directory, "node_modules", ".bin", "dr-guardrails"));
  symlinkSync(join(root, "node_modules", "@pulumi"), join(directory, "node_modules", "@pulumi"));
  for (const name of ["gh", "curl", "npm"]) {
    writeFileSync(join(commands, name), `#!/bin/sh\necho ${name} "$@" >> '${log}'\n`);
    chmodSync(join(commands, name), 0o755);
  }
  writeFileSync(join(directory, ".gitignore"), "node_modules\n");
  git("init", "--quiet", "--initial-branch", "main");
  git("config", "user.email", "dev@example.com");
  git("config", "user.name", "dev");
  git("add", ".");
  git("commit", "--quiet", "--message", "main");
  git("remote", "add", "origin", directory);
  git("fetch", "--quiet", "origin");
  return { directory, log, path: `${commands}:${process.env.PATH}` };
}

function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", script], {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

test("the steps for GitHub judge, compare, comment and leave the reports", () => {
  const { directory, log, path } = makeRepository();
  const values: Record<string, string> = { "github.base_ref": "main", "github.event.number": "7", "github.token": "t" };
  const fill = (text: string) =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_all, name: string) => values[name] ?? `no ${name}`);
  const steps: readonly Step[] = github.jobs.verdict.steps.filter(({ run }: Step) => run !== undefined);
  const results = steps.map(({ name, run = "", env = {} }) => {
    const variables = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, fill(value)]));
    return [name ?? run, shell(run, directory, { ...variables, PATH: path })] as const;
  });
  expect(results.map(([name, { status }]) => [name, status])).toEqual([
    ["npm ci", 0],
    ["Judge the target branch", 0],
    ["Judge the change", 1],
    ["Comment", 0],
  ]);
  expect(readFileSync(log, "utf8")).toBe(
    "npm ci\ngh pr comment 7 --edit-last --create-if-none --body-file comment.md\n",
  );
  expect(readFileSync(join(directory, "comment.md"), "utf8")).toContain("0 new mandatory, 0 new advisory, 0 fixed");
  const { runs } = JSON.parse(readFileSync(join(directory, "verdict.sarif"), "utf8"));
  const places = runs.flatMap(({ results: list }: { results: readonly unknown[] }) => list);
  expect(JSON.stringify(places)).toContain('"uri":"infra/main.js"');
  expect(existsSync(join(directory, "dr-report.html"))).toBe(true);
});

test("the steps for GitHub compare with nothing where there is no target branch", () => {
  const { directory, path } = makeRepository();
  const { run = "" } = github.jobs.verdict.steps.find(({ name }: Step) => name === "Judge the change");
  expect(shell(run, directory, { BASE: "", PATH: path }).status).toBe(1);
  expect(readFileSync(join(directory, "comment.md"), "utf8")).not.toContain("This change");
});

test("the script for GitLab judges, compares and leaves the reports, and its end comments", () => {
  const { directory, log, path } = makeRepository();
  const program = join(directory, "infra", "main.js");
  appendFileSync(program, 'new sqs.Queue("more", { name: "more" });\n');
  const env = {
    PATH: path,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    CI_MERGE_REQUEST_IID: "7",
    CI_API_V4_URL: "https://gitlab.example.com/api/v4",
    CI_PROJECT_ID: "1",
    COMMENT_TOKEN: "t",
  };
  const { status, output } = shell(gitlab.verdict.script.join("\n"), directory, env);
  expect([status, output]).toEqual([
    1,
    expect.stringMatching(/Against main\.json: [1-9]\d* new mandatory, \d+ new advisory, \d+ fixed/),
  ]);
  expect(readFileSync(join(directory, "verdict.xml"), "utf8")).toContain("<testsuites");
  expect(shell(gitlab.verdict.after_script.join("\n"), directory, env).status).toBe(0);
  expect(readFileSync(log, "utf8")).toContain(
    "curl --fail --request POST --header PRIVATE-TOKEN: t --data-urlencode body@comment.md https://gitlab.example.com/api/v4/projects/1/merge_requests/7/notes",
  );
});
