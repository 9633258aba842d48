import { hidden, say, shapeOf, Word } from "../../../policy-pack/engine/finding";

const fix = "Set it.";

describe("say", () => {
  test("puts path, value and norm in one line, and what to do below", () => {
    expect(say({ at: "ttl", got: 300, want: "60" }, "Set ttl to 60.")).toBe("ttl is 300, expected 60\nSet ttl to 60.");
  });

  test("adds notes below the remediation", () => {
    const note = "An exemption by dana expired on 2026-01-31.";
    expect(say({ at: "ttl", got: 300, want: "60" }, fix, [note])).toBe(`ttl is 300, expected 60\n${fix}\n${note}`);
  });

  test.each([
    [undefined, "not set"],
    [null, "not set"],
    ["", '""'],
    ["a\nb", '"a\\nb"'],
    [0, "0"],
    [false, "false"],
    [[], "an empty list"],
    [["a", "b"], "a list of 2"],
    [Array.from({ length: 121 }, () => "a"), "a list of 121"],
    [{ password: "x" }, "an object"],
    [hidden, "[hidden]"],
    [new Word("used in an Allow"), "used in an Allow"],
    ["x".repeat(121), `"${"x".repeat(120)}"...`],
    ["x".repeat(120), `"${"x".repeat(120)}"`],
  ])("writes %j as %s", (got, written) => {
    expect(say({ at: "p", got, want: "w" }, fix)).toBe(`p is ${written}, expected w\n${fix}`);
  });
});

describe("shapeOf", () => {
  test.each([
    ["secret", "a string"],
    [5, "a number"],
    [true, "a boolean"],
    [["secret"], "a list of 1"],
    [{}, "an object"],
    [undefined, "not set"],
    [null, "not set"],
  ])("of %j is %s", (value, shape) => expect(shapeOf(value).text).toBe(shape));
});
