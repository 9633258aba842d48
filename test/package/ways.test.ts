import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { commitAll, copyCheckout, install, packPackage, root, run } from "./installed";
import { Registry } from "./registry";

// The ways to get the package that docs/release.md names, each taken to a verdict. What comes from a registry takes its time.
jest.setTimeout(600_000);

let place: string;
/** A repository as somebody would clone it. */
let repository: string;
let tarball: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "dr-guardrails-ways-"));
  tarball = packPackage(place);
  repository = join(place, "repository");
  copyCheckout(repository);
  rmSync(join(repository, "node_modules"));
  commitAll(repository);
});
afterAll(() => rmSync(place, { recursive: true }));

/** A project with nothing yet. */
function makeProject(name: string): string {
  const project = join(place, name);
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name, private: true }));
  return project;
}

const system = ["--program", "node_modules/dr-guardrails/infra", "--stack", "payments"];

test("a clone without development packages runs from its sources, as the action does it", () => {
  const clone = join(place, "clone");
  run(place, "git", "clone", "--quiet", repository, clone);
  const { steps } = parse(readFileSync(join(clone, "action.yml"), "utf8")).runs;
  const env = { ...process.env, GITHUB_ACTION_PATH: clone, GITHUB_OUTPUT: join(place, "outputs") };
  const installed = spawnSync("bash", ["-e", "-c", steps[0].run], { cwd: place, env, encoding: "utf8" });
  expect([installed.status, steps[0].run]).toEqual([0, expect.stringContaining("npm ci --omit=dev --ignore-scripts")]);
  expect([existsSync(join(clone, "node_modules/jest")), existsSync(join(clone, "preflight/cli.cjs"))]).toEqual([
    false,
    false,
  ]);
  const judged = spawnSync("bash", ["-e", "-c", steps[1].run], {
    cwd: clone,
    env: { ...env, STACK: "fleet" },
    encoding: "utf8",
  });
  expect([judged.status, judged.stdout]).toEqual([0, "dr-guardrails: 0 findings\n"]);
  expect(readFileSync(env.GITHUB_OUTPUT, "utf8")).toBe("status=0\n");
  // A checkout lets Pulumi name the pack and the program by their folders, too.
  expect(run(clone, "node", "preflight/main.js", "check", "--stack", "payments")).toContain("payments: 0 mandatory");
});

test("the bill of materials names all that a user installs, and nothing that only development needs", () => {
  const { components, bomFormat } = JSON.parse(run(root, "packaging/sbom", tarball));
  const names = new Set(components.map(({ name }: { readonly name: string }) => name));
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(bomFormat).toBe("CycloneDX");
  expect(["dr-guardrails", ...Object.keys(dependencies)].filter((name) => !names.has(name))).toEqual([]);
  expect(["jest", "fast-check", "@biomejs/biome"].filter((name) => names.has(name))).toEqual([]);
});

test("a git URL brings compiled code, and says so where its script was not run", () => {
  const project = makeProject("by-git");
  run(project, "npm", ...install, `git+file://${repository}`);
  const directory = join(project, "node_modules/dr-guardrails");
  expect(existsSync(join(directory, "run-typescript.js"))).toBe(false);
  expect(run(project, "npx", "dr-guardrails", "check", ...system)).toContain("payments: 0 mandatory");
  rmSync(join(directory, "preflight/cli.cjs"));
  const { status, stderr } = spawnSync("npx", ["dr-guardrails", "check"], { cwd: project, encoding: "utf8" });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^dr-guardrails: .*--ignore-scripts.*\n$/)]);
});

describe("a registry of one's own", () => {
  let registry: Registry;

  beforeAll(async () => {
    registry = await Registry.start(run(place, "npm", "config", "get", "registry").trim());
  });
  afterAll(() => registry.stop());

  /** The registry answers in this process: nothing may wait for npm without letting it. */
  const npm = (directory: string, ...words: readonly string[]) =>
    new Promise<{ status: number | null; said: string }>((done) => {
      const child = spawn("npm", words, { cwd: directory });
      let said = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          said += text;
        });
      }
      child.once("close", (status) => done({ status, said }));
    });

  test("takes the package, which the public one would not, and gives it to a project", async () => {
    const checkout = join(place, "publisher");
    copyCheckout(checkout);
    const refused = await npm(checkout, "publish", "--dry-run");
    expect([refused.status, refused.said]).toEqual([
      1,
      expect.stringContaining("cannot be published: package.json names no repository, no homepage, no bugs"),
    ]);
    const own = [`--registry=http://${registry.host}`, `--//${registry.host}/:_authToken=none`];
    const published = await npm(checkout, "publish", "--provenance=false", ...own);
    expect(published).toMatchObject({ status: 0 });
    expect(registry.names).toEqual(["dr-guardrails"]);
    const project = makeProject("by-registry");
    expect(await npm(project, ...install, ...own, "dr-guardrails@0.1.0")).toMatchObject({ status: 0 });
    expect(run(project, "npx", "dr-guardrails", "--version").trim()).toBe("0.1.0");
    expect(run(project, "npx", "dr-guardrails", "check", ...system)).toContain("payments: 0 mandatory");
  });
});

describe("the packed file", () => {
  test("serves the example of docs/testing-policies.md, whose tests pass", () => {
    const project = join(place, "example");
    cpSync(join(root, "docs/examples/testing-policies"), project, { recursive: true });
    run(project, "npm", ...install, "--include=dev", "--save-dev", tarball);
    const { status, stdout } = spawnSync("npm", ["test", "--", "--test-reporter=tap"], {
      cwd: project,
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^# pass 5$/m)]);
  });

  test("makes what the container file says, which judges a mounted project", () => {
    const steps = readFileSync(join(root, "Containerfile"), "utf8").split("\n");
    const instruction = (name: string) =>
      steps.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? "";
    // The image's folders are below this one; its rights, its network and its base are the engine's, and not tried.
    const image = join(place, "image");
    mkdirSync(join(image, "tmp"), { recursive: true });
    expect(instruction("COPY")).toBe("dr-guardrails-*.tgz /tmp/");
    cpSync(tarball, join(image, "tmp", "dr-guardrails-0.1.0.tgz"));
    const script = instruction("RUN").replaceAll("/tmp/", `${image}/tmp/`);
    const env = { ...process.env, npm_config_prefix: join(image, "usr"), npm_config_prefer_offline: "true" };
    const built = spawnSync("bash", ["-e", "-c", script], { cwd: image, env, encoding: "utf8" });
    expect([built.status, readdirSync(join(image, "tmp"))]).toEqual([0, []]);

    const mounted = makeProject("mounted");
    cpSync(join(root, "test/preflight/programs/shop"), mounted, { recursive: true });
    run(mounted, "npm", ...install, "@pulumi/aws@7.48.0", "@pulumi/pulumi@3.248.0");
    const [entry] = JSON.parse(instruction("ENTRYPOINT"));
    const command = [join(image, "usr", "bin", entry), ...JSON.parse(instruction("CMD")), "--stack", "dev", "--quiet"];
    const judged = spawnSync(command[0], command.slice(1), { cwd: mounted, encoding: "utf8" });
    expect([judged.status, judged.stdout]).toEqual([1, expect.stringContaining("mandatory")]);
  });
});
