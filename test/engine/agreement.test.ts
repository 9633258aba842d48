import { join } from "node:path";
import { Engine } from "./harness/engine";
import { mandatoryFindings, otherPolicyMessages, touchedUrns } from "./harness/events";
import { analyze, check, urnsOf } from "./harness/preflight";
import { WorkingCopy } from "./harness/working-copy";
import { breakNames, breaks } from "./overlay/breaks";

jest.setTimeout(180_000);

let copy: WorkingCopy;
let engine: Engine;

beforeAll(async () => {
  copy = new WorkingCopy();
  engine = new Engine(copy, "trading");
  await engine.createStack();
});

afterAll(() => {
  engine?.remove();
  copy?.remove();
});

/** The four ways to one verdict: preflight and engine, each on the program and on the graph that the preflight exports. */
async function askEveryone(name: string) {
  const graph = join(copy.path, `${name}.json`);
  const checked = await check(copy.program, "trading", graph);
  const previewed = await engine.preview();
  const engineAnalyzed = await engine.analyze(graph);
  const analyzed = await analyze(graph);
  return { graph, checked, previewed, engineAnalyzed, analyzed };
}

type Answers = Awaited<ReturnType<typeof askEveryone>>;

function findingsOf({ checked, previewed, engineAnalyzed, analyzed }: Answers) {
  return {
    check: checked.findings,
    preview: mandatoryFindings(previewed.events),
    policyAnalyze: mandatoryFindings(engineAnalyzed.events),
    analyze: analyzed.findings,
  };
}

function rejections({ checked, previewed, engineAnalyzed, analyzed }: Answers) {
  return [checked, previewed, engineAnalyzed, analyzed].map(({ status }) => status !== 0);
}

describe("the good stack", () => {
  let answers: Answers;

  beforeAll(async () => {
    answers = await askEveryone("good");
  });

  test("nobody finds anything", () => {
    expect(findingsOf(answers)).toEqual({ check: [], preview: [], policyAnalyze: [], analyze: [] });
    expect(rejections(answers)).toEqual([false, false, false, false]);
  });

  test("nobody leaves anything undetermined", () => {
    expect(answers.checked.undetermined).toEqual([]);
    expect(answers.analyzed.undetermined).toEqual([]);
    expect(otherPolicyMessages(answers.previewed.events)).toEqual([]);
    expect(otherPolicyMessages(answers.engineAnalyzed.events)).toEqual([]);
  });

  test("the preflight records the resources that the engine would create", () => {
    expect(urnsOf(answers.graph)).toEqual(touchedUrns(answers.previewed.events));
  });
});

describe.each(breakNames)("%s", (name) => {
  let answers: Answers;

  beforeAll(async () => {
    copy.breakProgram(name);
    answers = await askEveryone(name);
  });

  afterAll(() => copy.mendProgram());

  test("everyone rejects it", () => {
    expect(rejections(answers)).toEqual([true, true, true, true]);
  });

  test("everyone finds the same, and exactly the expected law is broken", () => {
    const { check: expected, ...others } = findingsOf(answers);
    expect([...new Set(expected.map(({ policy }) => policy))]).toEqual([breaks[name].rejectedBy]);
    expect(others).toEqual({ preview: expected, policyAnalyze: expected, analyze: expected });
  });

  test("everyone sees the same resources", () => {
    expect(urnsOf(answers.graph)).toEqual(touchedUrns(answers.previewed.events));
  });
});
