import { readFileSync } from "node:fs";
import { join } from "node:path";
import { spreadOf } from "../../../model/recovery/spread";
import { type DrillReport, drillStack, playRuns, recoveryOf } from "../../../preflight/drill/drill";
import { readDrilled } from "../../../preflight/drill/read";
import { findScenario } from "../../../preflight/drill/scenario";
import type { GraphResource } from "../../../preflight/graph";
import { budgetOf } from "../../../preflight/recovery/budget";
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
      const counted = report.stores.filter(({ service, state }) => service !== "S3" && state === "known");
      expect(report.budget.rpoSeconds).toBeGreaterThan(Math.min(...counted.map((store) => median(store.seconds))));
      expect(report.budget.rpoSeconds).toBeLessThan(
        Math.max(...counted.map((store) => store.seconds.worst ?? Number.NaN)),
      );
    });

    test("the simulation that the policy judges by comes to the figures of the drill", () => {
      const { simulated } = budgetOf(resources).rto;
      const { p50, p99 } = report.milestones.find(({ recovered }) => recovered)?.seconds ?? {};
      expect(Math.abs((simulated?.p50 ?? 0) / (p50 ?? 1) - 1)).toBeLessThan(0.12);
      expect(Math.abs((simulated?.p99 ?? 0) / (p99 ?? 1) - 1)).toBeLessThan(0.12);
    });

    test("every run recovers", () => {
      expect(report.milestones.find(({ recovered }) => recovered)?.reached).toBe(1);
    });

    test("nothing had to be guessed: all settings are known before deployment", () => {
      const { primaryRegion, secondaryRegion, names, notes } = readDrilled(stack, resources);
      expect([primaryRegion, notes]).toEqual(["us-east-1", []]);
      expect(["us-west-2", "us-east-2"]).toContain(secondaryRegion);
      expect(names).toHaveLength(1);
      const { check } = names[0]?.primary ?? {};
      // With a latch it needs that as well, which notices nothing.
      expect(check).toMatchObject(
        ["fleet", "healthcare"].includes(stack)
          ? { kind: "calculated", needs: 2, children: [{ kind: "endpoint" }, { kind: "none" }] }
          : { kind: "endpoint" },
      );
    });
  },
);

describe("who has to act when the primary region is lost", () => {
  async function acts(stack: string): Promise<readonly string[]> {
    const { resources } = await recorded(stack);
    const { timeline } = drillStack(stack, resources, { ...options, runs: 5 });
    return timeline
      .filter(({ kind }) => kind === "act")
      .map(({ text }) => text.replace(/, (notified by .*|without an alarm),/, ""));
  }

  test.each(["trading", "payments"])("%s: nobody", async (stack) => {
    expect(await acts(stack)).toEqual([]);
  });

  test("transactions: a person promotes the database", async () => {
    expect((await acts("transactions"))[0]).toBe("a person decides to fail over");
  });

  test.each(["fleet", "healthcare"])("%s: a function of the standby does", async (stack) => {
    expect((await acts(stack))[0]).toBe("an orchestrating function decides to fail over");
  });

  test.each([
    { what: "writes are recorded within fifteen minutes", until: "the promotion", limit: 900 },
    { what: "reads and what is accepted, which need no writer, are served within five", until: "DNS", limit: 300 },
  ])("healthcare, in 99 of 100 runs: $what", async ({ until, limit }) => {
    const { resources } = await recorded("healthcare");
    const asked = resources.filter(({ type }) => until === "the promotion" || !type.startsWith("aws:rds/"));
    const { milestones } = drillStack("healthcare", asked, options);
    const recovery = milestones.find(({ recovered }) => recovered)?.seconds.p99;
    expect(recovery).toBeGreaterThan(90);
    expect(recovery).toBeLessThan(limit);
  });

  test("fleet: it is read from the stack how it watches", async () => {
    const { orchestrators } = readDrilled("fleet", (await recorded("fleet")).resources);
    expect(orchestrators).toEqual([
      expect.objectContaining({
        region: "us-east-2",
        everySeconds: 60,
        isContinuous: true,
        vigil: expect.objectContaining({ failureSeconds: 90, lagLimitSeconds: 10 }),
      }),
    ]);
    expect(orchestrators[0]?.vigil?.witness).toMatchObject({
      name: "failover-witness.example.com",
      primary: { region: "us-east-1", check: { kind: "endpoint", intervalSeconds: 30, threshold: 2 } },
    });
  });

  test("fleet: what is written of its recovery is what 2000 runs give", async () => {
    const system = readDrilled("fleet", (await recorded("fleet")).resources);
    const played = playRuns(system, findScenario("region"), { ...options, runs: 2000 }).map(recoveryOf);
    const { p50, p99 } = spreadOf(played);
    const minutes = (seconds: number | null) => {
      const whole = Math.round(seconds ?? Number.NaN);
      return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    };
    const within = played.filter((seconds = Number.POSITIVE_INFINITY) => seconds <= 300).length / played.length;
    for (const path of ["README.md", "docs/recovery.md", "docs/runbooks/fleet.md"]) {
      const text = readFileSync(join(__dirname, "../../..", path), "utf8");
      for (const figure of [minutes(p50), minutes(p99), `${Math.round(within * 100)} % of`]) {
        expect([path, text]).toEqual([path, expect.stringContaining(figure)]);
      }
    }
  }, 300_000);

  test("fleet: it decides within the detection and the decision of the budget", async () => {
    const system = readDrilled("fleet", (await recorded("fleet")).resources);
    const decided = playRuns(system, findScenario("region"), options).map(
      ({ timeline }) => timeline.find(({ kind }) => kind === "act")?.seconds ?? Number.NaN,
    );
    expect(Math.min(...decided)).toBeGreaterThanOrEqual(90);
    // Looks as rare as every ten seconds take one more.
    expect(Math.max(...decided)).toBeLessThanOrEqual(90 + 25 + 1);
  });
});
