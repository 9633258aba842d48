import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { Json, Recording } from "../../preflight/graph";
import { runbookOf } from "../../preflight/runbook/write";
import { recorded } from "../helpers/recorded";
import { scriptOf, shellBlocks } from "../package/documented-commands";
import { type Call, callsOf } from "../package/recorded-shell";
import { motoPython, requireTool } from "./cache";

// Each document's commands are run in bash, one after the other, with programs that note what they are told.

const root = resolve(__dirname, "../..");
const runbooks = ["fleet", "healthcare", "payments", "trading", "transactions"] as const;
const recordings = new Map<string, Recording>();
const calls = new Map<string, readonly Call[]>();

/** What a reader fills in. */
const filledIn = (text: string) =>
  text.replace(/<([a-z][a-z0-9 ]*)>/gi, (_all, words: string) => words.replaceAll(" ", "-"));

/** Outputs as the CLI prints them; what only a deployment knows is called by the output's name. */
function outputsOf({ outputs }: Recording): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      typeof value === "string" && !/^[0-9a-f-]{36}$/.test(value) ? value : name,
    ]),
  );
}

function documentedCalls(document: string, outputs: Readonly<Record<string, string>>): readonly Call[] {
  return callsOf(filledIn(scriptOf(root, document, ["aws", "dig", "curl"])), outputs);
}

beforeAll(async () => {
  for (const name of runbooks) {
    const recording = await recorded(name);
    recordings.set(name, recording);
    calls.set(`docs/runbooks/${name}.md`, documentedCalls(`docs/runbooks/${name}.md`, outputsOf(recording)));
  }
  for (const document of ["docs/troubleshooting.md", "docs/MIGRATION.md"]) {
    calls.set(document, documentedCalls(document, {}));
  }
}, 240_000);

const callsTo = (program: string, document: string) =>
  (calls.get(document) ?? []).filter(([called]) => called === program).map(([, ...args]) => args);

