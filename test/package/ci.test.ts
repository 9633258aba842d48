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
const [judging, commenting, gitlab] = [
  ...readFileSync(join(root, "docs", "ci.md"), "utf8").matchAll(/```yaml\n(.*?)```/gs),
].map(([, text = ""]) => parse(text));

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What servers answer: the change's commit, and the comment of an earlier run when `MINE` is set. */
const ANSWERS: Readonly<Record<string, string>> = {
  gh: `case "$*" in *"/pulls/"*) echo abc;; *--paginate*) printf %s "$MINE";; *download*) exit $NO_REPORT;; esac`,
  curl: `case "$*" in
*--request*) ;;
*) [ -z "$MINE" ] || more=",{\\"id\\":$MINE,\\"body\\":\\"<!-- dr-guardrails -->\\"}"; echo "[{\\"id\\":4,\\"body\\":\\"hello\\"}$more]" ;;
esac`,
  npm: "",
};

/** A repository whose `main` breaks a policy, and whose change breaks one more; what talks to a server is recorded. */
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
  writeFileSync(join(directory, "dr-profile.json"), '{ "extends": "org-baseline" }\n');
  for (const [name, answers] of Object.entries(ANSWERS)) {
    writeFileSync(join(commands, name), `#!/bin/sh\necho ${name} "$@" >> '${log}'\n${answers}\n`);
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

const values: Readonly<Record<string, string>> = {
  "github.base_ref": "main",
  "github.event.number": "7",
  "github.token": "t",
  "github.repository": "acme/shop",
  "github.event.workflow_run.id": "1",
  "github.event.workflow_run.head_sha": "abc",
  "steps.fetch.outputs.number": "7",
};
const fill = (text: string) => text.replace(/\$\{\{ (.*?) \}\}/g, (_all, name: string) => values[name] ?? `no ${name}`);

/** Runs the steps of a job that are shell, one after the other; gives how each ended. */
function runJob(
  job: { readonly env?: Step["env"]; readonly steps: readonly Step[] },
  directory: string,
  env: Readonly<Record<string, string>>,
) {
  return job.steps
    .filter(({ run }) => run !== undefined)
    .map((step) => {
      const own = Object.entries({ ...job.env, ...step.env }).map(([key, value]) => [key, fill(value)]);
      const { status, output } = shell(step.run ?? "", directory, { ...Object.fromEntries(own), ...env });
      return { name: step.name ?? step.run, status, output };
    });
}

describe("the workflows for GitHub", () => {
  test("judge the change by the target branch's profile, compare, annotate and leave the reports", () => {
    const { directory, path } = makeRepository();
    // A change that loosens its own profile is judged by the other.
    writeFileSync(join(directory, "dr-profile.json"), '{ "all": "disabled" }\n');
    const results = runJob(judging.jobs.judge, directory, { PATH: path });
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ["npm ci --ignore-scripts", 0],
      ["Judge the target branch", 0],
      ["Judge the change", 1],
    ]);
    expect(results.at(-1)?.output).toMatch(/^::(error|warning) file=infra\/main\.js,line=\d+,/m);
    expect(readFileSync(join(directory, "reports/comment.md"), "utf8")).toContain("0 new mandatory, 0 new advisory");
    expect(readFileSync(join(directory, "reports/number"), "utf8")).toBe("7\n");
    expect(readFileSync(join(directory, "reports/verdict.sarif"), "utf8")).toContain('"uri": "infra/main.js"');
    expect(existsSync(join(directory, "reports/dr-report.html"))).toBe(true);
  });

  test("compare with nothing where there is no target branch, and leave no report where there is no verdict", () => {
    const { directory, path } = makeRepository();
    const { run = "" } = judging.jobs.judge.steps.find(({ name }: Step) => name === "Judge the change");
    expect(shell(run, directory, { BASE: "", NUMBER: "", PATH: path }).status).toBe(1);
    expect(readFileSync(join(directory, "reports/comment.md"), "utf8")).not.toContain("This change");
    rmSync(join(directory, "reports"), { recursive: true });
    writeFileSync(join(directory, "infra", "main.js"), "throw new Error('no')");
    rmSync(join(directory, "infra", "Pulumi.prod.yaml"), { force: true });
    expect(shell(run, directory, { BASE: "", NUMBER: "", PATH: path }).status).toBe(2);
    expect(existsSync(join(directory, "reports/comment.md"))).toBe(false);
  });

  test("give nothing that the program of a change could use, and check out no change where they may write", () => {
    expect(judging.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(judging)).not.toMatch(/secrets\.|github\.token|pull_request_target|id-token/);
    const [checkout] = judging.jobs.judge.steps;
    expect(checkout.with["persist-credentials"]).toBe(false);
    expect(Object.keys(commenting.on)).toEqual(["workflow_run"]);
    expect(JSON.stringify(commenting.jobs)).not.toMatch(/actions\/checkout|npm|npx/);
  });

  test.each([
    ["", "gh api --method POST repos/acme/shop/issues/7/comments --field body=@reports/comment.md"],
    ["31", "gh api --method PATCH repos/acme/shop/issues/comments/31 --field body=@reports/comment.md"],
  ])("write one comment: of an earlier run there is %p", (mine, expected) => {
    const { directory, log, path } = makeRepository();
    mkdirSync(join(directory, "reports"));
    writeFileSync(join(directory, "reports/number"), "7\n");
    const outputs = join(directory, "outputs");
    const results = runJob(commenting.jobs.comment, directory, { PATH: path, MINE: mine, GITHUB_OUTPUT: outputs });
    expect(results.map(({ status }) => status)).toEqual([0, 0]);
    expect(readFileSync(outputs, "utf8")).toBe("number=7\n");
    expect(readFileSync(log, "utf8").trim().split("\n").at(-1)).toBe(expected);
  });

  test.each([
    ["a number that is another change's", { SHA: "other" }, 1],
    ["no report", { NO_REPORT: "1" }, 0],
  ])("comment on nothing after %s", (_, env, status) => {
    const { directory, path } = makeRepository();
    mkdirSync(join(directory, "reports"));
    writeFileSync(join(directory, "reports/number"), "7; touch owned\n");
    const [fetch] = commenting.jobs.comment.steps;
    const outputs = join(directory, "outputs");
    const [result] = runJob({ env: commenting.jobs.comment.env, steps: [fetch] }, directory, {
      PATH: path,
      GITHUB_OUTPUT: outputs,
      ...env,
    });
    expect([result?.status, existsSync(outputs), existsSync(join(directory, "owned"))]).toEqual([status, false, false]);
  });
});

