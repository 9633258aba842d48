import fc from "fast-check";
import { mirrorCapacity } from "../../../../infra/lib/lambda/fleet-capacity/mirror";
import { capturedLog } from "../doubles/captured-log";

async function mirror(readPeak: () => Promise<number | undefined>, setMinimum?: (minimum: number) => Promise<void>) {
  const set: number[] = [];
  const done = mirrorCapacity({
    floor: 3,
    ceiling: 9,
    readPeak,
    setMinimum:
      setMinimum ??
      (async (minimum) => {
        set.push(minimum);
      }),
    log: capturedLog().log,
  });
  return { ...(await done), set };
}

test.each([
  ["as it is", 5, 5],
  ["no fewer than both are declared with", 1, 3],
  ["nor when the primary wants none", 0, 3],
  ["no more than both are declared with", 12, 9],
  ["at its least", 3, 3],
  ["at its most", 9, 9],
])("follows the primary, %s", async (_how, peak, minimum) => {
  await expect(mirror(async () => peak)).resolves.toEqual({ minimum, set: [minimum] });
});

const silences: readonly (readonly [what: string, readPeak: () => Promise<number | undefined>])[] = [
  ["tells nothing", async () => undefined],
  ["does not answer", () => Promise.reject(new Error("no route"))],
  ["answers what is no number of instances", async () => Number.NaN],
  ["answers half an instance", async () => 4.5],
  ["answers less than none", async () => -1],
];

test.each(silences)("takes nothing away when the primary %s", async (_what, readPeak) => {
  await expect(mirror(readPeak)).resolves.toEqual({ minimum: undefined, set: [] });
});

test("whatever the primary says, the minimum stays within what both groups are declared with", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.integer(), fc.double()), async (peak) => {
      const { set } = await mirror(async () => peak);
      expect(set.every((minimum) => Number.isInteger(minimum) && minimum >= 3 && minimum <= 9)).toBe(true);
    }),
  );
});

test("a minimum that could not be set is told", async () => {
  const refused = new Error("scaling is in progress");
  await expect(
    mirror(
      async () => 5,
      () => Promise.reject(refused),
    ),
  ).rejects.toBe(refused);
});
