import { keepLast } from "../../../../infra/lib/lambda/runtime/keep-last";

test("keepLast makes a value once for as long as its key stays the same", () => {
  const made: string[] = [];
  const get = keepLast((key) => {
    made.push(key);
    return { key };
  });
  expect(get("a")).toBe(get("a"));
  expect(get("b")).toEqual({ key: "b" });
  get("a");
  expect(made).toEqual(["a", "b", "a"]);
});
