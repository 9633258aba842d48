import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy-pack/rules";
import { phrases, readableIn, wrongIn } from "../prose/phrases";

const root = join(__dirname, "../..");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "preflight/template/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
  ...readdirSync(join(root, "test/policy-pack/wording")).map((name) => join("test/policy-pack/wording", name)),
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

test.each(["infra", "model", "policy-pack", "preflight"])(
  "comments and messages in %s are written in the field's words",
  (room) => {
    const sources = readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).filter(
      (name) => /\.(ts|js)$/.test(name) && !/node_modules|\.build/.test(name),
    );
    const found = sources.flatMap((name) =>
      readableIn(readFileSync(join(root, room, name), "utf8")).flatMap((text) =>
        wrongIn(text).map((words) => `${room}/${name} ${words}`),
      ),
    );
    expect(sources.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  },
);

test("reads comments and texts, and no code", () => {
  const source = `const law = "law"; // a law of
/** To mend
 * it. */ x("a law", \`no \${law} of\`, "http://law")`;
  expect(readableIn(source)).toEqual(["// a law of", "/** To mend it. */", '"a law"', "`no … of`"]);
});

test("lists each phrase once, in a form that reads a whole word", () => {
  const sources = phrases.map(([wrong]) => wrong.source);
  expect(new Set(sources).size).toBe(sources.length);
  expect(sources.filter((source) => !source.startsWith("\\b"))).toEqual([]);
});

test("finds such a word, and leaves others alone", () => {
  expect(wrongIn("The law says: mend it.")).toEqual(['"law": write "policy"', '"mend": write "fix"']);
  expect(wrongIn("The policy recommends an amendment; see flaws.")).toEqual([]);
});
