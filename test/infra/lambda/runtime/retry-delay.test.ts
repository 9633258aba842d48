import { retryDelay } from "../../../../infra/lib/lambda/runtime/queue/retry-delay";

describe("retryDelay", () => {
  test.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [8, 640],
    [9, 900],
    [10, 900],
    [1_000, 900],
  ])("after %s receives is at most %s seconds", (receives, longest) => {
    expect(retryDelay(receives, 0)).toBe(longest);
  });

  test.each([
    [1, 3],
    [4, 21],
    [12, 451],
  ])("after %s receives is at least %s seconds", (receives, shortest) => {
    expect(retryDelay(receives, 0.999)).toBe(shortest);
  });

  test.each([0, -5])("takes %s receives for one", (receives) => {
    expect(retryDelay(receives, 0)).toBe(5);
  });
});
