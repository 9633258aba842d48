import { findFormat } from "../../../preflight/report";
import type { Deciding, Report } from "../../../preflight/report/format";
import { safeForLog } from "../../../preflight/report/printable";
import type { Violation } from "../../../preflight/verdict";
import { judged, QUEUE, report, verdict, violation, write } from "./sample";

const gcc = /^(.*):(\d+):(\d+): (error|warning|note): (.*) \[(.*)\]$/;
const known = { ...violation, path: "known", known: true as const };
const unknown = { policy: "p", urn: QUEUE, path: "arn", reason: "string value at .arn can't be known" };
const shown = verdict({
  violations: [violation, { ...violation, level: "advisory", source: undefined }, known],
  undetermined: [unknown],
  notJudged: [{ urn: QUEUE, reason: "remote" }],
});

describe("compact", () => {
  test("tells each finding in a line of the form that compilers use, and nothing else", () => {
    const lines = write("compact", report(judged(shown)))
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => gcc.exec(line)?.slice(1))).toEqual([
      ["infra/table.ts", "34", "5", "error", expect.stringContaining("is false, expected true"), violation.policy],
      [expect.any(String), "1", "1", "warning", expect.any(String), violation.policy],
      [expect.any(String), "1", "1", "note", expect.stringContaining("undetermined"), "p"],
      [expect.any(String), "1", "1", "note", expect.stringContaining("remote"), "not judged"],
    ]);
  });

  test("is empty where nothing is found, and tells a stack that could not be judged in one line", () => {
    expect(write("compact", report(judged(verdict())))).toBe("");
    const failures = [{ stack: "dev", message: "two\nlines", detail: "more" }];
    expect(write("compact", { ...report(), failures })).toBe("dev:1:1: error: could not be judged: two lines\n");
  });

  test("keeps a hostile name on its line", () => {
    const hostile = { ...violation, urn: `${QUEUE}\n::error::x\u001b[2J`, message: "a\nb", path: "" };
    expect(
      write("compact", report(judged(verdict({ violations: [hostile] }))))
        .trimEnd()
        .split(/\p{Cc}/u),
    ).toHaveLength(1);
  });
});

describe("github", () => {
  const command = /^::(error|warning|notice) file=([^,:]*),line=(\d+),col=(\d+),title=([^,:]*)::(.*)$/;

  test("annotates the line that makes the resource; what is known is not told", () => {
    const lines = write("github", report(judged(shown)))
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => command.exec(line)?.[1])).toEqual(["error", "warning", "notice", "notice", undefined]);
    expect(command.exec(lines[0] ?? "")?.slice(2, 6)).toEqual(["infra/table.ts", "34", "5", violation.policy]);
    expect(lines.at(-1)).toBe("dr-guardrails: 4 findings");
  });

  test("escapes by GitHub's rules: nothing ends a property, a line or an annotation early", () => {
    const hostile = {
      ...violation,
      policy: "a,b:c%0A::d",
      path: "",
      message: "50% done\r\n::set-output name=x::y",
      source: { file: "in,fra/a:b%.ts", line: 2, column: 1 },
    };
    const text = write("github", report(judged(verdict({ violations: [hostile] }))));
    const [line = "", ending] = text.split("\n");
    expect(command.exec(line)?.slice(2, 6)).toEqual(["in%2Cfra/a%3Ab%25.ts", "2", "1", "a%2Cb%3Ac%250A%3A%3Ad"]);
    expect(line).toContain(": 50%25 done");
    expect(ending).toBe("dr-guardrails: 1 finding");
  });

  test("survives the care for logs as it is, where any other line that a pipeline would act on does not", () => {
    const text = write("github", report(judged(shown)));
    expect(safeForLog(text, "workflow")).toBe(text);
    for (const line of [
      "::error::x",
      " ::warning file=a::x",
      "::set-env name=PATH::x",
      "::add-mask::x",
      "::error file=a,b::x",
      "##[group]x",
      "::stop-commands::t",
    ]) {
      expect(safeForLog(line, "workflow")).not.toBe(line);
    }
    expect(safeForLog("::error file=a,line=1::##vso[task] \u001b[2J", "workflow")).toBe(
      "::error file=a,line=1::\\u0023#vso[task] \\u001b[2J",
    );
  });
});

const quietly = (format: string, from: Report, quiet: Deciding) =>
  [...findFormat(format)(from, { colour: false, quiet })].join("");

describe("what is known", () => {
  const summary = { file: "known.json", old: 1, gone: [{ finding: "violation" as const, policy: "p", urn: QUEUE }] };
  const whole = { ...report(judged(shown)), known: summary, failing: ["1 mandatory violation"] };

  test("is counted and not listed in text, with what no longer occurs", () => {
    const text = write("text", whole);
    expect(text).toContain("1 mandatory violation, 1 advisory, 1 undetermined, 0 exempted, 1 not judged, 1 known");
    expect(text).not.toContain("known is false");
    expect(text).toMatch(/Known by known\.json: 1 old finding, 1 recorded one no longer occurs\n {2}- p {2}orders\n/);
    expect(text).toContain("Fails: 1 mandatory violation");
  });

  test("is counted in Markdown, in JSON, suppressed in SARIF and skipped in JUnit", () => {
    expect(write("markdown", whole)).toMatch(/known&#46;json<\/code>\*\*:\*\* 1 old finding, 1 recorded/);
    const { stacks, known: told } = JSON.parse(write("json", whole));
    expect([stacks[0].violations.length, told]).toEqual([3, summary]);
    const results: readonly { suppressions?: unknown }[] = JSON.parse(write("sarif", whole)).runs[0].results;
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      undefined,
      undefined,
      [{ kind: "external", justification: "Recorded as known" }],
    ]);
    const alone = report(judged(verdict({ violations: [known] })));
    expect(write("junit", alone)).toMatch(/failures="0".*<skipped type="known"/s);
  });

  test("is nothing that quiet tells, nor is anything that does not fail", () => {
    const quiet = { fails: ({ level }: Violation) => level === "mandatory", asks: () => false };
    const told = quietly("text", { ...whole, failing: [] }, quiet);
    expect(told).toMatch(/pointInTimeRecovery.*\S+: 1 mandatory/s);
    expect(told).not.toMatch(/undetermined\n|Known by|RTO/);
    expect(quietly("text", report(judged(verdict({ violations: [known] }))), quiet)).toBe("");
    expect(quietly("compact", whole, quiet).trimEnd().split("\n")).toHaveLength(1);
    const asking = { ...quiet, asks: () => true };
    expect(quietly("compact", whole, asking).trimEnd().split("\n")).toHaveLength(3);
  });
});
