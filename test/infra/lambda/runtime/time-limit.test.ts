import { withTimeLimit } from "../../../../infra/lib/lambda/runtime/time-limit";

describe("withTimeLimit", () => {
  test("gives what the work gives", async () => {
    await expect(withTimeLimit("It", 1_000, async () => 7)).resolves.toBe(7);
  });

  test("passes on what the work throws", async () => {
    await expect(withTimeLimit("It", 1_000, async () => Promise.reject(new Error("own")))).rejects.toThrow("own");
  });

  test("ends the wait for work that ignores its signal", async () => {
    await expect(withTimeLimit("It", 5, () => new Promise(() => undefined))).rejects.toMatchObject({
      kind: "timeout",
      message: "It took longer than its limit.",
      details: { limitMs: 5 },
    });
  });

  test("says timeout even when the work rejects because it was told to stop", async () => {
    const obedient = (signal: AbortSignal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("stopped")));
      });
    await expect(withTimeLimit("It", 5, obedient)).rejects.toMatchObject({ kind: "timeout" });
  });

  test("leaves no timer behind", async () => {
    jest.useFakeTimers();
    try {
      await withTimeLimit("It", 1_000, async () => 7);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
