import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareReport, type ReportOptions } from "../../../preflight/commands/output";
import { formatNames } from "../../../preflight/report";
import type { Report } from "../../../preflight/report/format";
import { runHere } from "../here";
import { COMMANDS, READERS } from "./log-readers";
import { HOSTILE, hostile } from "./sample";

/** A report in which every text that somebody else chooses is the given one. */
function reportOf(text: string): Report {
  const inJson = (of: string) => JSON.stringify(of).slice(1, -1);
  const stack = JSON.parse(JSON.stringify(hostile).replaceAll(inJson(HOSTILE), inJson(text)));
  const [violation] = stack.verdict.violations;
  const stackComparison = {
    stack: text,
    isNew: true,
    newViolations: [violation],
    fixedViolations: [violation],
    unchangedViolations: [violation],
    newUndetermined: [],
    newNotJudged: [],
    changes: [],
  };
  return {
    heading: `${text}\n${text}`,
    stacks: [stack],
    failures: [{ stack: text, message: text, detail: `${text}\n${text}` }],
    isSummary: true,
    comparison: { against: text, stacks: [stackComparison], missing: [text] },
    known: { file: text, old: 1, gone: [{ finding: "violation", policy: text, urn: text, path: text }] },
  };
}

const options = { failOn: [], policy: [], write: [], quiet: false, timeLimit: 60 } as unknown as ReportOptions;

/** What a command writes to standard output in a format. */
async function written(format: string, report: Report): Promise<string> {
  let text = "";
  const stream = jest.spyOn(process.stdout, "write").mockImplementation((piece, ...more: unknown[]) => {
    text += piece;
    const done = more.at(-1);
    if (typeof done === "function") process.nextTick(done);
    return true;
  });
  await prepareReport({ ...options, format })
    .write(report)
    .finally(() => stream.mockRestore());
  return text;
}

/** GitHub's format is made of annotations: what is left of each is for no reader. */
const withoutAnnotations = (text: string) => text.replace(/^::(?:error|warning|notice) [a-z]+=[^:\n]*::/gm, "");

describe.each(formatNames)("%s on standard output", (format) => {
  test.each(COMMANDS)("holds nothing to act on where every text is %j", async (command) => {
    const text = await written(format, reportOf(command));
    const shown = format === "github" ? withoutAnnotations(text) : text;
    expect(text.length).toBeGreaterThan(100);
    expect(READERS.flatMap(([who, acts]) => (acts.test(shown) ? [[who, acts.exec(shown)?.[0]]] : []))).toEqual([]);
  });
});

describe("standard error", () => {
  const folder = mkdtempSync(join(tmpdir(), "ways-out-"));
  const spoken = COMMANDS.filter((command) => !command.includes("/"));

  test.each(spoken)("holds nothing to act on where a name is %j", async (command) => {
    const file = join(folder, `\n${command}.json`);
    writeFileSync(file, "no JSON");
    const runs = [
      await runHere("analyze", file),
      await runHere("analyze", file, "--format", command),
      await runHere("check", "--program", `\n${command}`),
      await runHere(`\n${command}`),
    ];
    expect(runs.map(({ status, stdout }) => [status, stdout])).toEqual(runs.map(() => [2, ""]));
    for (const { stderr } of runs) {
      expect(READERS.filter(([, acts]) => acts.test(stderr))).toEqual([]);
    }
  });
});

/** The longest that a report may become of one finding whose every text is a megabyte, in characters. */
const MOST: Readonly<Record<string, number>> = { text: 100_000, compact: 20_000, github: 20_000, markdown: 65_000 };

test.each(Object.entries(MOST))("%s has an end, whatever a program is called", async (format, most) => {
  const long = "x".repeat(100_000);
  const report = reportOf(HOSTILE);
  const [stack] = report.stacks;
  const text = await written(format, {
    ...report,
    stacks: [stack, stack].flatMap((each) =>
      each === undefined ? [] : [{ ...each, verdict: named(each.verdict, long) }],
    ),
  });
  expect(text.length).toBeLessThan(most);
  expect(text).toContain("more characters");
});

function named<Verdict>(verdict: Verdict, name: string): Verdict {
  return JSON.parse(JSON.stringify(verdict), (key, value) =>
    key === "urn" || key === "path" ? `${value}${name}` : value,
  );
}
