import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "../../../preflight/comparison/compare";
import { type Earlier, readVerdicts } from "../../../preflight/comparison/read";
import type { Report } from "../../../preflight/report/format";
import type { Verdict } from "../../../preflight/verdict";
import { budget, HOSTILE, judged, QUEUE, report, verdict, violation, write } from "../report/sample";

const file = join(mkdtempSync(join(tmpdir(), "against-")), "main.json");
const asEarlier = (value: Verdict): Earlier => JSON.parse(JSON.stringify(value));
const advisory = { ...violation, level: "advisory" } as const;
const elsewhere = { ...violation, urn: QUEUE };

describe("a comparison", () => {
  test("tells new, fixed and unchanged violations apart", () => {
    const now = verdict({ violations: [violation, elsewhere] });
    const before = verdict({ violations: [{ ...violation, got: "not set", message: "other words" }, advisory] });
    const { stacks } = compare([now], [asEarlier(before)], "main.json", true);
    expect(stacks[0]).toMatchObject({
      isNew: false,
      newViolations: [{ urn: QUEUE }],
      fixedViolations: [{ level: "advisory" }],
      unchangedViolations: [{ urn: violation.urn }],
    });
  });

  test("counts violations that say the same twice", () => {
    const { stacks } = compare(
      [verdict({ violations: [violation, violation] })],
      [asEarlier(verdict({ violations: [violation] }))],
      "main.json",
      true,
    );
    expect([stacks[0]?.newViolations.length, stacks[0]?.unchangedViolations.length]).toEqual([1, 1]);
  });

  test("keeps the order of what is fixed, and one of two that say the same", () => {
    const other = { ...violation, path: "other" };
    const before = [other, violation, elsewhere, violation];
    const { stacks } = compare(
      [verdict({ violations: [violation] })],
      [asEarlier(verdict({ violations: before }))],
      "main.json",
      true,
    );
    expect(stacks[0]?.fixedViolations.map(({ urn, path }) => [urn, path])).toEqual(
      [other, elsewhere, violation].map(({ urn, path }) => [urn, path]),
    );
  });

  test("takes a violation that became mandatory for new", () => {
    const { stacks } = compare(
      [verdict({ violations: [violation] })],
      [asEarlier(verdict({ violations: [advisory] }))],
      "f",
      true,
    );
    expect(stacks[0]?.newViolations).toEqual([violation]);
  });

  test.each([
    [90, 90, "same"],
    [90, 300, "worse"],
    [300, 90, "better"],
    [null, 90, "better"],
    [90, null, "worse"],
    [null, null, "same"],
  ] as const)("judges an RTO of %p that became %p: %s", (before, after, expected) => {
    const of = (rtoSeconds: number | null) => verdict({ budget: { ...budget, rtoSeconds } });
    const { stacks } = compare([of(after)], [asEarlier(of(before))], "main.json", true);
    expect(stacks[0]?.changes[0]).toMatchObject({ objective: "rto", before, after, verdict: expected });
  });

  test("judges a loss without bound to be worse than one that is not known", () => {
    const undetermined = budget.terms.map((term) => ({ ...term, state: "undetermined" as const }));
    const unknown = verdict({ budget: { ...budget, terms: undetermined } });
    const { stacks } = compare([verdict()], [asEarlier(unknown)], "main.json", true);
    expect(stacks[0]?.changes[1]).toMatchObject({
      beforeState: "undetermined",
      afterState: "unbounded",
      verdict: "worse",
    });
  });

  test("knows stacks that are new, and those that are missing where all were judged", () => {
    const earlier = [asEarlier(verdict({ stack: "old" }))];
    expect(compare([verdict()], earlier, "f", true)).toMatchObject({
      stacks: [{ isNew: true, changes: [] }],
      missing: ["old"],
    });
    expect(compare([verdict()], earlier, "f", false).missing).toEqual([]);
  });
});

