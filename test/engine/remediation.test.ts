import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "./harness/engine";
import { mandatoryFindings } from "./harness/events";
import { analyze, check } from "./harness/preflight";
import { WorkingCopy } from "./harness/working-copy";

jest.setTimeout(600_000);

const law = "route53-exact-record-ttl";

describe("a record whose answers are kept too long, in the real engine", () => {
  let copy: WorkingCopy;
  let engine: Engine;

  beforeAll(async () => {
    copy = new WorkingCopy();
    writeFileSync(join(copy.path, "profile.json"), JSON.stringify({ [law]: "remediate" }));
    engine = new Engine(copy, "trading", "profile.json");
    await engine.createStack();
    copy.breakProgram("ttl-200");
  });
  afterAll(() => {
    engine?.remove();
    copy?.remove();
  });

  test("is put right by the policy itself, and nothing is rejected", async () => {
    const { status, events, stdout, stderr } = await engine.preview();
    expect({ status, findings: mandatoryFindings(events) }).toEqual({ status: 0, findings: [] });
    expect(`${stdout}${stderr}`).toContain(law);
  });

  test("is put right in the preflight as well", async () => {
    const { status, findings } = await check(
      copy.program,
      "trading",
      join(copy.path, "graph.json"),
      join(copy.path, "profile.json"),
    );
    expect({ status, findings }).toEqual({ status: 0, findings: [] });
  });

  test("is rejected where it is a state, which nobody puts right, by both", async () => {
    const graph = join(copy.path, "graph.json");
    const engineAnalyzed = await engine.analyze(graph);
    const analyzed = await analyze(graph, join(copy.path, "profile.json"));
    expect([engineAnalyzed.status, analyzed.status]).not.toContain(0);
    expect(analyzed.findings).toEqual(mandatoryFindings(engineAnalyzed.events));
    expect(analyzed.findings.map(({ policy }) => policy)).toContain(law);
  });
});
