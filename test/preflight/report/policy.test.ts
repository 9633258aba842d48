import { schemaOf } from "../../../policy-pack/engine/schema";
import { writtenGuide } from "../../../policy-pack/guide/guide";
import { parseSnippet, programOf } from "../../../policy-pack/guide/snippet";
import { rules } from "../../../policy-pack/rules";
import { parseSettings } from "../../../preflight/analyzer/profile";
import { explainPolicy } from "../../../preflight/report/policy";

const guides = JSON.parse(writtenGuide(rules)).policies;
const named = rules.map((rule) => [rule.meta.name, rule] as const);

function explained(name: string): string {
  const rule = rules.find(({ meta }) => meta.name === name);
  if (rule === undefined) throw new Error(`no policy ${name}`);
  const { severity, law, remediation, url, level = "mandatory" } = rule.meta;
  const properties = schemaOf(rule.config).properties as Record<string, object>;
  const judges = rule.kind;
  const policy = { name, severity, law, remediation, url, level, judges, properties } as never;
  const profiles = [
    ["strict", parseSettings("strict", { [name]: { enforcementLevel: "mandatory", exemptions: [{}, {}] } })],
    ["usual", parseSettings("usual", { all: "advisory" })],
    ["silent", parseSettings("silent", {})],
  ] as const;
  return explainPolicy({ policy, guide: guides[name], profiles, until: "2027-02-28" });
}

test.each(named)("%s is explained in a program, within a screen, without fixtures and their words", (name) => {
  const text = explained(name);
  expect(text).toContain('\n    import * as aws from "@pulumi/aws";\n');
  expect(text).toMatch(/\n {2}[+-] /);
  expect(text).not.toMatch(/"context"|"props"|04da6b54|Deprecated/);
  expect(text.split("\n").length).toBeLessThanOrEqual(60);
  expect(text.split("\n").filter((line) => line.length > 122 && !/ {2}https:/.test(line))).toEqual([]);
});

test.each(named)("%s shows an exemption that its schema takes", (name) => {
  const block = /or by npx dr-guardrails exempt:\n([\s\S]*)$/.exec(explained(name))?.[1] ?? "";
  const { exemptions } = JSON.parse(`{${block}}`)[name];
  const [resource, path] = guides[name].snippet.at.split(" ");
  expect(exemptions).toEqual([
    {
      urn: `*::${resource}`,
      path,
      reason: "why it is accepted",
      owner: "who answers for it",
      expires: "2027-02-28",
    },
  ]);
});

test("says which profiles set what, and is silent about one that sets nothing", () => {
  const text = explained("dynamodb-require-pitr");
  expect(text).toContain("  strict  mandatory, exemptions: 2\n  usual   advisory\n");
  expect(text).not.toContain("silent");
});

test("shows the settings of a pack, with the type of what has no default", () => {
  const policy = {
    name: "queue-limit-age",
    severity: "high",
    level: "mandatory",
    law: "A queue forgets.",
    remediation: "",
    url: "",
    judges: "resource",
    properties: { seconds: { type: "integer", description: "Longest \u001b[31mage" }, old: { deprecated: true } },
  } as never;
  expect(explainPolicy({ policy, profiles: [], until: "2027-02-28" })).toBe(
    'queue-limit-age (high, mandatory)\nA queue forgets.\n\nIn a profile: "queue-limit-age": { "enforcementLevel": "advisory", ... } with\n  setting  default\n  seconds  (integer)  Longest \\u001b[31mage\n',
  );
});

test("a snippet is two programs", () => {
  const snippet = parseSnippet('# settings {"a": 1}\n# at q ttl\n  one\n\n- two\n+ three\n');
  expect(snippet).toEqual({ settings: { a: 1 }, at: "q ttl", lines: ["  one", "", "- two", "+ three"] });
  expect([programOf(snippet, "fails"), programOf(snippet, "passes")]).toEqual(["one\n\ntwo\n", "one\n\nthree\n"]);
});