describe("an earlier verdict", () => {
  test("is what --format json wrote, of one stack or of several", () => {
    for (const isSummary of [true, false]) {
      writeFileSync(file, write("json", { ...report(judged()), isSummary }));
      expect(readVerdicts(file).map(({ stack }) => stack)).toEqual(["trading"]);
    }
  });

  test.each([
    ["[]", "is not as expected"],
    ["{}", "expected the output of --format json"],
    ["{", "is not valid JSON"],
    ['{"schemaVersion": 2, "stacks": []}', "schemaVersion is not as expected"],
    ['{"schemaVersion": 1, "stacks": [{}]}', "stacks[0]"],
  ])("is refused when it is %s", (text, message) => {
    writeFileSync(file, text);
    expect(() => readVerdicts(file)).toThrow(message);
  });

  test("is refused when it is not there", () => {
    expect(() => readVerdicts("gone.json")).toThrow(
      "--against gone.json cannot be read (ENOENT), expected the output of --format json",
    );
  });
});

describe("a report", () => {
  const stack = judged({ violations: [violation, elsewhere] });
  const earlier = asEarlier(verdict({ violations: [violation, advisory], budget: { ...budget, rtoSeconds: 300 } }));
  const compared: Report = {
    ...report(stack),
    comparison: compare([stack.verdict], [earlier, asEarlier(verdict({ stack: "old" }))], "main.json", true),
  };

  test("says in text what became of what", () => {
    expect(write("text", compared)).toContain(`\
Against main.json: 1 new mandatory, 0 new advisory, 1 fixed, 1 unchanged
  + trading  mandatory  dynamodb-require-pitr  orders  pointInTimeRecovery.enabled
  - trading  advisory  dynamodb-require-pitr  trades  pointInTimeRecovery.enabled
  trading  RTO 1 min 30 s, was 5 min (better)
  old is in it and was not judged now
`);
  });

  test("says it in JSON", () => {
    const { comparison } = JSON.parse(write("json", compared));
    expect(comparison).toMatchObject({
      against: "main.json",
      stacks: [
        {
          stack: "trading",
          newViolations: [{ urn: QUEUE }],
          changes: [{ objective: "rto", verdict: "better" }, { verdict: "same" }],
        },
      ],
      missing: ["old"],
    });
  });

  test("says it in Markdown, first of all", () => {
    const text = write("markdown", compared);
    expect(text.split("\n\n").slice(2, 4)).toEqual([
      "**This change:** 1 new mandatory, 0 new advisory, 1 fixed, 1 unchanged.",
      "- <code>trading</code>: RTO 1 min 30 s, was 5 min (better)\n- <code>old</code> was judged before and is not now",
    ]);
    expect(text).toContain("| 🔺 new | <code>trading</code> |");
  });

  test("says it on the page", () => {
    const page = write("html", compared);
    expect(page).toContain("<p>1 new mandatory, 0 new advisory, 1 fixed, 1 unchanged</p>");
    expect(page).toContain("<li>trading: RTO 1 min 30 s, was 5 min (better)</li>");
    expect(page).toMatch(/\+ new mandatory<\/span><\/td><td [^>]*>trading<\/td>/);
  });

  test("says it to code scanning", () => {
    const { runs } = JSON.parse(write("sarif", compared));
    expect(runs[0].results.map(({ baselineState }: { baselineState: string }) => baselineState)).toEqual([
      "unchanged",
      "new",
    ]);
  });

  test("gives the earlier verdict's texts no meaning", () => {
    const old = asEarlier(
      verdict({ stack: HOSTILE, violations: [{ ...violation, policy: HOSTILE, urn: `${QUEUE}${HOSTILE}` }] }),
    );
    const stacks = [verdict({ stack: HOSTILE })];
    const text = write("markdown", { ...report(), comparison: compare(stacks, [old], HOSTILE, true) });
    expect(text).not.toMatch(/[`@[\]]|<img|<\/script/);
    const plain = write("text", { ...report(), comparison: compare(stacks, [old], HOSTILE, true) });
    expect(plain.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });
});
