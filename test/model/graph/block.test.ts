import { Block } from "../../../model/graph/block";

function rootOf(value: unknown): Block {
  return new Block([], () => value);
}

describe("a nested block is found", () => {
  test.each([
    ["as an object", { rule: { status: "on" } }, [["rule"]]],
    ["as a list of one", { rule: [{ status: "on" }] }, [["rule", 0]]],
    [
      "as a list under the plural name",
      { rules: [{ status: "on" }, {}] },
      [
        ["rules", 0],
        ["rules", 1],
      ],
    ],
    ["as an object under the plural name", { rules: { status: "on" } }, [["rules"]]],
    ["under the plural name when the singular is null", { rule: null, rules: [{}] }, [["rules", 0]]],
    ["nowhere in an empty list", { rules: [] }, []],
    ["nowhere when it is absent", {}, []],
    ["nowhere below nothing", null, []],
  ])("%s", (_title, value, ways) => {
    expect(
      rootOf(value)
        .children("rule")
        .map(({ way }) => way),
    ).toEqual(ways);
  });

  test.each([["a text"], [true], [7]])("and %j is none", (value) => {
    expect(() => rootOf({ rules: value }).children("rule")).toThrow("rules is a block or a list of blocks");
  });
});

describe("the only block of a name", () => {
  test("is the first one, read at its place", () => {
    const status = rootOf({ rules: [{ status: "on" }] }).child("rule");
    expect([status.way, status.read("status")]).toEqual([["rules", 0], "on"]);
  });

  test("reads as empty where it would be", () => {
    const missing = rootOf({}).child("rule").child("filter");
    expect([missing.way, missing.read("prefix")]).toEqual([["rule", "filter"], undefined]);
  });
});

test("an element is read when it is asked for, not when it is found", () => {
  const list = [{}];
  Object.defineProperty(list, 0, {
    get: () => {
      throw new Error("unknown");
    },
  });
  const [block] = rootOf({ rules: list }).children("rule");
  expect(() => block?.read("status")).toThrow("unknown");
});
