import { type Outcome, watchEndpoint } from "../../../model/recovery/failures/checkers";
import { Context } from "../../../model/recovery/failures/context";
import { Streams } from "../../../model/recovery/random";
import { findScenario } from "../../../preflight/drill/scenario";
import { endpointCheck, mean, meanTolerance, system } from "./systems";

interface Change {
  readonly seconds: number;
  readonly isHealthy: boolean;
}

/** Every change of status in one run, of an endpoint whose answers are given by checker and second. */
function changesOf(
  run: number,
  check: { readonly interval: number; readonly threshold: number; readonly isTcp?: boolean },
  outcomeOf: (checker: number, seconds: number) => Outcome,
  settledAt = 0,
): readonly Change[] {
  const context = new Context(system(), findScenario("endpoint"), new Streams(1, run), 1);
  const changes: Change[] = [];
  const declared = endpointCheck(check.interval, check.threshold);
  if (declared.kind !== "endpoint") throw new Error("expected an endpoint check");
  watchEndpoint(
    context,
    { ...declared, isTcp: check.isTcp ?? false },
    {
      outcome: (checker) => outcomeOf(checker, context.seconds),
      isSettled: () => context.seconds >= settledAt,
    },
    (isHealthy) => changes.push({ seconds: context.seconds, isHealthy }),
  );
  context.loop.run(3_600_000);
  return changes;
}

const RUNS = 400;

function detections(interval: number, threshold: number, outcome: Outcome): readonly number[] {
  return Array.from({ length: RUNS }, (_, run) => {
    const [first] = changesOf(run, { interval, threshold }, () => outcome);
    return first?.seconds ?? Number.NaN;
  });
}

/**
 * A checker fails for good at phase + (threshold - 1) cycles + one probe, with a phase spread evenly over one cycle; the
 * endpoint is unhealthy with the 14th of 16. The mean of the 14th of 16 even draws is 14/17.
 */
function expectedMean(interval: number, threshold: number, probe: number): number {
  const cycle = interval + probe;
  return (14 / 17) * cycle + (threshold - 1) * cycle + probe;
}

describe("the time in which an endpoint is found dead", () => {
  test.each([
    { interval: 10, threshold: 3, outcome: "refuses", probe: 0.1, from: 27, to: 30 },
    { interval: 10, threshold: 3, outcome: "gone", probe: 4, from: 41, to: 46 },
    { interval: 30, threshold: 3, outcome: "refuses", probe: 0.1, from: 81, to: 90 },
    { interval: 30, threshold: 3, outcome: "gone", probe: 4, from: 95, to: 105 },
  ] as const)("$threshold x $interval s, $outcome: about $from to $to s", (row) => {
    const sample = detections(row.interval, row.threshold, row.outcome);
    const expected = expectedMean(row.interval, row.threshold, row.probe);
    expect(Math.abs(mean(sample) - expected)).toBeLessThan(meanTolerance(sample));
    const inside = sample.filter((seconds) => seconds >= row.from && seconds <= row.to);
    expect(inside.length / sample.length).toBeGreaterThan(0.8);
    expect(mean(sample)).toBeGreaterThan(row.from);
    expect(mean(sample)).toBeLessThan(row.to);
  });

  test("a plain TCP check waits ten seconds for an endpoint that is gone, not four", () => {
    const sample = Array.from({ length: 100 }, (_, run) => {
      const [first] = changesOf(run, { interval: 30, threshold: 3, isTcp: true }, () => "gone");
      return first?.seconds ?? Number.NaN;
    });
    expect(Math.abs(mean(sample) - expectedMean(30, 3, 10))).toBeLessThan(meanTolerance(sample));
  });
});

describe("the time in which an endpoint is found well again", () => {
  const AWAY = 400;

  /** Healthy from the third of 16 checkers on; phases are those that the outage left. */
  function recoveries(interval: number): readonly number[] {
    return Array.from({ length: RUNS }, (_, run) => {
      const outcome = (_checker: number, seconds: number): Outcome => (seconds < AWAY ? "refuses" : "answers");
      const change = changesOf(run, { interval, threshold: 3 }, outcome, AWAY).find(({ isHealthy }) => isHealthy);
      return (change?.seconds ?? Number.NaN) - AWAY;
    });
  }

  test.each([
    { interval: 10, expected: 22, p99: 24.5 },
    { interval: 30, expected: 65, p99: 73 },
  ])("3 x $interval s: about $expected s, 99 of 100 below $p99 s", ({ interval, expected, p99 }) => {
    const sample = recoveries(interval);
    expect(Math.abs(mean(sample) - expected)).toBeLessThan(1);
    const sorted = [...sample].sort((left, right) => left - right);
    expect(sorted[Math.floor(0.98 * sorted.length)]).toBeLessThan(p99 + 1);
    expect(mean(sample)).toBeLessThan(mean(detections(interval, 3, "refuses")));
  });
});

describe("the rule of 18 per cent", () => {
  test("three lucky checkers of 16 keep an endpoint healthy for ever", () => {
    expect(changesOf(0, { interval: 30, threshold: 3 }, (checker) => (checker < 3 ? "answers" : "gone"))).toEqual([]);
  });

  test("two do not", () => {
    const changes = changesOf(0, { interval: 30, threshold: 3 }, (checker) => (checker < 2 ? "answers" : "gone"));
    expect(changes.map(({ isHealthy }) => isHealthy)).toEqual([false]);
  });

  test("failures that are not in a row are forgotten", () => {
    const flicker = (_: number, seconds: number): Outcome =>
      Math.floor(seconds / 30) % 3 === 2 ? "answers" : "refuses";
    expect(changesOf(0, { interval: 30, threshold: 3 }, flicker, 1800)).toEqual([]);
  });
});
