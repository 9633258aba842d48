import { constant, triangular, uniform } from "../../../model/recovery/distribution";
import { backup, type Delay } from "../../../model/recovery/estimates";
import { dominantTerm, simulateLoss, simulateRecovery } from "../../../model/recovery/simulation";
import type { Term } from "../../../model/recovery/term";

const term = (name: string, more: Partial<Term>): Term => ({
  name,
  seconds: 60,
  urn: "urn",
  at: "at",
  got: undefined,
  basis: "",
  ...more,
});
const percentiles = (terms: readonly Term[], seed?: number) =>
  [1, 50, 90, 99].map((percent) => Math.round(simulateRecovery(terms, seed).percentile(percent)));

describe("the simulated recovery time", () => {
  test("is the arithmetic where nothing varies", () => {
    const terms = [term("detection", { stage: "detection", seconds: 30 }), term("one TTL", { stage: "names" })];
    expect(percentiles(terms)).toEqual([90, 90, 90, 90]);
  });

  test("has the quantiles of its distribution", () => {
    expect(percentiles([term("detection", { stage: "detection", varies: uniform(0, 1000) })])).toEqual([
      10, 500, 900, 990,
    ]);
  });

  test.each([
    ["names", 300, 330],
    ["names", 10, 90],
  ] as const)("what is side by side with %s of %d s takes as long as the longer", (stage, seconds, total) => {
    const detection = term("detection", { stage: "detection", seconds: 30 });
    const promotion = term("promotion", { stage: "database", seconds: 60 });
    expect(percentiles([detection, promotion, term("other", { stage, seconds })])[1]).toBe(total);
  });

  test("a person begins with the loss, not with its detection", () => {
    const detection = term("detection", { stage: "detection", seconds: 100 });
    const names = term("names", { stage: "names", seconds: 60 });
    expect(percentiles([detection, names, term("promotion", { stage: "person", seconds: 150 })])[1]).toBe(160);
    expect(percentiles([detection, names, term("promotion", { stage: "person", seconds: 300 })])[1]).toBe(300);
  });

  test("what adds nothing to the arithmetic counts in the losses in which it is the longer", () => {
    const names = term("names", { stage: "names", seconds: 60, meanwhile: true, varies: uniform(0, 200) });
    expect(percentiles([names, term("promotion", { stage: "database", seconds: 100 })])).toEqual([100, 100, 180, 198]);
  });

  test("what is only shown does not count", () => {
    expect(percentiles([term("shown", { shownOnly: true, seconds: 999 }), term("detection", {})])[3]).toBe(60);
  });

  test("has no figure where a term has no bound", () => {
    const unbounded = term("failover", { seconds: Number.POSITIVE_INFINITY, varies: constant(1) });
    expect(simulateRecovery([unbounded]).percentile(50)).toBe(Number.POSITIVE_INFINITY);
  });

  test("hangs on no seed", () => {
    const terms = [
      term("detection", { stage: "detection", varies: uniform(70, 110) }),
      term("promotion", { stage: "database", varies: triangular(60, 180, 600) }),
    ];
    const judged = Array.from({ length: 20 }, (_, seed) => percentiles(terms, seed)[2] ?? 0);
    expect(Math.max(...judged) - Math.min(...judged)).toBeLessThan(0.02 * Math.min(...judged));
    expect(percentiles(terms)).toEqual(percentiles(terms));
  });

  test("names the term that takes longest in the middle of the losses, not the one with the largest estimate", () => {
    const short = term("estimated high", { seconds: 600, varies: uniform(0, 10) });
    expect(dominantTerm([short, term("long", { seconds: 60 })])?.name).toBe("long");
  });
});

const lag: Delay = { name: "lag", value: "", source: "", confidence: "low", assumed: true, distribution: constant(1) };

describe("the simulated data loss", () => {
  const loss = (terms: readonly Term[]) => [50, 99].map((percent) => simulateLoss(terms).percentile(percent));

  test("is that of the store which loses most", () => {
    expect(loss([term("a", { seconds: 5 }), term("b", { seconds: 900 })])).toEqual([900, 900]);
    expect(loss([])).toEqual([0, 0]);
  });

  test("replication stalls in one loss of ten, and all of it together", () => {
    const copy = term("replication", { store: { service: "DynamoDB", holders: [], copy: { kind: "stream", lag } } });
    const [one, two] = [loss([copy]), loss([copy, { ...copy, name: "another" }])];
    expect(one[0]).toBe(1);
    expect(one[1]).toBeGreaterThan(200);
    expect(two).toEqual(one);
  });

  test("what the engine holds its commits for does not stall", () => {
    const store = { service: "Aurora", holders: [], copy: { kind: "stream", lag, atMost: 30 } } as const;
    expect(loss([term("commits held", { seconds: 30, store })])).toEqual([30, 30]);
  });

  test("a backup is as old as its schedule, its start and its copy make it", () => {
    const copy = { kind: "backup", periodSeconds: 3600, startWindowSeconds: 0, time: backup.jobAndCopy } as const;
    const [half, most] = loss([term("backup", { seconds: 9000, store: { service: "RDS", holders: [], copy } })]);
    expect(half).toBeGreaterThan(3000);
    expect(most).toBeLessThan(9000);
  });
});
