import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../../policy-pack/engine/finding";
import type { Rule } from "../../policy-pack/engine/rule";
import { rules } from "../../policy-pack/rules";
import { casesOf, today } from "./case-files";
import { judgementOn } from "./show";

/**
 * What each policy tells people, in `wording/<policy>.txt`: a change of words is read by somebody before it is released. After
 * a wanted change: WORDING=write npx jest test/policy-pack/wording.test.ts
 */
const folder = join(__dirname, "wording");

beforeAll(() => {
  jest.useFakeTimers({ now: new Date(today) });
});
afterAll(() => {
  jest.useRealTimers();
});

/** Every message that the examples and cases of a policy call forth, each once. */
function wordingOf(rule: Rule): string {
  const { pass = [], fail = [], undetermined = [], skip = [] } = casesOf(rule);
  const own = rule.examples;
  const all = [own.pass, own.fail, own.undetermined ?? [], own.skip ?? [], pass, fail, undetermined, skip].flat();
  const lines = all.flatMap((example) => {
    jest.setSystemTime(new Date(example.today ?? today));
    const { findings, skipped } = judgementOn(rule, example);
    const told = findings.map((finding) => say(finding, "").trim());
    return skipped === undefined ? told : [`does not apply: ${skipped}`];
  });
  return [...new Set(lines)].sort().join("\n").concat("\n");
}

describe.each(rules.map((rule) => [rule.meta.name, rule] as const))("%s", (name, rule) => {
  const file = join(folder, `${name}.txt`);

  test("says what was agreed", () => {
    const wording = wordingOf(rule);
    if (process.env.WORDING === "write") {
      writeFileSync(file, wording);
    }
    expect(wording).toBe(existsSync(file) ? readFileSync(file, "utf8") : "");
  });
});

test("no policy's words are kept that is no more", () => {
  expect(readdirSync(folder).sort()).toEqual(rules.map(({ meta }) => `${meta.name}.txt`).sort());
});
