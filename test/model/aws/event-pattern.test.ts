import { canMatchAll, type EventPattern, isOfRegionOnly, parsePattern } from "../../../model/aws/event-pattern";

function pattern(value: unknown): EventPattern {
  return parsePattern(JSON.stringify(value)) ?? new Map();
}
const together = (...patterns: readonly unknown[]) => canMatchAll(patterns.map(pattern));

describe("a pattern", () => {
  test("is read field by field, however deep", () => {
    expect([...pattern({ source: ["shop"], detail: { order: { state: ["paid", null] } } })]).toEqual([
      ["source", ["shop"]],
      ["detail.order.state", ["paid", null]],
    ]);
  });

  test("narrows nothing by what is one of several, or no list", () => {
    expect([...pattern({ $or: [{ source: ["shop"] }], region: "us-east-1", detail: null, account: 7 })]).toEqual([]);
  });

  test.each(["", "{", "null", "[]", '"text"', "7"])("is none in %j", (text) => {
    expect(parsePattern(text)).toBeUndefined();
  });
});

describe("one event that matches all", () => {
  test.each<readonly [string, readonly unknown[]]>([
    ["of no pattern", []],
    ["of the same values", [{ source: ["shop"] }, { source: ["shop", "bank"] }]],
    ["of different fields", [{ source: ["shop"] }, { region: ["us-east-1"] }]],
    ["of a list without values, which narrows nothing", [{ source: [] }, { source: ["shop"] }]],
    ["of a beginning and a longer one", [{ source: [{ prefix: "shop" }] }, { source: [{ prefix: "shop.o" }] }]],
    [
      "of a beginning that is not to be all of it",
      [{ source: [{ prefix: "a" }] }, { source: [{ "anything-but": "a" }] }],
    ],
    [
      "of anything but two different values",
      [{ source: [{ "anything-but": "a" }] }, { source: [{ "anything-but": ["b"] }] }],
    ],
    ["of a field that is absent twice", [{ source: [{ exists: false }] }, { source: [{ exists: false }] }]],
    ["of a value that is there", [{ source: [{ exists: true }] }, { source: ["shop"] }]],
    ["of a matcher that nobody knows", [{ source: [{ suffix: ".eu" }] }, { source: ["shop"] }]],
    ["of null", [{ source: [null] }, { source: [null] }]],
    ["of nested exceptions", [{ source: [{ "anything-but": { prefix: "a" } }] }, { source: ["b"] }]],
    [
      "of a beginning without regard to case",
      [{ source: [{ prefix: { "equals-ignore-case": "A" } }] }, { source: ["b"] }],
    ],
    ["of an empty matcher", [{ source: [{}] }, { source: ["b"] }]],
  ])("may be there: %s", (_what, patterns) => expect(together(...patterns)).toBe(true));

  test.each<readonly [string, readonly unknown[]]>([
    ["of different values", [{ source: ["shop"] }, { source: ["bank"] }]],
    [
      "of different values of the second field",
      [
        { a: [1], b: [1] },
        { a: [1], b: [2] },
      ],
    ],
    ["of a number and a text", [{ n: [7] }, { n: ["7"] }]],
    ["of a value and anything but it", [{ source: ["shop"] }, { source: [{ "anything-but": "shop" }] }]],
    [
      "of a value and anything but a list with it",
      [{ source: ["shop"] }, { source: [{ "anything-but": ["a", "shop"] }] }],
    ],
    ["of different beginnings", [{ source: [{ prefix: "shop" }] }, { source: [{ prefix: "bank" }] }]],
    ["of a value that begins otherwise", [{ source: [{ prefix: "shop" }] }, { source: ["bank"] }]],
    ["of a beginning and a number", [{ n: [{ prefix: "7" }] }, { n: [7] }]],
    ["of absence and presence", [{ source: [{ exists: false }] }, { source: [{ exists: true }] }]],
    ["of absence and a value", [{ source: [{ exists: false }] }, { source: ["shop"] }]],
    [
      "of absence and anything but a value",
      [{ source: [{ exists: false }] }, { source: [{ "anything-but": "shop" }] }],
    ],
    ["of null and an object's matcher", [{ source: [null] }, { source: [{ prefix: "n" }] }]],
  ])("is not there: %s", (_what, patterns) => expect(together(...patterns)).toBe(false));
});

describe("events of one region only", () => {
  test.each<readonly [unknown, boolean]>([
    [{ region: ["us-east-1"] }, true],
    [{ region: ["us-east-1", "us-east-1"] }, true],
    [{ region: ["us-east-1", "us-west-2"] }, false],
    [{ region: [{ prefix: "us-east-1" }] }, false],
    [{ region: [] }, false],
    [{ source: ["us-east-1"] }, false],
    [{}, false],
  ])("are taken by %j: %s", (value, expected) => expect(isOfRegionOnly(pattern(value), "us-east-1")).toBe(expected));
});
