import { NOTHING_INHERITED, Session } from "../../../preflight/monitor/session";
import { timeoutError } from "../../../preflight/monitor/time-out";
import { declare } from "../recovery/declare";

const late = { where: "the program in /shop (stack dev)", seconds: 120, resources: 10_858, detail: "" };

test("a program that waits for something is told apart from one that was still declaring resources", () => {
  expect(timeoutError({ ...late, isGrowing: false }).message).toBe(
    "the program in /shop (stack dev) did not finish within 120 s (10858 resources so far); look for what it waits for, or raise --time-limit",
  );
  expect(timeoutError({ ...late, isGrowing: true }).message).toBe(
    "the program in /shop (stack dev) did not finish within 120 s (10858 resources so far, and more were coming); raise --time-limit, " +
      "or judge what Pulumi sees instead: pulumi preview --json > preview.json, then dr-guardrails analyze --file preview.json",
  );
});

describe("a program is still declaring resources", () => {
  const session = new Session(
    "shop",
    "dev",
    "organization",
    { values: {}, secretKeys: [], notes: [] },
    () => undefined,
  );
  beforeAll(() => jest.useFakeTimers());
  afterAll(() => jest.useRealTimers());

  test("for two seconds after each, and not before the first", () => {
    const seen = [session.isGrowing];
    session.add(declare("aws:sqs/queue:Queue", "orders", {}), {
      inheritance: NOTHING_INHERITED,
      transforms: [],
      providers: new Map(),
    });
    for (const milliseconds of [0, 1999, 1]) {
      jest.advanceTimersByTime(milliseconds);
      seen.push(session.isGrowing);
    }
    expect(seen).toEqual([false, true, true, false]);
  });
});
