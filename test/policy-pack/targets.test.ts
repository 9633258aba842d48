import { targetsOf } from "../../policy-pack/docs/targets";
import type { StackRule } from "../../policy-pack/engine/rule";
import { rules } from "../../policy-pack/rules";
import { sampled } from "../helpers/histories";
import { casesOf, today } from "./case-files";
import { type GivenStack, judgementOn } from "./show";

const stackRules = rules.filter((rule): rule is StackRule => rule.kind === "stack");

beforeAll(() => {
  jest.useFakeTimers({ now: new Date(today) });
});
afterAll(() => {
  jest.useRealTimers();
});

const typeOf = (urn: string) => urn.split("::")[2] ?? "";

/** The resources that a policy names, of whatever it is shown in its examples and cases. */
function namedBy(rule: StackRule): readonly string[] {
  const shown = [...rule.examples.fail, ...(casesOf(rule).fail ?? [])] as readonly (GivenStack & { today?: string })[];
  return shown.flatMap((example) => {
    jest.setSystemTime(new Date(example.today ?? today));
    return judgementOn(rule, example).findings.map(({ urn }) => urn);
  });
}

describe.each(sampled(stackRules, 0.3).map((rule) => [rule.meta.name, rule] as const))("%s", (_name, rule) => {
  test("names resources of the types that its page says, which users write exemptions and exceptions for", () => {
    const types = new Set(namedBy(rule).map(typeOf));
    expect(types.size).toBeGreaterThan(0);
    const stated = targetsOf(rule);
    expect([...types].filter((type) => stated !== undefined && !stated.includes(type))).toEqual([]);
  });

  test("names a resource of the stack in each of its findings", () => {
    const shown = rule.examples.fail as readonly (GivenStack & { today?: string })[];
    for (const example of shown) {
      jest.setSystemTime(new Date(example.today ?? today));
      const urns = example.given.map(({ type, name }) => `urn:pulumi:test::example::${type}::${name}`);
      const provider = "urn:pulumi:test::example::pulumi:providers:aws::provider";
      const lost = judgementOn(rule, example).findings.filter(({ urn }) => ![...urns, provider].includes(urn));
      expect(lost).toEqual([]);
    }
  });
});

test("policies whose examples show one type state it", () => {
  const find = (name: string) => stackRules.filter(({ meta }) => meta.name === name).map(targetsOf);
  expect(find("sns-require-subscription")).toEqual([["aws:sns/topic:Topic"]]);
  expect(find("region-require-parity")).toEqual([undefined]);
});
