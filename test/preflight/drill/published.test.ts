import { triangular, uniform } from "../../../model/recovery/distribution";
import { EventLoop } from "../../../model/recovery/failures/event-loop";
import { runPlan, type Step } from "../../../model/recovery/failures/plan";
import { servedAt } from "../../../model/recovery/failures/population";
import type { Check } from "../../../model/recovery/failures/system";
import { Streams } from "../../../model/recovery/random";
import { mean, meanTolerance, play, secondsOf, servedName, system } from "./systems";

function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((left, right) => left - right);
}

/** The middle 90 % of a sample. */
function middleOf(values: readonly number[]): { readonly from: number; readonly to: number } {
  const ordered = sorted(values);
  const at = (share: number) => ordered[Math.floor(share * ordered.length)] ?? Number.NaN;
  return { from: at(0.05), to: at(0.95) };
}

describe("a drill with an alias to a load balancer whose targets were taken away: answer after 61 s, service after 83 s", () => {
  const targets: Check = { kind: "target-health", urn: "targets", intervalSeconds: 30, threshold: 2 };
  const runs = play(
    system({
      names: [servedName({}, targets)],
      registrations: [{ urn: "standby-targets", intervalSeconds: 30 }],
      orchestrators: [{ urn: "scaler", region: "us-west-2", everySeconds: 60, isContinuous: false }],
    }),
    "endpoint",
    300,
  );
  const answered = secondsOf(runs, (run) => run.answered);
  /** From the decision to healthy targets. */
  const registrations = secondsOf(runs, ({ ready, timeline }) => {
    const decided = timeline.find(({ kind }) => kind === "act");
    return ready === undefined || decided === undefined ? undefined : ready - decided.seconds;
  });

  test("the answer moves after about a minute", () => {
    const { from, to } = middleOf(answered);
    expect(from).toBeLessThan(61);
    expect(to).toBeGreaterThan(61);
    expect(Math.abs(mean(answered) - 61)).toBeLessThan(5);
  });

  test("the standby's targets are healthy about 22 s after that", () => {
    const served = answered.map((seconds, index) => seconds + (registrations[index] ?? Number.NaN));
    const { from, to } = middleOf(served);
    expect(from).toBeLessThan(83);
    expect(to).toBeGreaterThan(83);
    expect(Math.abs(mean(served) - 83)).toBeLessThan(8);
  });
});

describe("an EventBridge global endpoint, as AWS describes it: five periods of 60 s, 360 s to recover and at most 420", () => {
  const alarm: Check = {
    kind: "alarm",
    urn: "check",
    periodSeconds: 60,
    periods: 5,
    region: "us-east-1",
    unhealthyWhenSilent: true,
    onErrors: "rings",
  };
  const answered = secondsOf(play(system({ names: [servedName({}, alarm)] }), "endpoint", 400), (run) => run.answered);

  test("360 s on average", () => {
    expect(Math.abs(mean(answered) - 360)).toBeLessThan(meanTolerance(answered));
  });

  test("never above 420 s", () => {
    expect(Math.max(...answered)).toBeLessThanOrEqual(420);
  });
});

describe("October 2025: clients followed a repaired DNS record for another 15 minutes", () => {
  const runs = play(system({ names: [servedName({ ttlSeconds: 5 })] }), "region", 200);
  const shareAfter = (minutes: number) =>
    mean(runs.map(({ answered = 0, curve }) => servedAt(curve, answered + minutes * 60)));

  test("most are there at once, and in the 15th minute all but two or three per cent", () => {
    expect(shareAfter(1)).toBeGreaterThan(0.9);
    expect(shareAfter(5)).toBeLessThan(0.975);
    expect(shareAfter(15)).toBeGreaterThan(0.97);
    expect(shareAfter(25)).toBeGreaterThan(0.975);
  });

  test('an operator\'s count of older days: "95 % within 15 minutes, 3 % more in the first hour"', () => {
    expect(shareAfter(15)).toBeGreaterThan(0.95);
    expect(shareAfter(60)).toBeGreaterThan(0.98);
    expect(shareAfter(60)).toBeLessThan(1);
  });
});

describe("Netflix: about 50 minutes, a sum of steps; 25 of them start-up", () => {
  const minutes = 60;

  function lengthOf(names: readonly string[], run: number): number {
    const random = new Streams(1, run).named("netflix");
    const seconds: Readonly<Record<string, () => number>> = {
      decide: () => 5 * minutes,
      provision: () => uniform(3 * minutes, 5 * minutes).draw(random),
      "start up": () => 25 * minutes,
      "move traffic": () => triangular(10 * minutes, 12 * minutes, 20 * minutes).draw(random),
    };
    const steps: readonly Step[] = names.map((id, index) => ({
      id,
      after: names.slice(Math.max(0, index - 1), index),
      seconds: seconds[id] ?? (() => Number.NaN),
    }));
    const loop = new EventLoop();
    let done = Number.NaN;
    const later = (time: number, action: () => void) => loop.after(time * 1000, action);
    runPlan(steps, later, () => {
      done = loop.now / 1000;
    });
    loop.run(Number.MAX_SAFE_INTEGER);
    return done;
  }

  const all = ["decide", "provision", "start up", "move traffic"];

  test("one after the other they are 43 to 55 minutes, 48 on average", () => {
    const sample = Array.from({ length: 200 }, (_, run) => lengthOf(all, run) / minutes);
    expect(Math.min(...sample)).toBeGreaterThanOrEqual(43);
    expect(Math.max(...sample)).toBeLessThanOrEqual(55);
    expect(Math.abs(mean(sample) - 48)).toBeLessThan(meanTolerance(sample));
  });

  test("capacity that is held ready takes 28 to 30 minutes out", () => {
    const saved = (lengthOf(all, 1) - lengthOf(["decide", "move traffic"], 1)) / minutes;
    expect(saved).toBeGreaterThan(20);
    expect(saved).toBeLessThan(40);
  });
});

describe("a plan", () => {
  function run(steps: readonly Step[]): { readonly order: readonly string[]; readonly end: number } {
    const loop = new EventLoop();
    const order: string[] = [];
    let end = Number.NaN;
    const told = steps.map((step) => ({ ...step, onDone: () => order.push(step.id) }));
    runPlan(
      told,
      (seconds, action) => loop.after(seconds, action),
      () => {
        end = loop.now;
      },
    );
    loop.run(Number.MAX_SAFE_INTEGER);
    return { order, end };
  }

  test("is as long as its critical path, not as its sum", () => {
    const steps = [
      { id: "promote", after: [], seconds: () => 300 },
      { id: "launch", after: [], seconds: () => 150 },
      { id: "register", after: ["launch"], seconds: () => 30 },
    ];
    expect(run(steps)).toEqual({ order: ["launch", "register", "promote"], end: 300 });
  });

  test("without steps is done at once", () => {
    expect(run([])).toEqual({ order: [], end: 0 });
  });

  test("refuses steps that wait for each other", () => {
    const steps = [
      { id: "a", after: ["b"], seconds: () => 1 },
      { id: "b", after: ["a"], seconds: () => 1 },
    ];
    expect(() => run(steps)).toThrow("steps wait for each other: a, b");
  });
});
