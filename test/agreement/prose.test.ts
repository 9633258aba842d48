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
  [/\bputs? right\b/i, "fix"],
  [/\btaken for granted\b/i, "assumed"],
  [/\bth of a hundred\b/i, "percentile"],
  [/\bdo(es)? well with\b/i, "is sufficient for"],
  [/\bcalls? (it|its endpoint) down\b/i, "the health check fails"],
  [/\basks? its endpoint\b/i, "uses"],
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

/** The comments of a source: what stands between `/*` and `*\/`, and behind `//`. */
function commentsOf(source: string): readonly string[] {
  return [...source.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm)].map(([comment]) => comment);
}

test.each(["infra", "model", "policy-pack", "preflight"])("comments in %s are written in the field's words", (room) => {
  const sources = readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.(ts|js)$/.test(name) && !/node_modules|\.build/.test(name),
  );
  const found = sources.flatMap((name) =>
    commentsOf(readFileSync(join(root, room, name), "utf8")).flatMap((comment) =>
      wrongIn(comment).map((words) => `${room}/${name} ${words}`),
    ),
  );
  expect(sources.length).toBeGreaterThan(20);
  expect(found).toEqual([]);
});

test("the help of the command is written in the field's words", () => {
  const help = [...readFileSync(join(root, "preflight/cli.ts"), "utf8").matchAll(/"(?:[^"\\\n]|\\.)*"/g)];
  expect(help.length).toBeGreaterThan(50);
  expect(help.flatMap(([text]) => wrongIn(text))).toEqual([]);
});

test("reads comments, and no code", () => {
  const source = 'const law = "mend"; // a law of\n/** To mend\n * it. */ x("http://law")';
  expect(commentsOf(source)).toEqual(["// a law of", "/** To mend\n * it. */"]);
});

test("finds such a word, and leaves others alone", () => {
  expect(wrongIn("The law says: mend it.")).toEqual(['"law": write "policy"', '"mend": write "fix"']);
  expect(wrongIn("The policy recommends an amendment; see flaws.")).toEqual([]);
});
