import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHere } from "./here";
import { allGone, pidsIn } from "./processes";

const main = join(__dirname, "..", "..", "preflight", "main.js");
const programs = join(__dirname, "programs");
const shop = ["--program", join(programs, "shop"), "--policy-pack", join(__dirname, "packs", "tiny")];
const directory = mkdtempSync(join(tmpdir(), "preflight-"));
const file = (name: string) => join(directory, name);

/** A proxy that is not there: nothing that connects processes of this machine may ask for it. */
const env = { ...process.env, http_proxy: "http://127.0.0.1:9", no_proxy: "example.com" };

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8", env });
  return { status, stdout, stderr };
}

/** What is compared between two reports of one stack. */
const inShort = ({ policy, urn, path, got }: Record<string, string>) => [policy, urn, path, got];

describe("check", () => {
  /** A run over all stacks, and its report. */
  let whole: { readonly run: ReturnType<typeof run>; readonly report: string };

  beforeAll(() => {
    writeFileSync(file("report.json"), "of an earlier run");
    const judged = run("check", ...shop, "--format", "json", "--out", file("report.json"));
    whole = { run: judged, report: readFileSync(file("report.json"), "utf8") };
  });

  test("exits with 0 where nothing mandatory is broken, and exports what it saw", () => {
    const { status, stdout, stderr } = run("check", ...shop, "--stack", "dev", "--export", file("dev.json"));
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^Project shop \(.*Pulumi\.yaml\), judged by the defaults of the policy pack; .*\n\ndev: 2 resources, judged by the pack's defaults in .*\n\ndev: 0 mandatory violations, 2 advisory, 1 undetermined, 1 exempted\n$/s,
    );
    expect(JSON.parse(readFileSync(file("dev.json"), "utf8")).deployment.resources).toHaveLength(3);
  });

  test("judges every stack when none is named, writes the report whole, and exits with 1 for one mandatory violation", () => {
    expect(whole.run).toEqual({ status: 1, stdout: "", stderr: "" });
    const { stacks, failures } = JSON.parse(whole.report);
    expect(stacks.map(({ stack }: { stack: string }) => stack)).toEqual(["dev", "prod"]);
    expect(failures).toEqual([]);
    expect(stacks[1].violations).toContainEqual(
      expect.objectContaining({ policy: "queue-limit-retention", got: "1200", level: "mandatory" }),
    );
    expect(readdirSync(directory).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("says the same of a program twice, and analyze the same of its export", () => {
    const args = ["--stack", "prod", "--format", "json", "--export", file("prod.json")];
    const { stdout, status } = run("check", ...shop, ...args);
    const again = JSON.parse(stdout);
    expect([status, { ...again, seconds: 0 }]).toEqual([1, { ...JSON.parse(whole.report).stacks[1], seconds: 0 }]);
    const analyzed = run("analyze", "--file", file("prod.json"), ...shop.slice(2), "--format", "json");
    const { violations, resources } = JSON.parse(analyzed.stdout);
    expect(analyzed.status).toBe(1);
    expect(violations.map(inShort)).toEqual(again.violations.map(inShort));
    expect(resources).toBe(again.resources);
  });

  test("judges by a profile, and names it", async () => {
    writeFileSync(file("profile.json"), '{"queue-limit-retention": {"enforcementLevel": "advisory", "maximum": 100}}');
    const { status, stdout } = await runHere(
      ...["analyze", file("prod.json"), ...shop.slice(2), "--profile", file("profile.json"), "--format", "json"],
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ stack: "prod", profile: file("profile.json") });
  });

  test("goes on with the other stacks when one cannot be judged, and exits with 2", async () => {
    const { status, stdout } = await runHere("check", ...shop, "--stack", "dev", "--stack", "gone");
    expect(status).toBe(2);
    expect(stdout).toContain("dev     2 ");
    expect(stdout).toContain('gone could not be judged: stack "gone" has no file Pulumi.gone.yaml');
  });

  test("shows a program's own error, no stack trace of its own and no secret", () => {
    const secrets = ["--config", "password=hunter2-hunter2", "--config", "complain=yes"];
    const { status, stdout, stderr } = run("check", ...shop, "--stack", "prod", ...secrets);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.split("\n")[0]).toBe(
      `dr-guardrails: the program in ${join(programs, "shop")} (stack prod) failed; its own error follows`,
    );
    expect(stderr).toContain("cannot use [hidden]");
    expect(stderr).not.toMatch(/hunter2|preflight\/(monitor|analyzer|commands|cli)/);
  });

  test("shows the error of a pack that does not start", () => {
    const broken = join(__dirname, "packs", "broken");
    const { status, stdout, stderr } = run("check", ...shop.slice(0, 2), "--policy-pack", broken, "--stack", "dev");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^dr-guardrails: the policy pack in \S+broken ended \(status \d+\) before it was ready/);
    expect(stderr).toContain("the pack is on fire");
  });

  test("leaves no process behind when it is interrupted", async () => {
    const pidFile = file("pids");
    const args = ["--program", join(programs, "fails"), "--policy-pack", join(__dirname, "packs", "tiny")];
    const config = ["--stack", "dev", "--config", "how=hangs", "--config", `pidFile=${pidFile}`];
    const child = spawn(process.execPath, [main, "check", ...args, ...config], { stdio: "ignore" });
    const exit = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
    const pids = await pidsIn(pidFile);
    child.kill("SIGINT");
    expect(await exit).toBe("SIGINT");
    expect(pids).toHaveLength(2);
    await allGone(pids);
  });
});

