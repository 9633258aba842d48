import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { documentsOf, scriptOf, shellBlocks } from "../package/documented-commands";
import { callsOf } from "../package/recorded-shell";
import { type Finished, findPulumi, offlineEnvironment, repository, runToEnd } from "./harness/cli";

let home: string;
let pulumi: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "dr-guardrails-documented-"));
  pulumi = findPulumi();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What a reader fills in. */
const filledIn = (text: string) => text.replace(/<[a-z0-9 ]+>/gi, "own").replaceAll("ORGANISATION", "acme");

/** How a document calls Pulumi: its commands in bash, with a stand-in that notes what it is told. */
function documentedCalls(document: string): readonly (readonly string[])[] {
  const script = scriptOf(repository, document, ["pulumi"]);
  const outputs = [...script.matchAll(/\bout(?:put)? (\w+)/g)].map(([, name = ""]) => [name, name]);
  const calls = callsOf(filledIn(script), Object.fromEntries(outputs)).filter(([program]) => program === "pulumi");
  return [...new Map(calls.map(([, ...args]) => [args.join(" "), args])).values()];
}

function run(args: readonly string[]): Promise<Finished> {
  return runToEnd(pulumi, args, { cwd: repository, env: offlineEnvironment(pulumi, home) });
}

/** The command that the CLI understood, or what it says against it. `--help` runs nothing, after the options are read. */
async function understood(args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run([...args, "--help"]);
  const [, command] = /^Usage:\n +pulumi ((?:[a-z-]+ ?)+)/m.exec(stdout) ?? [];
  const leftOver = args.filter((word) => !word.startsWith("-")).filter((word) => !command?.split(" ").includes(word));
  const hasMore = /^Available Commands:|^ +pulumi .*\[command\]/m.test(stdout);
  return command === undefined || (hasMore && leftOver.length > 0)
    ? `not understood: ${stderr}${stdout}`
    : command.trim();
}

const documents = documentsOf(repository).filter((document) =>
  /pulumi /.test(scriptOf(repository, document, ["pulumi"])),
);

test.each(documents)(
  "%s calls Pulumi as Pulumi is called",
  async (document) => {
    for (const args of documentedCalls(document)) {
      expect([args, await understood(args)]).toEqual([args, expect.not.stringContaining("not understood")]);
    }
  },
  120_000,
);

test.each([
  ["policy", "validate-configuration", "acme/pack", "1.0.0"],
  ["policy", "enable", "acme/pack", "1.0.0", "--group", "production"],
  ["stack", "selct", "fleet"],
  ["-C", "infra", "preview", "--policy-packs", ".."],
])("pulumi %s %s is not taken for a command", async (...args) => {
  expect(await understood(args)).toContain("not understood");
});

/** A stack of a project, with one queue in it or with nothing, in the backend that the tests share. */
async function makeStack(project: string, stack: string, isEmpty: boolean): Promise<void> {
  const cwd = mkdtempSync(join(home, `${project}-`));
  const env = offlineEnvironment(pulumi, home);
  const type = "aws:sqs/queue:Queue";
  const queue = { urn: `urn:pulumi:${stack}::${project}::${type}::orders`, type, custom: true, id: "q", inputs: {} };
  const deployment = { manifest: { time: "2026-01-01T00:00:00Z" }, resources: isEmpty ? [] : [queue] };
  writeFileSync(join(cwd, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  writeFileSync(join(cwd, "state.json"), JSON.stringify({ version: 3, deployment }));
  for (const args of [
    ["init", stack],
    ["import", "--stack", stack, "--file", "state.json"],
  ]) {
    const told = await runToEnd(pulumi, ["stack", ...args], { cwd, env });
    expect(told).toMatchObject({ status: 0 });
  }
}

test("the nightly sweep judges every stack of every project that has something in it", async () => {
  const page = readFileSync(join(repository, "docs/organisation.md"), "utf8");
  const [block] = shellBlocks(repository).filter(({ text }) => text.includes("pulumi stack ls --all"));
  const [, workflow = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  const steps: readonly { run?: string }[] = parse(workflow).jobs.sweep.steps;
  expect(steps.flatMap(({ run }) => (run === undefined ? [] : [run]))).toEqual(["npm ci", "bash -eu sweep.sh"]);

  const place = join(home, "sweep");
  mkdirSync(join(place, "node_modules/.bin"), { recursive: true });
  symlinkSync(join(repository, "preflight/main.js"), join(place, "node_modules/.bin/dr-guardrails"));
  writeFileSync(join(place, "sweep.sh"), block?.text ?? "");
  await makeStack("shop", "dev", false);
  await makeStack("shop", "next", true);
  await makeStack("bank", "dev", false);
  const env = offlineEnvironment(pulumi, home);
  const { status } = await runToEnd("bash", ["-eu", "sweep.sh"], { cwd: place, env });
  const { stacks, failures } = JSON.parse(readFileSync(join(place, "verdicts.json"), "utf8"));
  expect([stacks.map(({ stack }: { stack: string }) => stack), failures]).toEqual([["bank/dev", "shop/dev"], []]);
  expect(status).toBe(1);
}, 240_000);
