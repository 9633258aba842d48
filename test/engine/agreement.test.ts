import { join } from "node:path";
import { findNewestPulumi, findPulumi } from "./harness/cli";
import { Engine, type Operation } from "./harness/engine";
import { advisoryFindings, mandatoryFindings, touchedUrns, undeterminedMessages } from "./harness/events";
import { analyze, check, type PreflightAnswer, urnsOf } from "./harness/preflight";
import { WorkingCopy } from "./harness/working-copy";
import { type Break, breaks } from "./overlay/breaks";
import { systems } from "./overlay/systems";

jest.setTimeout(600_000);

interface Answers {
  readonly graph: string;
  readonly checked: PreflightAnswer;
  readonly previewed: Operation;
  readonly engineAnalyzed: Operation;
  readonly analyzed: PreflightAnswer;
}

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

/**
 * What a later engine may do otherwise is how it speaks to programs and packs, not what a system declares: the two systems
 * that use most of that, a random password and lookups among it, and one break each.
 */
const inLaterEngines = systems
  .filter(({ stack }) => stack === "transactions" || stack === "fleet")
  .map((system) => ({ ...system, breaks: system.breaks.slice(0, 1), release: "newest" }));

const runs = [...systems.map((system) => ({ ...system, release: "pinned" })), ...inLaterEngines];

describe.each(runs)("$stack, by the $release engine", ({ stack, profile, breaks: names, release }) => {
  let copy: WorkingCopy;
  let engine: Engine;

  beforeAll(async () => {
    copy = new WorkingCopy();
    engine = new Engine(copy, stack, profile, release === "newest" ? findNewestPulumi() : findPulumi());
    await engine.createStack();
  });

  afterAll(() => {
    engine?.remove();
    copy?.remove();
  });

  /** The four ways to one verdict: preflight and engine, each on the program and on the graph that the preflight exports. */
  async function askEveryone(name: string): Promise<Answers> {
    const graph = join(copy.path, `${name}.json`);
    const preview = engine.preview();
    const checked = await check(copy.program, stack, graph, profile);
    const [engineAnalyzed, analyzed] = await Promise.all([engine.analyze(graph), analyze(graph, profile)]);
    return { graph, checked, previewed: await preview, engineAnalyzed, analyzed };
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

    test("everyone gives the same advice", () => {
      const { checked, previewed, engineAnalyzed, analyzed } = answers;
      const expected = checked.advice;
      expect({
        preview: advisoryFindings(previewed.events),
        policyAnalyze: advisoryFindings(engineAnalyzed.events),
        analyze: analyzed.advice,
      }).toEqual({ preview: expected, policyAnalyze: expected, analyze: expected });
    });

    test("nobody leaves anything undetermined", () => {
      expect(answers.checked.undetermined).toEqual([]);
      expect(answers.analyzed.undetermined).toEqual([]);
      expect(undeterminedMessages(answers.previewed.events)).toEqual([]);
      expect(undeterminedMessages(answers.engineAnalyzed.events)).toEqual([]);
    });

    test("the preflight records the resources that the engine would create", () => {
      expect(urnsOf(answers.graph)).toEqual(touchedUrns(answers.previewed.events));
    });
  });

  describe.each(names)("%s", (name) => {
    let answers: Answers;

    beforeAll(async () => {
      copy.breakProgram(name);
      answers = await askEveryone(name);
    });

    afterAll(() => copy.mendProgram());

    test("everyone rejects it", () => {
      expect(rejections(answers)).toEqual([true, true, true, true]);
    });

    test("everyone finds the same, and exactly the expected policy is broken", () => {
      const { check: expected, ...others } = findingsOf(answers);
      // A promise that is broken with it is a consequence, and found by everyone too.
      const policies = new Set(expected.map(({ policy }) => policy));
      const causes = [...policies].filter((policy) => !["recovery-limit-rpo", "recovery-limit-rto"].includes(policy));
      const { rejectedBy, and = [] }: Break = breaks[name];
      expect(causes.sort()).toEqual([rejectedBy, ...and].sort());
      expect(others).toEqual({ preview: expected, policyAnalyze: expected, analyze: expected });
    });

    test("everyone sees the same resources", () => {
      expect(urnsOf(answers.graph)).toEqual(touchedUrns(answers.previewed.events));
    });
  });
});
