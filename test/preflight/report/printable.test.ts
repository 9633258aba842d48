import { html } from "../../../preflight/report/html/markup";
import { printable, printableLines, safeForLog } from "../../../preflight/report/printable";

/** What the log readers of pipelines act on, as their documents tell it. */
const READERS: readonly (readonly [string, RegExp])[] = [
  ["GitHub", /^\s*::/m],
  ["GitHub, the older form", /##\[/],
  ["Azure", /##vso\[/i],
  ["GitLab", /section_(start|end):\d/],
  ["TeamCity", /##teamcity\[/i],
  ["a terminal", /(?!\n)\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u],
];

const HOSTILE: readonly string[] = [
  "::error file=a.ts::x",
  "  \t::set-output name=a::b",
  "\u00a0::add-mask::x",
  "\ufeff::stop-commands::x",
  "text\n::warning::x",
  "text\r::warning::x",
  "text\u2028::warning::x",
  "text\u0085::warning::x",
  "a ##[error]b",
  "####[group]b",
  "x##vso[task.setvariable variable=a]b",
  "##VSO[task.complete]",
  "##teamcity[message text='x']",
  "section_start:1:n\r\u001b[0K",
  "section_end:1:n\r\u001b[0K",
  "\u001b[31mred\u001b[2J\u001b]8;;http://x\u0007",
  "\u009b31m \u202etxt\u202c zero\u200bwidth \u2066x",
  "\u{e0001}\u{e0041}tag",
];

describe.each(HOSTILE)("%j", (text) => {
  test.each(READERS)("is nothing to act on for %s, on one line or several", (_who, acts) => {
    expect(printable(text)).not.toMatch(acts);
    expect(printable(text)).not.toContain("\n");
    expect(printableLines(text).join("\n")).not.toMatch(acts);
  });

  test.each(READERS)("is nothing to act on for %s in a page", (_who, acts) => {
    expect(String(html`${text}`)).not.toMatch(acts);
  });

  test("is the same to who reads the document, be it JSON or XML", () => {
    const document = JSON.stringify({ name: text, [text]: [text] }, null, 2);
    expect(JSON.parse(safeForLog(document))).toEqual(JSON.parse(document));
    for (const [, acts] of READERS) {
      expect(safeForLog(document)).not.toMatch(acts);
      expect(safeForLog(text.replaceAll("\u001b[31m", ""), "xml")).not.toMatch(acts);
    }
    const reference = /&#x([0-9a-f]+);/g;
    const back = safeForLog(text, "xml").replace(reference, (_, code) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
    expect(back).toBe(text);
  });
});

test.each([
  "urn:pulumi:s::p::aws:s3/bucket:Bucket::b",
  "# a heading [link]",
  "std::vector",
  "a section_start of a text",
  "C# ## and [x]",
  "naïve 日本 🎉",
])("%j is left as it is", (text) => {
  expect(printable(text)).toBe(text);
  expect(safeForLog(text)).toBe(text);
  expect(safeForLog(text, "xml")).toBe(text);
});

test("a command stays one behind a colour that a report sets, so it is written out there too", () => {
  expect(safeForLog("\u001b[1m::error::x\u001b[22m\n")).toBe("\u001b[1m\\u003a:error::x\u001b[22m\n");
});
