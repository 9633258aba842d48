import { below, isAtOrBelow, path, segmentsOf } from "../../../model/graph/path";

describe("path", () => {
  test.each([
    [["ttl"], "ttl"],
    [["replicas", 0, "pointInTimeRecovery"], "replicas[0].pointInTimeRecovery"],
    [["replicas", 10], "replicas[10]"],
    [["tags", "DR-Role"], 'tags["DR-Role"]'],
    [["tags", 'a"b\nc'], 'tags["a\\"b\\nc"]'],
    [["policy", "Condition", "StringEquals", "aws:SourceArn"], 'policy.Condition.StringEquals["aws:SourceArn"]'],
    [["0"], '["0"]'],
    [[], ""],
  ])("of %j is %s, and back", (segments, written) => {
    expect(path(...segments)).toBe(written);
    expect(segmentsOf(written)).toEqual(segments);
  });

  test("continues a written path", () => {
    expect(below("rules", 1, "apply-to")).toBe('rules[1]["apply-to"]');
  });
});

describe("isAtOrBelow", () => {
  test.each([
    ["replicas[0]", "replicas[0]", true],
    ["replicas[0]", "replicas[0].regionName", true],
    ["replicas", "replicas[0]", true],
    ["replicas[1]", "replicas[10]", false],
    ["tags", "tagsAll", false],
    ["replicas[0].regionName", "replicas[0]", false],
  ])("%s, %s: %s", (part, whole, expected) => expect(isAtOrBelow(part, whole)).toBe(expected));
});
