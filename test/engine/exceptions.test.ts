import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findNewestPulumi, repository, runToEnd } from "./harness/cli";
import { Engine, type Operation } from "./harness/engine";
import { exceptedFindings, mandatoryFindings } from "./harness/events";
import { analyze, check, type PreflightAnswer } from "./harness/preflight";
import { WorkingCopy } from "./harness/working-copy";

jest.setTimeout(600_000);

const stack = "trading";
const functions = "urn:pulumi:trading::dr-guardrails::dr:lambda:RegionalFunction$aws:lambda/function:Function";
const exempted = (urn: string) => ({ urn, reason: "measured", owner: "platform", expires: "2999-12-31" });

/**
 * A policy about one resource and a policy about the stack, which six functions and a record break; one function is excepted
 * by Pulumi, another by an exemption of the pack, the record by both, and one exception covers nothing.
 */
const settings = {
  all: "disabled",
  "lambda-exact-memory": {
    enforcementLevel: "mandatory",
    megabytes: [1024],
    exemptions: [exempted("*::processor-primary-function")],
  },
  "recovery-limit-rto": { enforcementLevel: "mandatory", maximumSeconds: 1 },
};
const exceptions = {
  "OPS-10": {
    reason: "measured",
    match: [
      { policies: ["lambda-exact-memory"], targets: [`${functions}::health-primary-function`, `${functions}::gone`] },
    ],
  },
  "OPS-9": {
    reason: "a promise of the next release",
    expires: "2020-01-01",
    match: [
      {
        policies: ["recovery-limit-rto", "lambda-exact-memory"],
        targets: [
          "urn:pulumi:trading::dr-guardrails::dr:route53:FailoverRecord$aws:route53/record:Record::api-primary",
          `${functions}::health-primary-function`,
        ],
      },
    ],
  },
};

let copy: WorkingCopy;
let engine: Engine;
let newest: string;

beforeAll(async () => {
  newest = findNewestPulumi();
  copy = new WorkingCopy();
  writeFileSync(join(copy.path, "profile.json"), JSON.stringify({ version: 2, policies: settings, exceptions }));
  engine = new Engine(copy, stack, "profile.json", newest);
  await engine.createStack();
});
afterAll(() => {
  engine?.remove();
  copy?.remove();
});

interface Answers {
  readonly previewed: Operation;
  readonly engineAnalyzed: Operation;
  readonly checked: PreflightAnswer;
  readonly analyzed: PreflightAnswer;
}

async function askEveryone(on: Engine, profile: string): Promise<Answers> {
  const graph = join(copy.path, "graph.json");
  const checked = await check(copy.program, stack, graph, profile);
  const previewed = await on.preview();
  return { checked, previewed, engineAnalyzed: await on.analyze(graph), analyzed: await analyze(graph, profile) };
}

describe("a profile of version 2, by the newest engine", () => {
  let answers: Answers;

  beforeAll(async () => {
    answers = await askEveryone(engine, join(copy.path, "profile.json"));
  });

  test("lets the same findings pass in check, preview, policy analyze and analyze, by the same exceptions", () => {
    const { checked, previewed, engineAnalyzed, analyzed } = answers;
    expect(checked.excepted.map(({ policy, ids }) => [policy, ids])).toEqual([
      ["lambda-exact-memory", ["OPS-9", "OPS-10"]],
      ["recovery-limit-rto", ["OPS-9"]],
    ]);
    expect(exceptedFindings(previewed.events)).toEqual(checked.excepted);
    expect(exceptedFindings(engineAnalyzed.events)).toEqual(checked.excepted);
    expect(analyzed.excepted).toEqual(checked.excepted);
  });

  test("rejects the others alike", () => {
    const { checked, previewed, engineAnalyzed, analyzed } = answers;
    expect(checked.findings.length).toBeGreaterThan(0);
    expect(checked.findings.filter(({ urn }) => urn.includes("::processor-primary"))).toEqual([]);
    expect(mandatoryFindings(previewed.events)).toEqual(checked.findings);
    expect(mandatoryFindings(engineAnalyzed.events)).toEqual(checked.findings);
    expect(analyzed.findings).toEqual(checked.findings);
    const statuses = [checked, previewed, engineAnalyzed, analyzed].map(({ status }) => status !== 0);
    expect(statuses).toEqual([true, true, true, true]);
  });
});

test("what profile print makes of exemptions rejects nothing that they do not, four ways", async () => {
  const wide = {
    ...settings,
    "lambda-exact-memory": { ...settings["lambda-exact-memory"], exemptions: [exempted("*")] },
    "recovery-limit-rto": { ...settings["recovery-limit-rto"], exemptions: [exempted("*::api-primary")] },
  };
  writeFileSync(join(copy.path, "exemptions.json"), JSON.stringify(wide));
  const file = join(copy.path, "printed.json");
  const words = ["profile", "print", join(copy.path, "exemptions.json"), "--pulumi-exceptions"];
  const { status, stderr } = await runToEnd(
    process.execPath,
    [join(repository, "preflight/main.js"), ...words, "--program", copy.program, "--stack", stack, "--out", file],
    { cwd: copy.path },
  );
  expect([status, stderr]).toEqual([0, expect.stringContaining("is an exception now")]);
  const printed = new Engine(copy, stack, "printed.json", newest);
  await printed.createStack();
  const { checked, previewed, engineAnalyzed, analyzed } = await askEveryone(printed, file);
  printed.remove();
  expect([checked, previewed, engineAnalyzed, analyzed].map(({ status: ended }) => ended)).toEqual([0, 0, 0, 0]);
  expect(checked.excepted.length).toBeGreaterThan(1);
  expect(exceptedFindings(previewed.events)).toEqual(checked.excepted);
  expect(exceptedFindings(engineAnalyzed.events)).toEqual(checked.excepted);
  expect(analyzed.excepted).toEqual(checked.excepted);
});

test("an exception that the newest engine refuses is refused by the preflight", async () => {
  const wrong = { version: 2, exceptions: { x: { reason: "r", match: [{ policies: ["all"], targets: ["urn:x"] }] } } };
  const file = join(copy.path, "wrong.json");
  writeFileSync(file, JSON.stringify(wrong));
  const refusing = new Engine(copy, stack, "wrong.json", newest);
  const graph = join(copy.path, "graph.json");
  const { status, stderr } = await refusing.analyze(graph);
  refusing.remove();
  expect([status === 0, stderr]).toEqual([false, expect.stringContaining('"all" isn\'t allowed')]);
  await expect(analyze(graph, file)).rejects.toThrow('match[0].policies has "all"');
});

test("the pinned engine, which knows no exceptions, refuses such a file and judges nothing", async () => {
  const older = new Engine(copy, stack, "profile.json");
  try {
    await older.createStack();
    const { status, stderr, events } = await older.preview();
    expect([status !== 0, stderr]).toEqual([
      true,
      expect.stringContaining('parsing "version": 2 is not a valid value'),
    ]);
    expect(mandatoryFindings(events)).toEqual([]);
  } finally {
    older.remove();
  }
});
