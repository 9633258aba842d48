import { PreflightError } from "../../preflight/problem";
import { TimeLimit } from "../../preflight/time-limit";

describe("a phase with two seconds", () => {
  let now = 0;
  const limit = () => {
    now = 0;
    return new TimeLimit("the drill of stack dev", 2, () => now);
  };
  const late = /^the drill of stack dev did not finish within 2 s; .* raise --time-limit$/;

  test("may take all of them and no more", () => {
    const { check } = limit();
    now = 2000;
    expect(check).not.toThrow();
    now = 2001;
    expect(check).toThrow(late);
  });

  test("ends before the next item when time is over, and after the last one", () => {
    const made: number[] = [];
    function* items(slow: number) {
      for (const item of [1, 2, 3]) {
        now += item === slow ? 2001 : 1;
        made.push(item);
        yield item;
      }
    }
    expect([...limit().within(items(0))]).toEqual([1, 2, 3]);
    made.length = 0;
    expect(() => [...limit().within(items(2))]).toThrow(late);
    expect(made).toEqual([1, 2]);
    expect(() => [...limit().within(items(3))]).toThrow(late);
  });

  test("gives what a step returns, and throws what it throws", () => {
    expect(limit().run(() => ({ made: 1 }))).toEqual({ made: 1 });
    const problem = new TypeError("no");
    expect(() => limit().run(() => raise(problem))).toThrow(problem);
  });

  test("begins no step when time is over", () => {
    const late = limit();
    const step = jest.fn();
    now = 2001;
    expect(() => late.run(step)).toThrow(PreflightError);
    expect(step).not.toHaveBeenCalled();
  });

  test("runs steps within steps", () => {
    const outer = limit();
    expect(outer.run(() => [outer.run(() => "inner"), [...limit().within(outer.run(() => ["a", "b"]))]])).toEqual([
      "inner",
      ["a", "b"],
    ]);
  });
});

function raise(problem: Error): never {
  throw problem;
}

/** Waits for nothing and is stopped by nobody. */
function forEver(): never {
  for (;;) {
    now();
  }
}
const now = () => performance.now();

test("a step without end is ended, and what comes after it goes on", () => {
  expect(() => new TimeLimit("the budget", 1).run(forEver)).toThrow("the budget did not finish within 1 s; ");
  expect(new TimeLimit("the budget", 1).run(() => "next")).toBe("next");
});

test("an item without end is ended, and items without end", () => {
  const limit = new TimeLimit("the html report", 1);
  function* items() {
    yield "first";
    forEver();
  }
  expect(() => [...limit.within(items())]).toThrow("the html report did not finish within 1 s; ");
  function* more() {
    for (;;) {
      yield "more";
    }
  }
  let count = 0;
  const run = () => {
    for (const _ of new TimeLimit("the text report", 1).within(more())) {
      count++;
    }
  };
  expect(run).toThrow("the text report did not finish within 1 s; ");
  expect(count).toBeGreaterThan(1000);
});
