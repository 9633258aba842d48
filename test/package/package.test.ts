import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { startPack } from "../../preflight/testing";
import { findCommands } from "./documented-commands";
import { type Installed, installPackage, root, run } from "./installed";

/** The systems of this repository, as the package carries them. */
const ownSystem = ["--program", "node_modules/dr-guardrails/infra"];

describe("the package", () => {
  let installed: Installed;
  let project: string;

  beforeAll(() => {
    installed = installPackage();
    project = installed.project;
  });
  afterAll(() => installed.remove());

  test("holds the pack, the program, the preflight and the documentation, and nothing of the workshop", () => {
    const files = run(project, "tar", "-tzf", installed.tarball).trim().split("\n");
    const tops = new Set(files.map((file) => file.split("/")[1]));
    expect([...tops].sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "PulumiPolicy.yaml",
      "README.md",
      "SECURITY.md",
      "docs",
      "infra",
      "load.js",
      "model",
      "package.json",
      "policy-pack",
      "preflight",
    ]);
    expect(
      files.filter((file) => /node_modules|^package\/(test|policy-pack\/(docs|extract)|infra\/\.build)\//.test(file)),
    ).toEqual([]);
    expect(files).toContain("package/model/aws/declared-actions.json");
  });

  test("holds compiled code, and of TypeScript only the functions' sources and the declarations", () => {
    const files = run(project, "tar", "-tzf", installed.tarball).trim().split("\n");
    const sources = files.filter((file) => file.endsWith(".ts") && !file.startsWith("package/infra/lib/lambda/"));
    expect(sources).toEqual(["package/preflight/testing/index.d.ts"]);
    expect(files).toContain("package/preflight/cli.cjs");
  });

  test("is as large as docs/release.md says", () => {
    const files = run(project, "tar", "-tzf", installed.tarball).trim().split("\n");
    const [, size, count] =
      /below ([\d.]+) MB packed, below ([\d,]+) files/.exec(readFileSync(join(root, "docs", "release.md"), "utf8")) ??
      [];
    expect(statSync(installed.tarball).size).toBeLessThan(Number(size) * 1e6);
    expect(files.length).toBeLessThan(Number(count?.replace(",", "")));
  });

  test("loads no compiler and keeps nothing beside the installed packages", () => {
    rmSync(join(project, "node_modules/sucrase"), { recursive: true });
    const command = join(project, "node_modules/.bin/dr-guardrails");
    expect(run(project, command, "check", ...ownSystem, "--stack", "payments")).toContain("payments: 0 mandatory");
    expect(run(project, command, "explain", "dynamodb-require-pitr")).toContain("why   ");
    expect(existsSync(join(project, "node_modules/.cache/dr-guardrails"))).toBe(false);
  });

  test("is a command for a project that installs it", () => {
    const command = join(project, "node_modules/.bin/dr-guardrails");
    expect(run(project, command, "--version").trim()).toBe("0.1.0");
    const verdict = JSON.parse(
      run(project, command, "check", ...ownSystem, "--stack", "trading", "--format", "json"),
    ) as {
      resources: number;
      violations: readonly { level: string }[];
    };
    expect(verdict.resources).toBeGreaterThan(100);
    expect(verdict.violations.filter(({ level }) => level === "mandatory")).toEqual([]);
  });

  test("is a pack that starts with its production dependencies alone", async () => {
    const directory = join(project, "node_modules/dr-guardrails");
    expect(readdirSync(join(project, "node_modules"))).not.toContain("jest");
    const library = require(join(directory, "preflight/testing")) as { startPack: typeof startPack };
    const pack = await library.startPack({ directory });
    const { violations } = await pack.judge([
      { type: "aws:sqs/queue:Queue", name: "orders", inputs: { sqsManagedSseEnabled: false }, options: {} },
    ]);
    pack.stop();
    expect(violations.map(({ policy }) => policy)).toContain("sqs-require-encryption");
  });

  describe("runs as its documents say:", () => {
    /** A repository of somebody's own, with its program in `infra`. */
    let own: string;

    beforeAll(() => {
      own = join(project, "own");
      const exports = join(own, "exports");
      mkdirSync(exports, { recursive: true });
      symlinkSync(join(project, "node_modules"), join(own, "node_modules"));
      run(own, "npx", "dr-guardrails", "init", "infra");
      // A project that exists, to which `init --here` adds these.
      for (const name of ["dr-profile.json", "dr-guardrails.json", ".github"]) {
        rmSync(join(own, "infra", name), { recursive: true });
      }
      run(own, "npx", "dr-guardrails", "check", "--program", "infra", "--export", "exports/state.json");
      for (const name of ["profile.json", "dr-profile.json"]) {
        writeFileSync(join(own, name), JSON.stringify({ extends: "org-baseline" }));
      }
      copyFileSync(join(exports, "state.json"), join(project, "state.json"));
    });

    /** What the words in capitals stand for. */
    const fill = (command: string) =>
      command
        .replace(/^npx /, "")
        .replace(/--expires \d{4}-/, "--expires 2099-")
        .replace("init DIR", `init ${join(project, "made")}`)
        .replace(/ state\.json/g, ` ${join(project, "state.json")}`)
        .replace("--program DIR", `--program ${join(own, "infra")}`)
        .replace("--policy-pack DIR", `--policy-pack ${join(project, "node_modules/dr-guardrails")}`);

    test.each(findCommands(root).map(({ document, command }) => [document, command] as const))(
      "%s: %s",
      (document, command) => {
        // README and the drill speak of our own program, the others of the reader's.
        const cwd = /^(README|docs\/(recovery|systems))/.test(document)
          ? join(project, "node_modules/dr-guardrails/infra")
          : own;
        const watches = command.includes("--watch");
        const path = `${join(project, "node_modules/.bin")}:${process.env.PATH}`;
        const { status, stderr } = spawnSync("bash", ["-c", `exec ${fill(command)}`], {
          cwd,
          env: { ...process.env, PATH: path },
          encoding: "utf8",
          ...(watches ? { timeout: 30_000, killSignal: "SIGINT" } : {}),
        });
        // What is watched ends when it is told to.
        expect([stderr, status]).toEqual([
          watches ? expect.stringContaining("Watching for changes") : expect.not.stringMatching(/^dr-guardrails: /m),
          watches ? null : expect.any(Number),
        ]);
        if (!watches) expect([0, 1]).toContain(status);
      },
    );
  });
});
