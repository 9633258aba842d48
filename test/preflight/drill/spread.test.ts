import { servedAt, servedSince } from "../../../model/recovery/failures/population";
import { quantile, shareOf, spreadOf } from "../../../model/recovery/spread";

describe("how a number varies", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  test("is its median, its 99th percentile and its worst: values that occurred", () => {
    expect(spreadOf(hundred)).toEqual({ p50: 50, p99: 99, worst: 100 });
    expect(spreadOf([3])).toEqual({ p50: 3, p99: 3, worst: 3 });
  });

  test("counts what did not happen as later than everything else", () => {
    expect(spreadOf([1, undefined, 2, 3])).toEqual({ p50: 2, p99: null, worst: null });
    expect(spreadOf([undefined])).toEqual({ p50: null, p99: null, worst: null });
    expect(shareOf([1, undefined, 2, 3])).toBe(0.75);
  });

  test("is rounded to tenths", () => {
    expect(quantile([1.26], 0.5)).toBe(1.3);
  });

  test("of nothing is nothing", () => {
    expect([quantile([], 0.5), shareOf([])]).toEqual([null, 0]);
  });
});

describe("the share of clients that is served", () => {
  const dips = [
    { seconds: 0, share: 1 },
    { seconds: 10, share: 0.4 },
    { seconds: 60, share: 0.9 },
    { seconds: 70, share: 0.5 },
    { seconds: 90, share: 0.95 },
  ];

  test("is what it last was", () => {
    expect([0, 9.9, 10, 65, 1000].map((seconds) => servedAt(dips, seconds))).toEqual([1, 1, 0.4, 0.9, 0.95]);
  });

  test("has recovered when it does not fall again", () => {
    expect(servedSince(dips, 0.9)).toBe(90);
    expect(servedSince(dips, 0.4)).toBe(0);
    expect(servedSince(dips, 0.99)).toBeUndefined();
  });
});
