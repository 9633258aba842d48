import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { install, packPackage, root, run } from "./installed";

// What docs/organisation.md tells a team with a project of its own to do, step by step, each on what the last one left.

const documented = (name: string) => readFileSync(join(root, "docs", name), "utf8");
let team: string;

/** A project that a team has before it hears of the package. */
beforeAll(() => {
  const place = mkdtempSync(join(tmpdir(), "dr-guardrails-newcomer-"));
  const tarball = packPackage(place);
  team = join(place, "team");
  mkdirSync(join(team, ".git"), { recursive: true });
  cpSync(tarball, join(team, "dr-guardrails-0.1.0.tgz"));
  writeFileSync(
    join(team, "Pulumi.yaml"),
    "name: shop\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: index.js\n",
  );
  writeFileSync(join(team, "Pulumi.prod.yaml"), "config:\n  aws:region: eu-central-1\n");
  writeFileSync(join(team, "index.js"), program(""));
  writeFileSync(
    join(team, "package.json"),
    JSON.stringify({
      name: "shop",
      private: true,
      dependencies: { "@pulumi/aws": "7.48.0", "@pulumi/pulumi": "3.248.0" },
    }),
  );
  run(team, "npm", ...install, "--save-dev", "--include=dev", "./dr-guardrails-0.1.0.tgz");
});

/** An ordinary API: a function on a supported runtime, and a table in one region. */
function program(more: string): string {
  return `const aws = require("@pulumi/aws");
const tags = { Environment: "production" };
new aws.dynamodb.Table("orders", { hashKey: "id", attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST", pointInTimeRecovery: { enabled: true }, tags });
const role = new aws.iam.Role("api", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }), tags });
new aws.lambda.Function("api", { role: role.arn, runtime: "nodejs22.x", handler: "index.handler", s3Bucket: "code", s3Key: "api.zip", tags });
${more}`;
}

function dr(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(join(team, "node_modules", ".bin", "dr-guardrails"), words, {
    cwd: team,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("the first verdict is about that project, by the baseline, and finds what it lacks", () => {
  const { status, stdout } = dr("check");
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^Project shop \(Pulumi\.yaml\), judged by org-baseline \(the baseline for any team; --profile NAME/,
  );
  expect(stdout).toContain("--policy-pack-config node_modules/dr-guardrails/policy-pack/profiles/org-baseline.json");
  expect(stdout).toMatch(/mandatory {2}recovery-limit-rpo/);
  expect(stdout).not.toMatch(/lambda-exact-|trading/);
});

test("a profile, options and a pipeline are added", () => {
  expect(documented("organisation.md")).toContain("npx dr-guardrails init --here");
  expect(dr("init", "--here")).toMatchObject({ status: 0, stderr: "" });
  expect(dr("check").stdout).toMatch(/judged by dr-profile\.json \(as dr-guardrails\.json says\)/);
});

test("what is wrong today is recorded, and passes", () => {
  expect(dr("check", "--write-known", "dr-known.json").status).toBe(0);
  const options = JSON.parse(readFileSync(join(team, "dr-guardrails.json"), "utf8"));
  writeFileSync(join(team, "dr-guardrails.json"), JSON.stringify({ ...options, known: "dr-known.json" }));
  const { status, stdout } = dr("check");
  expect([status, stdout]).toEqual([0, expect.stringMatching(/Known by dr-known\.json: [1-9]\d* old findings\n/)]);
});

test("one new break fails, in one line that an editor reads, and an exemption lets it pass until a day", () => {
  writeFileSync(join(team, "index.js"), program('new aws.sqs.Queue("jobs", { sqsManagedSseEnabled: false, tags });\n'));
  const broken = dr("check", "--quiet", "--format", "compact");
  expect(broken.status).toBe(1);
  const policies = new Set(
    broken.stdout
      .trim()
      .split("\n")
      .map((line) => /^index\.js:6:\d+: error: jobs .* \[(.*)\]$/.exec(line)?.[1]),
  );
  expect([...policies]).toEqual(["sqs-require-encryption"]);
  const urn = "*::aws:sqs/queue:Queue::jobs";
  expect(documented("organisation.md")).toContain(`exempt sqs-require-encryption '${urn}' --profile dr-profile.json`);
  const words = ["--reason", "moves in May", "--owner", "data platform", "--expires", "2099-03-31"];
  expect(dr("exempt", "sqs-require-encryption", urn, "--profile", "dr-profile.json", ...words)).toMatchObject({
    status: 0,
    stderr: "",
  });
  expect(dr("check", "--quiet")).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(dr("check").stdout).toContain("1 exempted");
});

test("the pipeline runs, and fails when something new is broken", () => {
  const { jobs } = parse(readFileSync(join(team, ".github", "workflows", "dr-guardrails.yml"), "utf8"));
  const summary = join(team, "summary.md");
  const runs: readonly string[] = jobs.verdict.steps.flatMap(({ run: script }: { run?: string }) => script ?? []);
  const path = `${join(team, "node_modules", ".bin")}:${process.env.PATH}`;
  // The packages are there: a server's `npm ci` would bring the same.
  const statuses = () =>
    runs
      .filter((script) => !script.startsWith("npm "))
      .map((script) => {
        const env = { ...process.env, PATH: path, GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: team };
        return spawnSync("bash", ["-e", "-c", script], { cwd: team, env, encoding: "utf8" }).status;
      });
  expect(statuses()).toEqual([0, 0]);
  expect(readFileSync(summary, "utf8")).toContain("nothing mandatory is broken");
  writeFileSync(
    join(team, "index.js"),
    program('new aws.sqs.Queue("other", { sqsManagedSseEnabled: false, tags });\n'),
  );
  expect(statuses()).toEqual([1, 0]);
});

test("a project that init makes is green, and needs nothing known", () => {
  expect(dr("init", "made").status).toBe(0);
  const made = join(team, "made");
  expect([
    existsSync(join(made, ".github")),
    existsSync(join(team, ".github/workflows/dr-guardrails-made.yml")),
  ]).toEqual([false, true]);
  const quiet = () => dr("check", "--program", "made", "--profile", "made/dr-profile.json", "--known", "none.json");
  expect(quiet().status).toBe(2);
  writeFileSync(join(team, "none.json"), '{ "schemaVersion": 1, "known": [] }');
  expect(quiet()).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("dev: 0 mandatory violations, 0 advisory"),
  });
});