describe("the jobs for GitLab", () => {
  const env = {
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    CI_MERGE_REQUEST_IID: "7",
    CI_API_V4_URL: "https://gitlab.example.com/api/v4",
    CI_PROJECT_ID: "1",
  };

  test("judge, compare and leave the reports", () => {
    const { directory, path } = makeRepository();
    appendFileSync(join(directory, "infra", "main.js"), 'new sqs.Queue("more", { name: "more" });\n');
    const { status, output } = shell(gitlab.judge.script.join("\n"), directory, { ...env, PATH: path });
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/Against main\.json: [1-9]\d* new mandatory, \d+ new advisory, \d+ fixed/),
    ]);
    expect(readFileSync(join(directory, "verdict.xml"), "utf8")).toContain("<testsuites");
    expect(JSON.stringify(gitlab.judge)).not.toContain("COMMENT_TOKEN");
  });

  const notes = "https://gitlab.example.com/api/v4/projects/1/merge_requests/7/notes";
  test.each([
    ["", `--request POST --header PRIVATE-TOKEN: t --data-urlencode body@comment.md ${notes}`],
    ["31", `--request PUT --header PRIVATE-TOKEN: t --data-urlencode body@comment.md ${notes}/31`],
  ])("write one comment: of an earlier run there is %p", (mine, expected) => {
    const { directory, log, path } = makeRepository();
    writeFileSync(join(directory, "comment.md"), "<!-- dr-guardrails -->");
    const variables = { ...env, COMMENT_TOKEN: "t", PATH: path, MINE: mine };
    const { status, output } = shell(gitlab.comment.script.join("\n"), directory, variables);
    expect([status, output]).toEqual([0, ""]);
    expect(readFileSync(log, "utf8").trim().split("\n").at(-1)).toBe(`curl --fail --silent ${expected}`);
  });

  test("comment on nothing where there is no report", () => {
    const { directory, log, path } = makeRepository();
    expect(shell(gitlab.comment.script.join("\n"), directory, { ...env, COMMENT_TOKEN: "t", PATH: path }).status).toBe(
      0,
    );
    expect(existsSync(log)).toBe(false);
  });
});

describe("the action", () => {
  const action = parse(readFileSync(join(root, "action.yml"), "utf8"));
  const steps: readonly Step[] = action.runs.steps;

  /** The step that judges, with these inputs. */
  function runCheck(directory: string, inputs: Readonly<Record<string, string>>) {
    const step = steps.at(-1);
    const given = (name: string) => inputs[name] ?? action.inputs[name].default;
    const env = Object.entries(step?.env ?? {}).map(([key, value]) => [
      key,
      value.replace(/^\$\{\{ inputs\.(.*) \}\}$/, (_all, name: string) => given(name)),
    ]);
    const outputs = join(directory, "outputs");
    const more = { GITHUB_ACTION_PATH: root, GITHUB_OUTPUT: outputs, GITHUB_WORKSPACE: directory };
    const { status, output } = shell(step?.run ?? "", directory, { ...Object.fromEntries(env), ...more });
    return { status, output, told: readFileSync(outputs, "utf8") };
  }

  test("judges with what it is given, annotates and tells its status", () => {
    const { directory } = makeRepository();
    const first = runCheck(directory, {});
    expect(first).toMatchObject({
      status: 1,
      told: "status=1\n",
      output: expect.stringMatching(/^::error file=infra/m),
    });
    const lost = runCheck(directory, { program: "infra", stack: "dev gone", "fail-on": "undetermined,advisory" });
    expect(lost).toMatchObject({ status: 2, told: "status=1\nstatus=2\n" });
  });

  test("puts no input into a script, and uses every input", () => {
    const scripts = steps.map(({ run }) => run).join("\n");
    expect(scripts).not.toContain("${{");
    const used = Object.values(steps.at(-1)?.env ?? {}).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1]);
    expect(used.sort()).toEqual(Object.keys(action.inputs).sort());
    const { directory } = makeRepository();
    runCheck(directory, { profile: '"; touch owned; "', stack: "$(touch owned)" });
    expect(existsSync(join(directory, "owned"))).toBe(false);
  });
});
