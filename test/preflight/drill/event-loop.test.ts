import fc from "fast-check";
import { EventLoop } from "../../../model/recovery/failures/event-loop";

function orderOf(delays: readonly number[], end = Number.MAX_SAFE_INTEGER): readonly (readonly [number, number])[] {
  const loop = new EventLoop();
  const seen: [number, number][] = [];
  for (const [index, delay] of delays.entries()) loop.after(delay, () => seen.push([loop.now, index]));
  loop.run(end);
  return seen;
}

describe("the event loop", () => {
  test("does what is planned in order of time, and of one instant in the order of planning", () => {
    expect(orderOf([30, 10, 20, 10])).toEqual([
      [10, 1],
      [10, 3],
      [20, 2],
      [30, 0],
    ]);
  });

  test("never does anything out of order, loses or repeats it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 200 }), (delays) => {
        const expected = delays.map((delay, index) => [delay, index] as const);
        expect(orderOf(delays)).toEqual([...expected].sort((left, right) => left[0] - right[0] || left[1] - right[1]));
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test("keeps order while events plan events", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 60 }), (pairs) => {
        const loop = new EventLoop();
        const times: number[] = [];
        for (const [first, second] of pairs) {
          loop.after(first, () => {
            times.push(loop.now);
            loop.after(second, () => times.push(loop.now));
          });
        }
        loop.run(1000);
        expect(times).toHaveLength(pairs.length * 2);
        expect(times).toEqual([...times].sort((left, right) => left - right));
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  test("keeps whole milliseconds", () => {
    expect(orderOf([10.4, 10.6])).toEqual([
      [10, 0],
      [11, 1],
    ]);
  });

  test("does nothing after the end", () => {
    expect(orderOf([10, 11], 10)).toEqual([[10, 0]]);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a delay of %s", (delay) => {
    expect(() => new EventLoop().after(delay, () => undefined)).toThrow(RangeError);
  });
});
