import { Filter } from "../../../preflight/commands/filter";
import { Gate, type GateOptions } from "../../../preflight/commands/gate";
import { compare } from "../../../preflight/comparison/compare";
import type { Severity, Verdict } from "../../../preflight/verdict";
import { judged, policy, QUEUE, report, verdict, violation } from "../report/sample";

const advisory = { ...violation, level: "advisory" } as const;
const unknown = { policy: "dynamodb-require-pitr", urn: QUEUE, path: "arn", reason: "unknown" };
const unseen = { urn: QUEUE, reason: "remote" };

function reasons(found: Partial<Verdict>, failOn: readonly string[], more: Partial<GateOptions> = {}) {
  return new Gate({ failOn, ...more }).reasons(report(judged(verdict(found))));
}

describe("what fails", () => {
  test.each([
    [[], ["1 mandatory violation"]],
    [["advisory"], ["1 mandatory violation", "1 advisory violation"]],
    [["undetermined"], ["1 mandatory violation", "1 undetermined finding"]],
    [["not-judged"], ["1 mandatory violation", "1 resource not judged"]],
    [
      ["advisory,undetermined", "not-judged"],
      ["1 mandatory violation", "1 advisory violation", "1 undetermined finding", "1 resource not judged"],
    ],
  ])("with %p", (failOn, expected) => {
    const found = { violations: [violation, advisory], undetermined: [unknown], notJudged: [unseen] };
    expect(reasons(found, failOn)).toEqual(expected);
  });

  test.each([
    ["critical", "high", 0],
    ["high", "high", 1],
    ["medium", "high", 1],
    ["high", "medium", 0],
    ["critical", "unspecified", 1],
  ] as const)("--fail-on %s with advice of severity %s: %d", (failOn, severity, count) => {
    const found = { violations: [{ ...advisory, severity: severity as Severity }] };
    expect(reasons(found, [failOn])).toHaveLength(count);
  });

  test("is nothing that is known", () => {
    const known = <Item extends object>(item: Item) => ({ ...item, known: true as const });
    const found = {
      violations: [known(violation), known(advisory)],
      undetermined: [known(unknown)],
      notJudged: [known(unseen)],
    };
    expect(reasons(found, ["advisory", "undetermined", "not-judged"])).toEqual([]);
  });

  test("is with new only what the earlier verdict has not", () => {
    const found = {
      violations: [violation, { ...violation, urn: QUEUE }],
      undetermined: [unknown],
      notJudged: [unseen],
    };
    const now = verdict(found);
    const statusAgainst = (before: Partial<Verdict>) => {
      const comparison = compare([now], [JSON.parse(JSON.stringify(verdict(before)))], "main.json", true);
      const gate = new Gate({ failOn: ["new", "undetermined", "not-judged"], against: "main.json" });
      return gate.reasons({ ...report(judged(now)), comparison });
    };
    expect(statusAgainst(found)).toEqual([]);
    expect(statusAgainst({ ...found, violations: [violation] })).toEqual(["1 mandatory violation"]);
    expect(statusAgainst({ ...found, undetermined: [] })).toEqual(["1 undetermined finding"]);
    expect(statusAgainst({ ...found, notJudged: [] })).toEqual(["1 resource not judged"]);
  });

  test.each([
    [["never"], /--fail-on is "never", expected one of new, advisory, /],
    [["new"], /nothing to compare with, expected --against FILE/],
    [[""], /--fail-on is ""/],
  ])("is not %p", (failOn, message) => {
    expect(() => new Gate({ failOn })).toThrow(message);
  });
});

describe("a filter", () => {
  const policies = [policy("dynamodb-require-pitr"), policy("s3-require-tls", { severity: "low" })];
  const found = {
    verdict: verdict({
      violations: [violation, { ...violation, policy: "s3-require-tls", severity: "low" }],
      undetermined: [unknown, { ...unknown, policy: "s3-require-tls" }],
      notJudged: [unseen],
    }),
    passes: [
      { policy: "s3-require-tls", urn: QUEUE },
      { policy: "dynamodb-require-pitr", urn: QUEUE },
    ],
  };

  test.each([
    [{ policy: ["dynamodb-*"] }],
    [{ policy: [], severity: "medium" }],
    [{ policy: ["*"], severity: "high" }],
  ])("of %p keeps one policy in every list, and says so", (options) => {
    const { verdict: left, passes } = new Filter(options).apply(found, policies);
    const names = [...left.violations, ...left.undetermined, ...passes].map((item) => item.policy);
    expect(names).toEqual(["dynamodb-require-pitr", "dynamodb-require-pitr", "dynamodb-require-pitr"]);
    expect(left.notJudged).toEqual([unseen]);
    expect(left.notes.at(-1)).toMatch(/^Only findings of /);
  });

  test("of nothing changes nothing", () => {
    expect(new Filter({ policy: [] }).apply(found, policies)).toBe(found);
  });

  test("keeps a finding whose severity nobody has said", () => {
    const odd = { ...found, verdict: verdict({ violations: [{ ...violation, severity: "unspecified" }] }) };
    const { verdict: left } = new Filter({ policy: [], severity: "critical" }).apply(odd, policies);
    expect(left.violations).toHaveLength(1);
  });

  test("that no policy passes is a mistake: nothing would be judged", () => {
    const filter = new Filter({ policy: ["dynamo-require-pitr"] });
    expect(() => filter.apply(found, policies)).toThrow(/matches no policy .* nearest names are dynamodb-require-pitr/);
    expect(() => new Filter({ policy: [], severity: "hihg" })).toThrow(
      /--severity is "hihg", expected one of critical/,
    );
  });
});