test("budget shows the terms of a stack", async () => {
  const { status, stdout } = await runHere("budget", ...shop.slice(0, 2), "--stack", "dev", "--format", "json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, stack: "dev", terms: expect.any(Array) });
});

test("answers questions about itself", async () => {
  expect(run("--version")).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: "" });
  const [all, check] = [await runHere("--help"), await runHere("check", "--help")];
  expect([all.status, all.stdout]).toEqual([0, expect.stringContaining("Exit status: 0 nothing mandatory is broken")]);
  expect([check.status, check.stdout]).toEqual([0, expect.stringContaining("--policy-pack <directory>")]);
  expect(check.stdout).not.toMatch(/default: (\[\]|\{\}|false)/);
  expect(check.stdout).toContain("(default: 120)");
});

describe("a command that cannot judge exits with 2 and says why in one line", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["chekc"], "unknown command 'chekc'"],
    [["check", "--config", "novalue"], "expected key=value"],
    [["check", "--time-limit", "soon"], "expected a whole number of seconds"],
    [["check", "--format", "xml"], '--format is "xml", expected one of text, json'],
    [["check", "--all", "--stack", "dev"], "--all and --stack dev exclude each other"],
    [["check", ...shop, "--export", "x.json"], "--export takes one stack, found 2 (dev, prod)"],
    [["check", "--program", directory], "has no Pulumi.yaml"],
    [["check", ...shop, "--stack", "dev", "--profile", "gone.json"], "profile gone.json does not exist"],
    [["analyze"], "no file is named, expected the export or the preview of a stack, a pattern or a directory"],
    [["analyze", programs], "has no .json file"],
    [["analyze", "nothing-*.json"], "nothing-*.json matches no file"],
    [["analyze", "--html", "state.json", "other.json"], '--html is "state.json", expected a file that ends with .html'],
    [["check", "--write", "sarif"], '--write is "sarif", expected a format and a file'],
    [["check", "--write", "xml=a"], '--format is "xml", expected one of text, json'],
    [["check", "--against", "gone.json"], "--against gone.json cannot be read (ENOENT)"],
    [["analyze", "--file", "gone.json"], "gone.json cannot be read (ENOENT)"],
  ];

  test.each(cases.map(([words, message]) => [words.join(" "), message, words] as const))(
    "%s",
    async (_command, message, words) => {
      const { status, stdout, stderr } = await runHere(...words);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^dr-guardrails: .*\n$/);
      expect(stderr).toContain(message);
    },
  );

  test("as a process, too", () => {
    expect(run("--nonsense")).toEqual({
      status: 2,
      stdout: "",
      stderr: "dr-guardrails: unknown option '--nonsense'\n",
    });
  });
});
