import { mebibytes } from "../../../infra/units/size";

test("an amount of memory is a whole number", () => {
  expect(mebibytes(512)).toBe(512);
});

test.each([0, -128, 1.5, Number.NaN])("%d is no amount of memory", (count) => {
  expect(() => mebibytes(count)).toThrow("expected a whole number of at least 1");
});
