import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allFacts } from "../../../model/recovery/estimates";
import { scenarioNames } from "../../../model/recovery/failures/scenario-names";
import { playRuns } from "../../../preflight/drill/drill";
import { standingOf } from "../../../preflight/drill/format";
import { findScenario } from "../../../preflight/drill/scenario";
import { system } from "./systems";

const guide = readFileSync(join(__dirname, "../../../docs/recovery.md"), "utf8");

describe("what a drill assumes", () => {
  test("stands in docs/recovery.md, all of it and nothing else", () => {
    const [, table = ""] = /<!-- facts:start -->\n([\s\S]*?)\n<!-- facts:end -->/.exec(guide) ?? [];
    const rows = allFacts.map((fact) => `| ${fact.name} | ${fact.value} | ${standingOf(fact)} | ${fact.source} |`);
    expect(table.split("\n").slice(2)).toEqual(rows);
  });

  test("has a name of its own each: components draw by it", () => {
    expect(new Set(allFacts.map(({ name }) => name)).size).toBe(allFacts.length);
  });

  test.each(scenarioNames)("%s uses nothing that is not in the list", (scenario) => {
    const runs = playRuns(system(), findScenario(scenario), { runs: 3, seed: 1, writesPerSecond: 1 });
    const used = runs.flatMap(({ facts }) => [...facts]);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((fact) => !allFacts.includes(fact))).toEqual([]);
  });

  test.each(scenarioNames)("docs/recovery.md explains %s", (scenario) => {
    expect(guide).toContain(`| \`${scenario}\` |`);
  });
});
