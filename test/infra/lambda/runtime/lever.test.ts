import { Failure } from "../../../../infra/lib/lambda/runtime/failure";
import { parseSwitch, peerLever } from "../../../../infra/lib/lambda/runtime/lever";
import { capturedLog } from "../doubles/captured-log";

const name = "/prod/peer-serving";

function lever(answers: readonly (string | undefined | Failure | "hang")[]) {
  const { log, lines } = capturedLog();
  const clock = { ms: 0 };
  let asked = 0;
  const source = {
    get: async (names: readonly string[], signal: AbortSignal) => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (answer === "hang") {
        return new Promise<never>((_resolve, reject) =>
          signal.addEventListener("abort", () => reject(new Error("cut"))),
        );
      }
      if (answer instanceof Failure) {
        throw answer;
      }
      return new Map(answer === undefined ? [] : [[names[0] ?? "", answer]]);
    },
  };
  const made = peerLever({ source, name, ttlMs: 30_000, retryMs: 10_000, timeLimitMs: 20, now: () => clock.ms, log });
  return { isOpen: () => made.isOpen(), clock, asked: () => asked, lines };
}

test("closes the region, and opens it again, within the time that an answer is used", async () => {
  const { isOpen, clock, asked } = lever(["open", "closed", "open"]);
  expect(await isOpen()).toBe(true);
  clock.ms = 29_999;
  expect([await isOpen(), asked()]).toEqual([true, 1]);
  clock.ms = 30_000;
  expect([await isOpen(), asked()]).toEqual([false, 2]);
  clock.ms = 60_000;
  expect([await isOpen(), asked()]).toEqual([true, 3]);
});

test("the loss of the other region, which keeps it, closes nothing", async () => {
  const { isOpen, lines } = lever([new Failure("unavailable", "gone")]);
  expect(await isOpen()).toBe(true);
  expect(lines()).toEqual([expect.objectContaining({ level: "warn", failure: "unavailable", isOpen: true })]);
});

test("a region that was closed stays closed while the other one does not answer, and is asked again soon", async () => {
  const { isOpen, clock, asked } = lever(["closed", "hang", "open"]);
  expect(await isOpen()).toBe(false);
  clock.ms = 30_000;
  expect(await isOpen()).toBe(false);
  clock.ms = 39_999;
  expect([await isOpen(), asked()]).toEqual([false, 2]);
  clock.ms = 40_000;
  expect(await isOpen()).toBe(true);
});

test.each([undefined, "", "CLOSED", "shut"])("a position that is %j moves nothing", async (position) => {
  const { isOpen, lines } = lever([position]);
  expect(await isOpen()).toBe(true);
  expect(lines()).toEqual([expect.objectContaining({ failure: "misconfigured" })]);
});

test("checks that come together share one question", async () => {
  const { isOpen, asked } = lever(["closed"]);
  expect(await Promise.all([isOpen(), isOpen(), isOpen()])).toEqual([false, false, false]);
  expect(asked()).toBe(1);
});

test("a switch is open or closed, and its value is in no error", () => {
  expect([parseSwitch("serving", "open"), parseSwitch("serving", "closed")]).toEqual([true, false]);
  expect(() => parseSwitch("serving", "secret")).toThrow(expect.objectContaining({ kind: "misconfigured" }));
  expect(() => parseSwitch("serving", "secret")).not.toThrow(/secret/);
});
