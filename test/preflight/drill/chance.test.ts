import {
  constant,
  type Distribution,
  lognormal,
  mixture,
  triangular,
  uniform,
  withDelay,
} from "../../../model/recovery/distribution";
import { Streams } from "../../../model/recovery/random";
import { mean, meanTolerance, shareUpTo } from "./systems";

const DRAWS = 4000;

/** By Dvoretzky, Kiefer and Wolfowitz a sample of this size is further off once in a million. */
const SHARE_TOLERANCE = Math.sqrt(Math.log(2 / 1e-6) / (2 * DRAWS));

function sampleOf(distribution: Distribution): readonly number[] {
  const random = new Streams(1, 0).named(distribution.text);
  return Array.from({ length: DRAWS }, () => distribution.draw(random));
}

describe("chance", () => {
  test("is the same for the same seed, run and name", () => {
    const first = new Streams(7, 3).named("checker/1");
    const second = new Streams(7, 3).named("checker/1");
    expect([first(), first(), first()]).toEqual([second(), second(), second()]);
  });

  test.each([
    ["seed", new Streams(8, 3).named("a")],
    ["run", new Streams(7, 4).named("a")],
    ["name", new Streams(7, 3).named("b")],
  ])("is another one for another %s", (_, other) => {
    expect(other()).not.toBe(new Streams(7, 3).named("a")());
  });

  test("is spread evenly from 0 to 1", () => {
    const random = new Streams(1, 0).named("even");
    const sample = Array.from({ length: DRAWS }, () => random());
    for (const limit of [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]) {
      expect(Math.abs(shareUpTo(sample, limit) - limit)).toBeLessThan(SHARE_TOLERANCE);
    }
    expect(Math.min(...sample)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...sample)).toBeLessThan(1);
  });

  test("differs between runs without a pattern: the first draws of many streams are spread evenly too", () => {
    const sample = Array.from({ length: DRAWS }, (_, run) => new Streams(1, run).named("client/1")());
    for (const limit of [0.1, 0.5, 0.9]) {
      expect(Math.abs(shareUpTo(sample, limit) - limit)).toBeLessThan(SHARE_TOLERANCE);
    }
  });
});

describe("distributions", () => {
  test.each([
    [uniform(5, 20), 12.5, 0.5],
    [triangular(60, 180, 600), 180, 0.2222],
    [triangular(60, 180, 600), 600, 1],
    [lognormal(0.8, 2.5), 0.8, 0.5],
    [lognormal(0.8, 2.5), 2.5, 0.99],
    [mixture(constant(0), uniform(0, 300), 0.1), 0, 0.9],
    [withDelay(constant(1), constant(2), 0.25), 1, 0.75],
  ])("%o: a draw is at most %d with probability %d", ({ text, draw }, limit, share) => {
    expect(Math.abs(shareUpTo(sampleOf({ text, draw }), limit) - share)).toBeLessThan(SHARE_TOLERANCE);
  });

  test("the mean of a triangular one is the mean of its corners", () => {
    const sample = sampleOf(triangular(60, 180, 600));
    expect(Math.abs(mean(sample) - 280)).toBeLessThan(meanTolerance(sample));
  });

  test("stays between its bounds", () => {
    const sample = sampleOf(triangular(8, 25, 60));
    expect(Math.min(...sample)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...sample)).toBeLessThanOrEqual(60);
  });
});
