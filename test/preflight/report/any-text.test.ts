import fc from "fast-check";
import { printable, printableLines, safeForLog } from "../../../preflight/report/printable";
import { share } from "../../helpers/histories";
import { COMMANDS, READERS } from "./log-readers";

/** What commands are made of, and what stands between them. */
const PIECES = [
  "::",
  ":",
  "error",
  "set-output name=a",
  "#",
  "##",
  "[",
  "]",
  "vso",
  "VSO[",
  "task.complete",
  "teamcity[",
  "section",
  "section_",
  "start:1",
  "end:2",
  "\\u003a:",
  "&#x3a;:",
  "\n",
  "\r",
  "\r\n",
  "\t",
  " ",
  "\u00a0",
  "\u3000",
  "\u0085",
  "\u2028",
  "\ufeff",
  "\u200b",
  "\u202e",
  "\u0000",
  "\u001b[31m",
  "\u001b]0;",
  "\u009b2J",
  "\ud83c",
  "\udf89",
  "\\",
  '"',
  "<",
  "é",
  "日",
  "🎉",
];
const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom(...PIECES), maxLength: 12 }),
  fc.string({ unit: fc.oneof(fc.constantFrom(...PIECES), fc.constantFrom(...COMMANDS)), maxLength: 6 }),
  fc.string({ unit: "binary" }),
);
const parameters = { seed: 18, numRuns: share(5000, 0.05) };

const actedOn = (text: string) => READERS.filter(([, acts]) => acts.test(text)).map(([who]) => who);

/** The same for a document: reports set colours of their own, which a terminal alone acts on. */
const actedOnIn = (document: string) => [
  ...actedOn(document).filter((who) => who !== "a terminal"),
  ...actedOn(document.replaceAll("\u001b[31m", "")).filter((who) => who === "a terminal"),
];

test("any text on one line or several is nothing to act on, and stays what it is when it is made safe again", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const line = printable(text);
      const lines = printableLines(text).join("\n");
      expect([actedOn(line), actedOn(lines), line.includes("\n")]).toEqual([[], [], false]);
      expect([printable(line), printableLines(lines).join("\n")]).toEqual([line, lines]);
    }),
    parameters,
  );
});

test("any document is nothing to act on, as a whole or in pieces that end with a line", () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      for (const notation of ["json", "xml"] as const) {
        const whole = safeForLog(`${one}\n${other}`, notation);
        expect(actedOnIn(whole)).toEqual([]);
        expect(safeForLog(`${one}\n`, notation) + safeForLog(other, notation)).toBe(whole);
        expect(safeForLog(whole, notation)).toBe(whole);
      }
    }),
    parameters,
  );
});

test("any JSON reads back as it was, and any text in XML", () => {
  fc.assert(
    fc.property(texts, texts, (key, value) => {
      const document = JSON.stringify({ [key]: [value, { value }] }, null, 2);
      expect(JSON.parse(safeForLog(document))).toEqual(JSON.parse(document));
      expect(actedOn(safeForLog(document))).toEqual([]);
      const plain = value.replaceAll("&", "&amp;");
      const back = safeForLog(plain, "xml").replace(/&#x([0-9a-f]+);/g, (_, code) => {
        return String.fromCodePoint(Number.parseInt(code, 16));
      });
      expect(back).toBe(plain);
    }),
    parameters,
  );
});

test("of annotations nothing is acted on but they themselves", () => {
  const escaped = (text: string) =>
    text
      .replaceAll("%", "%25")
      .replaceAll("\r", "%0D")
      .replaceAll("\n", "%0A")
      .replaceAll(":", "%3A")
      .replaceAll(",", "%2C");
  fc.assert(
    fc.property(texts, texts, (title, message) => {
      const line = `::error title=x${escaped(title)}::${message.replaceAll("\r", "%0D").replaceAll("\n", "%0A")}`;
      const shown = safeForLog(line, "workflow");
      expect(shown).toMatch(/^::error title=x/);
      expect(actedOnIn(shown.slice("::error".length))).toEqual([]);
    }),
    parameters,
  );
});

test("what people write is left as it is", () => {
  const words = fc.constantFrom(
    "urn:pulumi:s::p::t::n",
    "a",
    "C#",
    "[x]",
    "std::vector",
    "#1",
    "# head",
    "日本",
    "🎉",
    "é",
    "1:2",
    "{}",
  );
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), (list) => {
      const text = list.join(" ");
      expect([printable(text), safeForLog(text), safeForLog(text, "xml")]).toEqual([text, text, text]);
    }),
    parameters,
  );
});
