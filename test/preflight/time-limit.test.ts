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
});
