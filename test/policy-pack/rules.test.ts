import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import Ajv from "ajv";
import type { Rule } from "../../policy-pack/engine/rule";
import { schemaOf } from "../../policy-pack/engine/schema";
import { rules } from "../../policy-pack/rules";
import { type Case, type Cases, casesFolder, casesOf, fileOf, today } from "./case-files";
import { type Heard, show } from "./show";

const rulesFolder = join(__dirname, "../../policy-pack/rules");

beforeAll(() => {
  jest.useFakeTimers({ now: new Date(today) });
});
afterAll(() => {
  jest.useRealTimers();
});

function judged(rule: Rule, example: Case): Heard {
  jest.setSystemTime(new Date(example.today ?? today));
  return show(rule, example);
}

const passed: Heard = { fail: [], undetermined: [], skip: false };

function runAll(rule: Rule, { pass = [], fail = [], undetermined = [], skip = [] }: Cases): void {
  for (const example of pass) {
    test(`passes when ${example.because}`, () => expect(judged(rule, example)).toEqual(passed));
  }
  for (const example of fail) {
    test(`fails when ${example.because}`, () =>
      expect(judged(rule, example)).toEqual({ fail: example.at, undetermined: [], skip: false }));
  }
  for (const example of undetermined) {
    test(`is undetermined when ${example.because}`, () =>
      expect(judged(rule, example)).toEqual({ fail: example.fail ?? [], undetermined: example.at, skip: false }));
  }
  for (const example of skip) {
    test(`does not apply when ${example.because}`, () =>
      expect(judged(rule, example)).toEqual({ ...passed, skip: true }));
  }
}

describe.each(rules.map((rule) => [rule.meta.name, rule] as const))("%s", (_name, rule) => {
  runAll(rule, rule.examples as Cases);
  runAll(rule, casesOf(rule));
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".diff"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replace(/\.ts$/, ""))
    .sort();
}

describe("the collection", () => {
  test("lists every rule file, each under the name that its path says", () => {
    const files = filesBelow(rulesFolder).filter((file) => file !== "index");
    expect(rules.map(fileOf).sort()).toEqual(files);
  });

  test("is sorted by name, and no name comes twice", () => {
    const names = rules.map(({ meta }) => meta.name);
    expect(names).toEqual([...new Set(names)].sort());
  });

  test("keeps no data beside a source file of the same name, which Node would load in its place", () => {
    const pack = join(rulesFolder, "..");
    const sources = new Set(filesBelow(pack));
    const data = readdirSync(pack, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
    expect(data.filter((file) => sources.has(file.replace(/\.json$/, "")))).toEqual([]);
  });

  test("has no case file without a rule", () => {
    const names = rules.map(fileOf);
    expect((existsSync(casesFolder) ? filesBelow(casesFolder) : []).filter((file) => !names.includes(file))).toEqual(
      [],
    );
  });
});

/** How many questions each pillar of the Well-Architected Framework has. */
const questions: Readonly<Record<string, number>> = { OPS: 11, SEC: 11, REL: 13, PERF: 5, COST: 11 };

/** How many base controls each family of NIST SP 800-53 Rev. 5 has. */
const controls: Readonly<Record<string, number>> = {
  AC: 25,
  AT: 6,
  AU: 16,
  CA: 9,
  CM: 14,
  CP: 13,
  IA: 12,
  IR: 10,
  MA: 7,
  MP: 8,
  PE: 23,
  PL: 11,
  PM: 32,
  PS: 9,
  PT: 8,
  RA: 10,
  SA: 23,
  SC: 51,
  SI: 23,
  SR: 12,
};

const verbs =
  "Add|Attach|Bind|Choose|Create|Declare|Delete|Drop|Enable|End|Give|Keep|Let|List|Lower|Make|Move|Name|Narrow|Place|Point|Put|Raise|Remove|Rename|Replace|Route|Send|Set|Spread|State|Store|Turn|Use|Write";

describe.each(rules.map((rule) => [rule.meta.name, rule] as const))("what %s says of itself", (_name, rule) => {
  const { meta, config, examples } = rule;

  test("is named <service>-<verb>-<thing>", () => {
    expect(meta.name).toMatch(/^[a-z0-9]+-(require|forbid|exact|limit)-[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test("states its policy in one sentence", () => {
    expect(meta.law).toMatch(/^[A-Z0-9"].*[^.]\.$/);
    expect(meta.law).not.toMatch(/[.!?] [A-Z]/);
  });

  test("is filed under references that exist in form and number", () => {
    const { wellArchitected, nist } = meta.framework;
    const [, pillar = "", question = ""] = /^([A-Z]+)(\d{1,2})-BP\d{2}$/.exec(wellArchitected) ?? [];
    expect(Number(question)).toBeGreaterThanOrEqual(1);
    expect(Number(question)).toBeLessThanOrEqual(questions[pillar] ?? 0);
    for (const control of nist) {
      const [, family = "", number = ""] = /^([A-Z]{2})-(\d{1,2})(?:\(\d{1,2}\))?$/.exec(control) ?? [];
      expect(Number(number)).toBeGreaterThanOrEqual(1);
      expect(Number(number)).toBeLessThanOrEqual(controls[family] ?? 0);
    }
    expect(nist).toEqual([...new Set(nist)]);
  });

  test("publishes its references to CrossGuard", () => {
    expect(rule.policy.framework).toEqual({
      name: "AWS Well-Architected Framework",
      version: "2025-02-25",
      reference: meta.framework.wellArchitected,
      specification: `NIST SP 800-53 Rev. 5: ${meta.framework.nist.join(", ")}`,
    });
  });

  test("tells what to do, beginning with a verb", () => {
    expect(meta.remediation).toMatch(new RegExp(`^(${verbs}) .+\\.$`));
  });

  test("has a config whose defaults satisfy its own schema", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile({
      type: "object",
      ...schemaOf(config),
    });
    validate(Object.fromEntries(Object.entries(config).map(([key, field]) => [key, field.default])));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("shows by an example what each of its settings changes", () => {
    const settings = Object.keys(config).filter((key) => config[key]?.deprecated !== true);
    const silent = settings.filter((key) => examplesChangedBy(key).length === 0);
    expect(silent).toEqual([]);
  });

  function examplesChangedBy(key: string): readonly Case[] {
    const all = [...examples.pass, ...examples.fail, ...(examples.skip ?? []), ...(examples.undetermined ?? [])];
    return (all as readonly Case[]).filter((example) => {
      const { [key]: setting, ...others } = { ...example.config } as Record<string, unknown>;
      const without = { ...example, config: others } as Case;
      return setting !== undefined && JSON.stringify(judged(rule, example)) !== JSON.stringify(judged(rule, without));
    });
  }
});
