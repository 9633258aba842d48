import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
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

test("the nightly sweep exports every stack and judges all", async () => {
  const [block] = shellBlocks(repository).filter(({ text }) => text.includes("pulumi stack ls --all"));
  const place = join(home, "sweep");
  mkdirSync(join(place, "node_modules/.bin"), { recursive: true });
  symlinkSync(join(repository, "preflight/main.js"), join(place, "node_modules/.bin/dr-guardrails"));
  symlinkSync(join(repository, "node_modules/@pulumi"), join(place, "node_modules/@pulumi"));
  writeFileSync(join(place, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  const env = offlineEnvironment(pulumi, home);
  for (const stack of ["dev", "production"]) {
    await runToEnd(pulumi, ["stack", "init", stack, "--non-interactive"], { cwd: place, env });
    const urn = `urn:pulumi:${stack}::shop::aws:sqs/queue:Queue::orders`;
    const resources = [{ urn, type: "aws:sqs/queue:Queue", custom: true, id: "q", inputs: { name: "orders" } }];
    const state = { version: 3, deployment: { manifest: { time: "2026-01-01T00:00:00Z" }, resources } };
    writeFileSync(join(place, "state.json"), JSON.stringify(state));
    const told = await runToEnd(pulumi, ["stack", "import", "--stack", stack, "--file", "state.json"], {
      cwd: place,
      env,
    });
    expect(told).toMatchObject({ status: 0 });
  }
  const path = [join(place, "node_modules/.bin"), env.PATH].join(delimiter);
  const { stderr } = await runToEnd("bash", ["-euo", "pipefail", "-c", block?.text ?? ""], {
    cwd: place,
    env: { ...env, PATH: path },
  });
  expect([stderr, readdirSync(join(place, "exports")).length]).toEqual([expect.not.stringContaining("error"), 2]);
  const { stacks, failures } = JSON.parse(readFileSync(join(place, "verdicts.json"), "utf8"));
  expect([stacks.map(({ stack }: { stack: string }) => stack), failures]).toEqual([["dev", "production"], []]);
}, 240_000);
