import { html } from "../../../preflight/report/html/markup";
import { printable, printableLines, safeForLog } from "../../../preflight/report/printable";
import { COMMANDS, READERS } from "./log-readers";

describe.each(COMMANDS)("%j", (text) => {
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
