import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules";

/** Words that readers stumble over, and what the field says. */
const better: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/\blaws?\b/i, "policy"],
  [/\bmend(s|ed|ing)?\b/i, "fix"],
  [/\bgoes off\b/i, "the alarm fires"],
  [/\bhas a foot in\b/i, "spans"],
  [/\bby lot\b/i, "a random sample"],
  [/\bhad back\b/i, "restored"],
  [/\bkeys? of (one|its|your)('s|) own\b/i, "a customer managed key"],
  [/\bhands out\b/i, "returns"],
  [/\bfinds ill\b/i, "finds unhealthy"],
];

function wrongIn(text: string): readonly string[] {
  return better.flatMap(([wrong, right]) => {
    const found = wrong.exec(text);
    return found === null ? [] : [`"${found[0]}": write "${right}"`];
  });
}

const root = join(__dirname, "../..");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "preflight/template/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

test.each(documents)("%s is written in the field's words", (name) => {
  const lines = readFileSync(join(root, name), "utf8").split("\n");
  expect(lines.flatMap((line, index) => wrongIn(line).map((words) => `${name}:${index + 1} ${words}`))).toEqual([]);
});

test.each(rules.map((rule) => [rule.meta.name, rule] as const))("%s is said in the field's words", (_name, rule) => {
  const { law, rationale, remediation } = rule.meta;
  const settings = Object.values(rule.config).map(({ description }) => description);
  expect([law, rationale, remediation, ...settings].flatMap((text) => wrongIn(String(text)))).toEqual([]);
});

test("finds such a word, and leaves others alone", () => {
  expect(wrongIn("The law says: mend it.")).toEqual(['"law": write "policy"', '"mend": write "fix"']);
  expect(wrongIn("The policy recommends an amendment; see flaws.")).toEqual([]);
});