/** What AWS's own models say against calls of its CLI. */
function problemsOf(awsCalls: readonly (readonly string[])[]): readonly string[] {
  const { stdout, stderr, status } = spawnSync(requireTool(motoPython), [join(__dirname, "aws_arguments.py")], {
    input: JSON.stringify(awsCalls),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

test.each([...runbooks.map((name) => `docs/runbooks/${name}.md`), "docs/troubleshooting.md", "docs/MIGRATION.md"])(
  "%s asks AWS for what AWS has",
  (document) => {
    const found = callsTo("aws", document);
    expect(found.length).toBeGreaterThan(1);
    expect(problemsOf(found)).toEqual([]);
  },
);

test.each(runbooks)("the runbook that is written for %s asks AWS for what AWS has", (name) => {
  const { stack = name, resources = [] } = recordings.get(name) ?? {};
  const blocks = [...runbookOf({ stack, resources, failures: [] }).matchAll(/```sh\n(.*?)```/gs)];
  const script = blocks.map(([, text = ""]) => text).join("\n");
  // What the command before would have answered.
  const found = callsOf(script.replaceAll('"$TARGET"', "arn:aws:rds:us-west-2:111122223333:cluster:standby"), {})
    .filter(([called]) => called === "aws")
    .map(([, ...args]) => args);
  expect(found.length).toBeGreaterThan(5);
  expect(problemsOf(found)).toEqual([]);
});

test("a service, an operation, an option, a value, a region and a query that AWS does not have are found", () => {
  const global = ["rds", "describe-global-clusters"];
  const problems = problemsOf([
    ["rdz", "describe-global-clusters"],
    ["rds", "describe-global-databases"],
    ["route53", "get-health-check", "--health-check", "id"],
    ["ssm", "put-parameter", "--name", "n", "--value", "v", "--type", "Secret"],
    ["rds", "failover-global-cluster", "--global-cluster-identifier", "g"],
    [...global, "--region", "us-north-1"],
    [...global, "--query", "GlobalClusters[].Members"],
    ["logs", "tail", "group", "--newest"],
    [...global, "--query", "GlobalClusters[0].GlobalClusterMembers[?IsWriter].DBClusterArn"],
  ]);
  expect(problems).toEqual([
    expect.stringContaining("no service 'rdz'"),
    expect.stringContaining("no operation 'describe-global-databases'"),
    expect.stringContaining("--health-check: route53 get-health-check has no such option"),
    expect.stringContaining("'Secret' is none of ['String', 'StringList', 'SecureString']"),
    expect.stringContaining('Missing required parameter in input: "TargetDbClusterIdentifier"'),
    expect.stringContaining("'us-north-1' is no region"),
    expect.stringContaining("asks GlobalCluster for 'Members'"),
    expect.stringContaining("aws logs tail has no option --newest"),
  ]);
});

function textsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Options whose value is the name of something that must be there. */
const NAMED =
  /^--(function-name|table-name|log-group-name|queue-name|name|global-cluster-identifier|(?:target-)?db-cluster-identifier|auto-scaling-group-name)$/;

test.each(runbooks)("the runbook of %s names what the stack has", (name) => {
  const recording = recordings.get(name);
  const known = new Set(textsIn(recording?.resources.map(({ inputs }) => inputs) ?? []));
  const outputs = new Set(Object.keys(recording?.outputs ?? {}));
  const named = callsTo("aws", `docs/runbooks/${name}.md`).flatMap((args) => [
    ...args.filter((_value, index) => NAMED.test(args[index - 1] ?? "")),
    ...(args[1] === "tail" ? args.slice(2, 3) : []),
  ]);
  const physical = named.map((value) => value.split(":").at(-1) ?? "").filter((value) => !outputs.has(value));
  expect(named.length).toBeGreaterThan(2);
  expect(physical.filter((value) => !known.has(value))).toEqual([]);
});

test.each(runbooks)("the first page of %s says what to fill in by the names of the stack's outputs", (name) => {
  const [first] = shellBlocks(root).filter(({ document }) => document === `docs/runbooks/${name}.md`);
  const listed = [...(first?.text ?? "").matchAll(/^ {2}(\w+)\) echo/gm)].map(([, output = ""]) => output);
  expect(listed.length).toBeGreaterThan(1);
  expect(listed.filter((output) => !Object.hasOwn(recordings.get(name)?.outputs ?? {}, output))).toEqual([]);
});

test.each(runbooks)("the runbook of %s asks neither the state of the stack nor a global address of STS", (name) => {
  const blocks = shellBlocks(root).filter(({ document }) => document === `docs/runbooks/${name}.md`);
  expect(blocks.filter(({ text }) => /pulumi/.test(text))).toEqual([]);
  const sts = callsTo("aws", `docs/runbooks/${name}.md`).filter(([service]) => service === "sts");
  expect(sts.filter((args) => !args.includes("--region"))).toEqual([]);
});

describe("dig and curl", () => {
  const documents = runbooks.map((name) => `docs/runbooks/${name}.md`);

  test("dig is asked for one name, of a type, at a server", () => {
    const asked = documents.flatMap((document) => callsTo("dig", document)).map((args) => args.join(" "));
    expect(asked.length).toBeGreaterThanOrEqual(4);
    for (const words of asked) {
      expect(words).toMatch(/^\+short( (CNAME|TXT|A|NS))? [a-zA-Z][\w.-]*( @[\w.-]+)?$/);
    }
  });

  test("curl is given options that it has, and one address", () => {
    const known = new Set(
      [
        ...spawnSync("curl", ["--help", "all"], { encoding: "utf8" }).stdout.matchAll(
          /^ +(?:(-\w), +)?(--[\w-]+)( <)?/gm,
        ),
      ].flatMap(([, short = "", long = "", takesValue]) =>
        [short, long].map((option) => `${option}${takesValue === undefined ? "" : " value"}`),
      ),
    );
    const given = documents.flatMap((document) => callsTo("curl", document));
    expect(given.length).toBeGreaterThan(5);
    for (const args of given) {
      expect(addressesOf(args, known)).toHaveLength(1);
    }
  });
});

/** What is left of a call of curl when its options and their values are taken away. */
function addressesOf(args: readonly string[], known: ReadonlySet<string>): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined) return [];
  if (!first.startsWith("-")) return [first, ...addressesOf(rest, known)];
  const options = first.startsWith("--") ? [first] : [...first.slice(1)].map((letter) => `-${letter}`);
  const takesValue = options.some((option) => known.has(`${option} value`));
  expect(options.filter((option) => !known.has(option) && !known.has(`${option} value`))).toEqual([]);
  return addressesOf(takesValue ? rest.slice(1) : rest, known);
}
