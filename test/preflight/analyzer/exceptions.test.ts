import { parseExceptions } from "../../../preflight/analyzer/exceptions";
import { notesOn, weighExceptions } from "../../../preflight/analyzer/weigh-exceptions";
import type { Violation } from "../../../preflight/verdict";

const urn = (name: string, stack = "dev") => `urn:pulumi:${stack}::shop::aws:sqs/queue:Queue::${name}`;
const home = { project: "shop", stack: "dev" };
const match = (policies: readonly string[], ...targets: readonly string[]) => ({ policies, targets });
const one = (content: object) => parseExceptions("p.json", { "EXC-1": { reason: "r", match: [], ...content } });

function violation(policy: string, about: string, level: Violation["level"] = "mandatory"): Violation {
  return { policy, level, severity: "high", urn: about, path: "ttl", got: "1", want: "2", message: "m" };
}

describe("an exception that Pulumi refuses is refused", () => {
  const good = [match(["p"], urn("a"))];
  test.each<readonly [string, object, string]>([
    ["an id with a space", { "EXC 1": { reason: "r", match: good } }, "has an id that Pulumi refuses"],
    ["an empty id", { "": { reason: "r", match: good } }, "has an id that Pulumi refuses"],
    ["a text", { x: "off" }, 'exception "x" is "off", expected an object'],
    ["a list", { x: [] }, 'exception "x" is [], expected an object'],
    ["no reason", { x: { match: good } }, "has the reason not set, expected a text"],
    ["a blank reason", { x: { reason: " ", match: good } }, 'has the reason " ", expected a text'],
    ["a reason of another type", { x: { reason: 1, match: good } }, "has the reason 1, expected a text"],
    ["no match", { x: { reason: "r" } }, "has the match not set, expected at least one { policies, targets }"],
    ["an empty match", { x: { reason: "r", match: [] } }, "has the match [], expected at least one"],
    ["a match that is none", { x: { reason: "r", match: ["p"] } }, 'match[0] is "p", expected an object'],
    ["no policies", { x: { reason: "r", match: [{ targets: [urn("a")] }] } }, "match[0].policies is not set"],
    ["all policies", { x: { reason: "r", match: [match(["all"], urn("a"))] } }, 'match[0].policies has "all"'],
    ["an empty name", { x: { reason: "r", match: [match([""], urn("a"))] } }, 'match[0].policies has ""'],
    ["no targets", { x: { reason: "r", match: [match(["p"])] } }, "match[0].targets is [], expected a list of URNs"],
    ["a pattern", { x: { reason: "r", match: [match(["p"], "*::queue")] } }, 'match[0].targets has "*::queue"'],
    ["a second entry", { x: { reason: "r", match: [...good, match(["p"], "")] } }, 'match[1].targets has ""'],
  ])("%s", (_what, exceptions, message) => {
    expect(() => parseExceptions("p.json", exceptions as Record<string, unknown>)).toThrow(message);
  });
});

test("are taken in Pulumi's order, by the numbers in their ids", () => {
  const content = { reason: "r", match: [match(["p"], urn("a"))] };
  const ids = ["EXC-10", "EXC-2", "EXC-007", "EXC-7", "b", "B", "EXC"];
  const parsed = parseExceptions("p.json", Object.fromEntries(ids.map((id) => [id, content])));
  expect(parsed.map(({ id }) => id)).toEqual(["B", "EXC", "EXC-2", "EXC-007", "EXC-7", "EXC-10", "b"]);
});

describe("weighing", () => {
  const exceptions = parseExceptions("p.json", {
    "EXC-1": { reason: "old", match: [match(["p", "q"], urn("a"), urn("gone"), urn("a", "prod"))] },
    "EXC-2": { reason: "moving", match: [match(["q"], urn("b")), match(["p"], urn("a"))] },
  });

  test("lets pass what a policy and a URN of one entry name, with every exception that does", () => {
    const { violations, excepted } = weighExceptions(
      exceptions,
      [violation("p", urn("a")), violation("q", urn("a"), "advisory"), violation("p", urn("b"))],
      home,
    );
    expect(violations).toEqual([violation("p", urn("b"))]);
    expect(excepted).toEqual([
      {
        ...violation("p", urn("a")),
        exceptions: [
          { id: "EXC-1", reason: "old" },
          { id: "EXC-2", reason: "moving" },
        ],
      },
      { ...violation("q", urn("a"), "advisory"), exceptions: [{ id: "EXC-1", reason: "old" }] },
    ]);
  });

  test("says which targets of this stack covered nothing, and none of another stack", () => {
    const { unusedExceptions } = weighExceptions(exceptions, [violation("p", urn("a"))], home);
    expect(unusedExceptions).toEqual([
      { id: "EXC-1", reason: "old", policies: ["p", "q"], urn: urn("gone") },
      { id: "EXC-2", reason: "moving", policies: ["q"], urn: urn("b") },
    ]);
    expect(weighExceptions(exceptions, [], { project: "shop", stack: "prod" }).unusedExceptions).toEqual([
      { id: "EXC-1", reason: "old", policies: ["p", "q"], urn: urn("a", "prod") },
    ]);
  });

  test("leaves all standing where there is none", () => {
    expect(weighExceptions([], [violation("p", urn("a"))], home)).toEqual({
      violations: [violation("p", urn("a"))],
      excepted: [],
      unusedExceptions: [],
    });
  });
});

describe("what a reader is told", () => {
  const target = match(["p", "gone"], urn("a"));

  test("is a policy that the pack does not have", () => {
    expect(notesOn(one({ match: [target, target] }), new Set(["p"]))).toEqual([
      "Exception EXC-1 names the policy gone, which the pack does not have.",
    ]);
  });

  test("is what Pulumi passes over, wherever it stands: an end above all", () => {
    const exceptions = one({ match: [{ ...target, owner: "o" }], expires: "2027-01-01" });
    expect(notesOn(exceptions, new Set(["p", "gone"]))).toEqual([
      expect.stringMatching(
        /^Exception EXC-1 has expires, which Pulumi ignores: an exception does not end by itself\./,
      ),
      "Exception EXC-1 has owner, which Pulumi ignores.",
    ]);
  });
});
