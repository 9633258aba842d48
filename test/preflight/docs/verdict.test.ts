import { readFileSync } from "node:fs";
import { join } from "node:path";
import { everything, judged, report, write } from "../report/sample";

const page = readFileSync(join(__dirname, "../../..", "docs", "verdict.md"), "utf8");

/** The names of an object's members; of a list, those of its first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return "value";
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

test("the documented verdict has every member that a verdict has, in order, and no other", () => {
  const [documented = ""] = [...page.matchAll(/```json\n(.*?)```/gs)]
    .map(([, text = ""]) => text)
    .filter((text) => text.includes('"budget"'));
  const printed = JSON.parse(write("json", { ...report(judged(everything)), isSummary: false }));
  expect(JSON.stringify(shapeOf(JSON.parse(documented)))).toBe(JSON.stringify(shapeOf(printed)));
});
