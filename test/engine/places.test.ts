import { join } from "node:path";
import { Engine, type Operation } from "./harness/engine";
import { mandatoryFindings, undeterminedMessages } from "./harness/events";
import { analyze, check, type PreflightAnswer, urnsOf } from "./harness/preflight";
import { WorkingCopy } from "./harness/working-copy";

jest.setTimeout(600_000);

/** One table each: under a provider outside the pair, under one whose region is not known yet, and with its own region. */
const program = `
const aws = require("@pulumi/aws");
const home = { provider: new aws.Provider("home", { region: "us-east-1" }) };
const first = new aws.sqs.Queue("first", {}, home);
const outside = { provider: new aws.Provider("outside", { region: "eu-west-1" }) };
const later = { provider: new aws.Provider("later", { region: first.arn.apply((arn) => arn.split(":")[3]) }) };
const table = (name, options, more) =>
  new aws.dynamodb.Table(name, { name, hashKey: "id", attributes: [{ name: "id", type: "S" }], ...more }, options);
table("outside", outside);
table("later", later);
table("own", home, { region: "eu-central-1" });
table("inside", home);
`;

const stack = "places";

describe("a program whose resources are in many places", () => {
  const copy = new WorkingCopy();
  const engine = new Engine(copy, stack);
  let graph: string;
  let checked: PreflightAnswer;
  let analyzed: PreflightAnswer;
  let previewed: Operation;
  let engineAnalyzed: Operation;

  beforeAll(async () => {
    copy.putProgram(program.split("\n"));
    await engine.createStack();
    graph = join(copy.path, "places.json");
    previewed = await engine.preview();
    checked = await check(copy.program, stack, graph);
    [engineAnalyzed, analyzed] = await Promise.all([engine.analyze(graph), analyze(graph)]);
  });

  afterAll(() => {
    engine.remove();
    copy.remove();
  });

  test("everyone finds the same", () => {
    const expected = checked.findings;
    expect(expected.length).toBeGreaterThan(0);
    expect({
      preview: mandatoryFindings(previewed.events),
      policyAnalyze: mandatoryFindings(engineAnalyzed.events),
      analyze: analyzed.findings,
    }).toEqual({ preview: expected, policyAnalyze: expected, analyze: expected });
  });

  test("what is outside the pair is found, by its provider and by itself, and nothing else is", () => {
    const misplaced = checked.findings.filter(({ policy }) => policy === "region-limit-pair");
    expect(misplaced.map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual(["outside", "own"]);
  });

  test("what is under a provider of unknown region is undetermined, for everyone", () => {
    const of = (urns: string) => /Table::later\b/.test(urns) || /Provider::later|aws::later/.test(urns);
    expect(of(JSON.stringify(checked.undetermined))).toBe(true);
    expect(of(JSON.stringify(analyzed.undetermined))).toBe(true);
    expect(undeterminedMessages(previewed.events)).not.toEqual([]);
    expect(undeterminedMessages(engineAnalyzed.events)).not.toEqual([]);
  });

  test("all of it is in the graph", () => {
    const names = urnsOf(graph).map((urn) => urn.split("::").at(-1));
    expect(names).toEqual(expect.arrayContaining(["outside", "later", "own", "inside", "first"]));
  });
});
