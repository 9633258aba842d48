import { isBuiltNumber, isBuiltText } from "../../../preflight/monitor/lookups/stand-ins";
import { fillAnswer, unknownAnswer } from "../../../preflight/monitor/lookups/unknown-answer";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test("an answer of which not even the form is known is unknown as a whole", () => {
  expect(unknownAnswer({}, "getBoats")).toEqual({ value: UNKNOWN });
});

test("each field is of its type, and found again; what has no room for a mark is unknown", () => {
  const answer = unknownAnswer({ id: "text", port: "number", isDefault: "any" }, "getBoats");
  expect(answer).toEqual({ id: expect.any(String), port: expect.any(Number), isDefault: UNKNOWN });
  expect(isBuiltText(String(answer.id))).toBe(true);
  expect(isBuiltNumber(Number(answer.port))).toBe(true);
});

test("a list in an answer stands for three things, so that a program can go through it, and each has a name of its own", () => {
  const { ids, roots } = unknownAnswer(
    { ids: { each: "text" }, roots: { each: { fields: { id: "text" } } } },
    "getBoats",
  );
  expect(new Set(ids as string[])).toHaveProperty("size", 3);
  expect((ids as string[]).every(isBuiltText)).toBe(true);
  expect(roots).toEqual([{ id: expect.any(String) }, { id: expect.any(String) }, { id: expect.any(String) }]);
});

test("a map has one key that is found again, with a value of its type", () => {
  const { tags, limits } = unknownAnswer({ tags: { map: "text" }, limits: { map: "number" } }, "getBoats");
  const [[key = "", value] = []] = Object.entries(tags as Record<string, unknown>);
  expect([isBuiltText(key), isBuiltText(String(value))]).toEqual([true, true]);
  expect(Object.values(limits as Record<string, number>).every(isBuiltNumber)).toBe(true);
});

test.each([
  ["arn", { arn: "text" }],
  ["targetGroupArn", { targetGroupArn: "text" }],
  ["arns", { arns: { each: "text" } }],
] as const)("%s has the form of an ARN, of which no part is known", (field, shapes) => {
  const [arn] = [unknownAnswer(shapes, "getBoats")[field]].flat();
  const [first, ...parts] = String(arn).split(":");
  expect(first).toBe("arn");
  expect(parts).toHaveLength(6);
  expect(parts.every(isBuiltText)).toBe(true);
});

test.each(["learn", "barn", "warnings"])("%s is no ARN", (field) => {
  expect(String(unknownAnswer({ [field]: "text" }, "getBoats")[field])).not.toMatch(/^arn:/);
});

test("the same question has the same answer, another has another", () => {
  const ask = (question: string) => unknownAnswer({ id: "text" }, question).id;
  expect(ask("getBoats a")).toBe(ask("getBoats a"));
  expect(ask("getBoats a")).not.toBe(ask("getBoats b"));
});

test("what is known of an answer stays; the rest of it gets its form", () => {
  const shapes = { id: "text", arn: "text", ports: { each: "number" }, inner: { fields: { owner: "text" } } } as const;
  const answer = fillAnswer(
    { id: "vpc-1", arn: UNKNOWN, ports: [80, UNKNOWN], inner: { owner: UNKNOWN } },
    shapes,
    "q",
  );
  expect(answer).toEqual({
    id: "vpc-1",
    arn: expect.stringMatching(/^arn:/),
    ports: [80, expect.any(Number)],
    inner: { owner: expect.stringMatching(/^unknown/) },
  });
  expect(fillAnswer({ id: "vpc-1" }, shapes, "q").ports).toHaveLength(3);
});
