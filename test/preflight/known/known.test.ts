import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { knownText, readKnown, readKnownIfThere } from "../../../preflight/known/file";
import { entriesOf, isOf, KnownFindings } from "../../../preflight/known/findings";
import { QUEUE, TABLE, verdict, violation } from "../report/sample";

const file = join(mkdtempSync(join(tmpdir(), "known-")), "known.json");
const unknown = { policy: "p", urn: QUEUE, path: "arn", reason: "unknown" };
const unseen = { urn: QUEUE, reason: "remote" };
const all = () => true;

/** Recorded to a file and read back. */
function recorded(...args: Parameters<typeof entriesOf>): KnownFindings {
  writeFileSync(file, knownText(entriesOf(...args)));
  return new KnownFindings(readKnown(file, "--known"));
}

describe("known findings", () => {
  const before = verdict({ violations: [violation, violation], undetermined: [unknown], notJudged: [unseen] });

  test("are marked, whatever kind they are of, and nothing of them is gone", () => {
    const known = recorded(before);
    const { violations, undetermined, notJudged } = known.mark(before);
    expect([...violations, ...undetermined, ...notJudged].map((item) => item.known)).toEqual([true, true, true, true]);
    expect([known.count, known.gone(all)]).toEqual([4, []]);
  });

  test("are known by policy, resource and path: level, words and line may change", () => {
    const changed = { ...violation, level: "advisory", got: "other", message: "other", source: undefined } as const;
    const { violations } = recorded(verdict({ violations: [violation] })).mark(verdict({ violations: [changed] }));
    expect(violations[0]?.known).toBe(true);
  });

  test.each([
    ["another path", { path: "name" }],
    ["another policy", { policy: "other" }],
    ["another resource", { urn: QUEUE }],
  ])("do not cover %s", (_, change) => {
    const known = recorded(verdict({ violations: [violation] }));
    const { violations } = known.mark(verdict({ violations: [{ ...violation, ...change }] }));
    expect(violations[0]).not.toHaveProperty("known");
    expect(known.gone(all)).toEqual([expect.objectContaining({ policy: violation.policy, urn: TABLE, count: 1 })]);
  });

  test("cover as many that say the same as were recorded, and no more", () => {
    const { violations } = recorded(before).mark(verdict({ violations: [violation, violation, violation] }));
    expect(violations.map(({ known }) => known)).toEqual([true, true, undefined]);
  });

  test("a violation does not cover what is undetermined at the same place", () => {
    const known = recorded(verdict({ violations: [{ ...violation, policy: "p", urn: QUEUE, path: "arn" }] }));
    expect(known.mark(verdict({ undetermined: [unknown] })).undetermined[0]).not.toHaveProperty("known");
  });

  test("that are gone are told once, with how many, where the run could have found them", () => {
    const known = recorded(before);
    known.mark(verdict({ violations: [violation] }));
    expect(known.gone(({ finding }) => finding === "violation")).toEqual([
      expect.objectContaining({ finding: "violation", urn: TABLE, count: 1 }),
    ]);
    expect(known.gone(() => false)).toEqual([]);
  });

  test("belong to a stack of a project, by the URN", () => {
    const [entry] = entriesOf(before);
    const of = (project: string, stack: string) => entry !== undefined && isOf(entry, { project, stack });
    expect([of("shop", "dev"), of("shop", "de"), of("shop", "prod"), of("sho", "dev")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test("are found in one step each", () => {
    const many = Array.from({ length: 50_000 }, (_, index) => ({ ...violation, path: `tags[${index}]` }));
    const known = recorded(verdict({ violations: many }));
    let looks = 0;
    const watched = many.map((item) =>
      Object.defineProperty({ ...item }, "path", { enumerable: true, get: () => looks++ && item.path }),
    );
    expect(known.mark(verdict({ violations: watched })).violations).toHaveLength(50_000);
    expect(looks).toBeLessThan(10 * many.length);
  });
});

describe("the file of known findings", () => {
  test("is the same for the same findings in any order, one a line", () => {
    const elsewhere = { ...violation, urn: QUEUE };
    const text = knownText(entriesOf(verdict({ violations: [violation, elsewhere] })));
    expect(knownText(entriesOf(verdict({ violations: [elsewhere, violation] })))).toBe(text);
    expect(text.split("\n").filter((line) => line.includes("urn:"))).toHaveLength(2);
    expect(JSON.parse(knownText([]))).toEqual({ schemaVersion: 1, known: [] });
  });

  test.each([
    ["{", /--known .* is not valid JSON/],
    ["[]", /--known .*expected a file that --write-known wrote/],
    ['{"schemaVersion":2,"known":[]}', /schemaVersion/],
    ['{"schemaVersion":1,"known":[{"finding":"other","urn":"u"}]}', /finding/],
    ['{"schemaVersion":1,"known":[{"finding":"violation","urn":"u","count":-1}]}', /count/],
    ['{"schemaVersion":1,"stack":"dev","violations":[]}', /known/],
  ])("is refused when it is %s", (text, message) => {
    writeFileSync(file, text);
    expect(() => readKnown(file, "--known")).toThrow(message);
    expect(() => readKnownIfThere(file, "--write-known")).toThrow(/^--write-known/);
  });

  test("has to be there to be read, and not to be written anew", () => {
    expect(() => readKnown(`${file}.none`, "--known")).toThrow(/cannot be read \(ENOENT\)/);
    expect(readKnownIfThere(`${file}.none`, "--write-known")).toEqual([]);
  });
});
