import { execFile, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Installed, installPackage, root } from "./installed";

const tiny = join(root, "test", "preflight", "packs", "tiny");

let installed: Installed;
/** For what the tests write. */
let directory: string;

beforeAll(() => {
  installed = installPackage();
  directory = join(installed.project, "made");
  mkdirSync(directory);
});
afterAll(() => installed.remove());

const main = () => join(installed.project, "node_modules", ".bin", "dr-guardrails");

const run = (...args: readonly string[]) => runIn(installed.project, ...args);

function runIn(cwd: string, ...args: readonly string[]) {
  return new Promise<{ status: number; stdout: string; stderr: string }>((done) => {
    execFile(main(), args, { cwd, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      done({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe("explain", () => {
  test("says what a policy demands, why, what to do, what a profile may set, and a program that fails and passes", async () => {
    const { status, stdout, stderr } = await run("explain", "dynamodb-require-pitr");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^dynamodb-require-pitr \(high, mandatory\)\nA DynamoDB table and each of its replicas have/,
    );
    expect(stdout).toContain("\nwhy   A replica copies a bad write as fast as a good one");
    expect(stdout).toContain("\ndo    Set pointInTimeRecovery.enabled to true");
    expect(stdout).toContain("\nread  https://docs.aws.amazon.com/");
    expect(stdout).toMatch(/\n {2}minimumRecoveryDays +35 +Shortest recovery window/);
    expect(stdout).toMatch(/\nFails with the - lines .*\n {4}import \* as aws from "@pulumi\/aws";\n/);
    expect(stdout).toMatch(/\n {2}\+ {3}pointInTimeRecovery: \{ enabled: true \},\n/);
  });

  test("lists every policy when none is named", async () => {
    const { status, stdout } = await run("explain", "--policy-pack", tiny);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^policy +severity +asks\nqueue-limit-retention +high +A queue forgets in time\.\n/);
  });

  test("knows a pack that has no guide by what the protocol says", async () => {
    const { status, stdout } = await run("explain", "queue-limit-retention", "--policy-pack", tiny);
    expect(status).toBe(0);
    expect(stdout).toContain("do    Lower messageRetentionSeconds.");
    expect(stdout).not.toMatch(/why {3}|Passes when|Fails with/);
  });

  test.each([
    ["queue-limit-retentoin", /nearest names are queue-limit-retention, /],
    ["owner", /nearest names are queue-require-owner, /],
  ])("offers the nearest names for %s", async (name, message) => {
    const { status, stdout, stderr } = await run("explain", name, "--policy-pack", tiny);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });

  test("says why a pack's guide cannot be read", async () => {
    const broken = join(directory, "pack");
    cpSync(tiny, broken, { recursive: true });
    const own = JSON.parse(readFileSync(join(broken, "package.json"), "utf8"));
    writeFileSync(join(broken, "package.json"), JSON.stringify({ ...own, policyGuide: "guide.js" }));
    writeFileSync(join(broken, "guide.js"), 'console.log("{}")');
    const other = await run("explain", "queue-limit-retention", "--policy-pack", broken);
    expect([other.status, other.stderr]).toEqual([2, expect.stringContaining("guide.js printed something else")]);
    writeFileSync(join(broken, "guide.js"), 'throw new Error("the guide is lost")');
    const thrown = await run("explain", "queue-limit-retention", "--policy-pack", broken);
    expect([thrown.status, thrown.stderr]).toEqual([2, expect.stringContaining("the guide is lost")]);
  });
});

describe("init", () => {
  let project: string;

  beforeAll(() => {
    project = join(directory, "project");
  });

  test("makes a project that passes check, and whose break is found", async () => {
    expect(await run("init", project)).toMatchObject({ status: 0, stderr: "" });
    const { scripts, dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    expect(scripts.check).toBe("dr-guardrails check --html");
    expect(Object.keys(dependencies)).toEqual(["@pulumi/aws", "@pulumi/pulumi"]);
    const args = ["check", "--program", project, "--profile", join(project, "dr-profile.json")];
    const good = await run(...args);
    expect([good.status, good.stdout]).toEqual([
      0,
      expect.stringContaining("dev: 0 mandatory violations, 0 advisory, 0 undetermined"),
    ]);
    const program = join(project, "index.js");
    writeFileSync(program, readFileSync(program, "utf8").replace(" pointInTimeRecovery: true,", ""));
    const bad = await run(...args);
    expect([bad.status, bad.stdout]).toEqual([1, expect.stringContaining("mandatory  dynamodb-require-pitr")]);
  });

  test("overwrites nothing", async () => {
    const files = () =>
      readdirSync(project, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => [name, readFileSync(join(project, name), "utf8")]);
    const before = files();
    const { status, stderr } = await run("init", project);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/has .*Pulumi\.yaml.* already, expected none of them/)]);
    expect(files()).toEqual(before);
    const half = mkdtempSync(join(directory, "half-"));
    writeFileSync(join(half, "index.js"), "mine");
    expect((await run("init", half)).status).toBe(2);
    expect([readdirSync(half), readFileSync(join(half, "index.js"), "utf8")]).toEqual([["index.js"], "mine"]);
  });

  test("leaves out no file that a package would lose", () => {
    expect(existsSync(join(project, ".gitignore"))).toBe(true);
  });
});

describe("complete", () => {
  test.each([
    ["ch", /^check\t/m],
    ["check --format s", /^sarif\t$/m],
    ["check --profile org", /^org-baseline\t/m],
    ["check --stack d", /^dev\t/m],
    ["explain --pol", /^--policy-pack\t/m],
    ["explain dynamodb-require-p", /^dynamodb-require-pitr\t$/m],
  ])("offers what goes on from %s", async (typed, expected) => {
    const made = join(directory, "completed");
    if (!existsSync(made)) expect((await run("init", made)).status).toBe(0);
    const { status, stdout } = await runIn(made, "complete", "--", ...typed.split(" "));
    expect([status, stdout]).toEqual([0, expect.stringMatching(expected)]);
  });

  test.each([
    ["bash", "complete -o default -F"],
    ["zsh", "compdef"],
    ["fish", "complete -c dr-guardrails"],
  ])("prints a script for %s", async (shell, expected) => {
    const { status, stdout } = await run("complete", shell);
    expect([status, stdout]).toEqual([0, expect.stringContaining(expected)]);
    if (shell === "bash") {
      const check = spawnSync("bash", ["-c", 'eval "$(cat)"; complete -p dr-guardrails'], {
        input: stdout,
        encoding: "utf8",
      });
      expect([check.status, check.stdout]).toEqual([0, expect.stringContaining("dr-guardrails")]);
    }
  });
});

test("check --watch judges again after a change, and survives a program that throws", async () => {
  const watched = watchShop("watched");
  await watched.judged(1);
  expect(watched.report()).toContain("dev: 0 mandatory");
  const source = readFileSync(watched.file, "utf8");
  writeFileSync(watched.file, 'throw new Error("half written");\n');
  await watched.judged(2);
  expect(watched.told()).toContain("half written");
  writeFileSync(watched.file, source.replace('config.requireNumber("retention")', "1200"));
  await watched.judged(3);
  expect(watched.report()).toContain("dev: 1 mandatory");
  await watched.end();
});

/** A copy of the shop that is judged whenever it changes. */
function watchShop(name: string) {
  const program = join(directory, name);
  cpSync(join(root, "test", "preflight", "programs", "shop"), program, { recursive: true });
  const out = join(program, "report.txt");
  const options = ["--program", program, "--policy-pack", tiny, "--stack", "dev", "--watch", "--out", out];
  const child = spawn(main(), ["check", ...options], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  let told = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told += text;
  });
  const countRuns = () => told.split("Watching for changes").length - 1;
  const judged = async (count: number) => {
    while (countRuns() < count) {
      const more = new Promise((done) => child.stderr.once("data", done));
      await Promise.race([more, ended.then(() => Promise.reject(new Error(`the watching ended: ${told}`)))]);
    }
  };
  const end = () => {
    child.kill("SIGINT");
    return ended;
  };
  return {
    file: join(program, "main.js"),
    report: () => readFileSync(out, "utf8"),
    told: () => told,
    judged,
    end,
  };
}
