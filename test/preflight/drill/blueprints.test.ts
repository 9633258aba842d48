import { type DrillReport, drillStack } from "../../../preflight/drill/drill";
import { readSystem } from "../../../preflight/drill/read/system";
import type { GraphResource } from "../../../preflight/graph";
import { recorded } from "../../helpers/recorded";

const options = { scenario: "region", runs: 300, seed: 1, writesPerSecond: 100 } as const;

function seconds({ milestones }: DrillReport, id: string): { readonly p50: number; readonly worst: number } {
  const { p50, worst } = milestones.find((milestone) => milestone.id === id)?.seconds ?? {};
  return { p50: p50 ?? Number.NaN, worst: worst ?? Number.NaN };
}

function median(spread: { readonly p50: number | null }): number {
  return spread.p50 ?? Number.NaN;
}

describe.each(["trading", "payments", "transactions", "fleet", "healthcare"])(
  "%s, its primary region lost",
  (stack) => {
    let resources: readonly GraphResource[];
    let report: DrillReport;

    beforeAll(async () => {
      resources = (await recorded(stack)).resources;
      report = drillStack(stack, resources, options);
    }, 120_000);

    test("the budget's recovery time is one that the simulation reaches: after the first clients, before the last run", () => {
      const { rtoSeconds } = report.budget;
      expect(rtoSeconds).not.toBeNull();
      expect(rtoSeconds).toBeGreaterThan(seconds(report, "answered").p50);
      expect(rtoSeconds).toBeLessThan(seconds(report, "recovered").worst);
      expect(report.budget.servedWithinBudget).toBeGreaterThan(0);
      expect(report.budget.servedWithinBudget).toBeLessThan(1);
    });

    test("the budget's data loss is one that the simulation reaches in the store that loses most", () => {
      const counted = report.stores.filter(({ service }) => service !== "S3");
      expect(report.budget.rpoSeconds).toBeGreaterThan(Math.min(...counted.map((store) => median(store.seconds))));
      expect(report.budget.rpoSeconds).toBeLessThan(
        Math.max(...counted.map((store) => store.seconds.worst ?? Number.NaN)),
      );
    });

    test("every run recovers", () => {
      expect(report.milestones.find(({ recovered }) => recovered)?.reached).toBe(1);
    });

    test("nothing had to be guessed: all settings are known before deployment", () => {
      const { primaryRegion, secondaryRegion, names, notes } = readSystem(stack, resources);
      expect([primaryRegion, notes]).toEqual(["us-east-1", []]);
      expect(["us-west-2", "us-east-2"]).toContain(secondaryRegion);
      expect(names).toHaveLength(1);
      expect(names[0]?.primary.check.kind).toBe("endpoint");
    });
  },
);

describe("who has to act when the primary region is lost", () => {
  async function acts(stack: string): Promise<readonly string[]> {
    const { resources } = await recorded(stack);
    const { timeline } = drillStack(stack, resources, { ...options, runs: 5 });
    return timeline.filter(({ kind }) => kind === "act").map(({ text }) => text.replace(/, told by .*,/, ""));
  }

  test.each(["trading", "payments"])("%s: nobody", async (stack) => {
    expect(await acts(stack)).toEqual([]);
  });

  test.each(["transactions", "healthcare"])("%s: a person promotes the database", async (stack) => {
    expect((await acts(stack))[0]).toBe("a person decides to fail over");
  });

  test("fleet: a function of the standby does", async () => {
    expect((await acts("fleet"))[0]).toBe("an orchestrating function decides to fail over");
  });
});
