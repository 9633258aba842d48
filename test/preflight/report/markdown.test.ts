import type { Report } from "../../../preflight/report/format";
import { everything, failed, HOSTILE, hostile, judged, report, violation, write as writeAs } from "./sample";

const write = (from: Report) => writeAs("markdown", from);

test("says in the heading what matters, after a mark by which it is found again", () => {
  expect(write(report(judged())).split("\n").slice(0, 3)).toEqual([
    "<!-- dr-guardrails -->",
    "",
    "## dr-guardrails: nothing mandatory is broken",
  ]);
  expect(write(report(judged({ violations: [violation] })))).toContain("## dr-guardrails: 1 mandatory violation\n");
  expect(write(report(judged({ violations: [violation, violation] })))).toContain("2 mandatory violations\n");
  const notJudged = [{ urn: violation.urn, reason: "made elsewhere" }];
  expect(write(report(judged({ notJudged })))).toContain(
    "## dr-guardrails: nothing mandatory is broken, 1 resource not judged\n",
  );
  expect(write(failed)).toContain("## dr-guardrails: 1 stack could not be judged\n");
});

test("compares stacks in a table", () => {
  expect(write(report(judged(), judged({ ...everything, stack: "payments" })))).toContain(`\
| System | Resources | Mandatory | Advisory | Undetermined | Exempted | Not judged | RTO | RPO |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| <code>trading</code> | 141 | 0 | 0 | 0 | 0 | 0 | 1 min 30 s | unbounded |
| <code>payments</code> | 141 | 1 | 1 | 1 | 2 | 1 | 1 min 30 s | unbounded |
`);
});

test("shows mandatory violations, and folds the rest", () => {
  const text = write(report(judged(everything)));
  expect(text).toContain(
    "| <code>dynamodb-require-pitr</code> (high) | <code>trades</code><br><code>aws&#58;dynamodb&#47;table&#58;Table</code> | " +
      "<code>pointInTimeRecovery&#46;enabled is false&#44; expected true</code> | <code>infra&#47;table&#46;ts&#58;34</code> |",
  );
  expect(text.match(/<summary>.*<\/summary>/g)).toEqual([
    "<summary>1 advisory</summary>",
    "<summary>1 undetermined</summary>",
    "<summary>1 exempted</summary>",
    "<summary>1 unused exemption</summary>",
    "<summary>1 excepted by Pulumi</summary>",
    "<summary>1 unused exception</summary>",
    "<summary>1 not judged</summary>",
    "<summary>1 note</summary>",
    "<summary>RTO 1 min 30 s, RPO unbounded</summary>",
  ]);
});

test("shows the program's own words about a stack that could not be judged", () => {
  expect(write(failed)).toContain(
    "<code>fleet</code> could not be judged:\n\n<pre>it failed\nline one\nline two</pre>",
  );
});

test("stays below what a comment may hold", () => {
  const violations = Array.from({ length: 2000 }, (_, index) => ({ ...violation, urn: `${violation.urn}-${index}` }));
  const text = write(report(judged({ violations })));
  expect(text).toContain("… and 1950 more.");
  expect(text.length).toBeLessThan(65_536);
});

test("gives no text of a program a meaning", () => {
  const text = write({ ...report(hostile), failures: [{ stack: HOSTILE, message: HOSTILE, detail: HOSTILE }] });
  expect(text).not.toMatch(/[`@[\]]|<img|<\/script|https?:|\p{Cc}(?<!\n)|\p{Cf}/u);
  const tags = new Set([...text.matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag));
  expect([...tags].sort()).toEqual(["br", "code", "details", "pre", "summary"]);
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  expect(new Set(rows.map((row) => row.split("|").length - 2))).toEqual(new Set([2, 3, 4, 5, 6, 9]));
});

describe("stays below what a comment may hold, whatever a program prints", () => {
  const many = (text: string) => Array.from({ length: 100 }, (_, index) => `${text}${index}`);
  test.each(["x".repeat(8000), "##::[]".repeat(1300), "🎉".repeat(4000), "\u0000".repeat(8000)])("%#", (text) => {
    const violations = many(text).map((message) => ({
      ...violation,
      path: "",
      message,
      urn: `${violation.urn}${message}`,
    }));
    const undetermined = many(text).map((reason) => ({ policy: text, urn: violation.urn, path: text, reason }));
    const stack = judged({ violations, undetermined, notes: many(text), stack: text });
    const failures = many(text).map((message) => ({ stack: text, message, detail: text }));
    for (const from of [report(stack), report(stack, stack, stack), { ...report(stack), failures }]) {
      const written = write(from);
      expect(Buffer.byteLength(written)).toBeLessThan(65_536);
      expect(written).toMatch(/The rest is left out|and \d+ more/);
      expect(written.match(/<details>/g)?.length ?? 0).toBe(written.match(/<\/details>/g)?.length ?? 0);
    }
  });

  test("shows the first mandatory violations all the same", () => {
    const violations = many("z".repeat(8000)).map((message) => ({ ...violation, path: "", message }));
    expect(write(report(judged({ violations })))).toMatch(/\| <code>dynamodb-require-pitr<\/code> \(high\).*z{400}/);
  });
});
