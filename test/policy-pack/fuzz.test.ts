import type { PolicyResource } from "@pulumi/policy";
import fc from "fast-check";
import { isUnknownValue, unknown } from "../../model/graph/unknown";
import type { ExampleResource } from "../../policy-pack/engine/example";
import type { Rule } from "../../policy-pack/engine/rule";
import { rules } from "../../policy-pack/rules";
import { share } from "../helpers/histories";
import { type GivenResource, type GivenStack, stackOf, subjectOf } from "./show";

/* Values that programs should never send, and some that only look right. */
const hostileKey = fc.constantFrom(
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "length",
    "then",
    "policy",
    "Statement",
    "rules",
    "0",
    "",
    "é",
  ],
);
const hostileLeaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    false,
    0,
    -1,
    1e308,
    Number.NaN,
    "",
    " ",
    "*",
    "${",
    "{",
    "[]",
    "null",
  ),
  fc.constantFrom<unknown>("arn:aws:s3:::*", "arn:::::", ":".repeat(9), "\u0000\u2028", "\ud800", "a".repeat(5000)),
  fc.constantFrom<unknown>(...Object.values(unknown)),
  fc.string(),
);
const { hostile } = fc.letrec<{ hostile: unknown }>((tie) => ({
  hostile: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    hostileLeaf,
    fc.array(tie("hostile"), { maxLength: 4 }),
    fc.dictionary(hostileKey, tie("hostile"), { maxKeys: 4 }),
    fc.json(),
  ),
}));

interface Example extends GivenResource {
  readonly because: string;
}

/** Every place inside a value, as the keys that lead to it. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) {
    return [[]];
  }
  const below = Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((place) => [key, ...place]));
  return [[], ...below];
}

/** The value with something else in one place. */
function withAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) {
    return put;
  }
  const inner = (value as Readonly<Record<string, unknown>>)[key];
  const changed = withAt(inner, rest, put);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? changed : item))
    : { ...(value as object), [key]: changed };
}

/** An example of a rule in which one place holds something hostile. */
function spoiltExample<E extends { readonly given: unknown }>(examples: readonly E[]): fc.Arbitrary<E> {
  return fc.constantFrom(...examples).chain((example) =>
    fc.tuple(fc.constantFrom(...placesIn(example.given)), hostile).map(([place, put]) => ({
      ...example,
      given: withAt(example.given, place, put),
    })),
  );
}

class NotApplicable extends Error {}

const ending = {
  getConfig: () => ({}),
  notApplicable: (reason: string): never => {
    throw new NotApplicable(reason);
  },
};

/** Runs a compiled policy; returns its messages. Fails on any exception but the two that the SDK knows. */
function messagesOf(rule: Rule, args: object): readonly string[] {
  const messages: string[] = [];
  const validate = rule.kind === "resource" ? rule.policy.validateResource : rule.policy.validateStack;
  try {
    (validate as (args: object, report: (message: string) => void) => void)({ ...args, ...ending }, (message) => {
      messages.push(message);
    });
  } catch (error) {
    if (!(error instanceof NotApplicable || isUnknownValue(error))) {
      throw error;
    }
  }
  return messages;
}

function expectGrammar(messages: readonly string[]): void {
  for (const message of messages) {
    expect(message).toMatch(/^\S[\s\S]* is [\s\S]+, expected [\s\S]+\n[A-Z]/);
    expect(message).not.toMatch(/\[object |undefined/);
  }
}

/** The same cases each time, so that a failure belongs to a change; FUZZ_SEED and FUZZ_RUNS look for more. */
const runs = { seed: Number(process.env.FUZZ_SEED ?? 1), numRuns: Number(process.env.FUZZ_RUNS ?? share(150, 0.2)) };

describe.each(rules.map((rule) => [rule.meta.name, rule] as const))("%s", (_name, rule) => {
  if (rule.kind === "resource") {
    const types = rule.on.list.includes("*") || rule.on.list.includes("aws:*") ? ["aws:sns/topic:Topic"] : rule.on.list;
    const own = [...rule.examples.pass, ...rule.examples.fail] as unknown as readonly Example[];

    test("judges any properties without a crash, in its own grammar", () => {
      fc.assert(
        fc.property(fc.constantFrom(...types), hostile, hostile, (type, given, provider) => {
          const props = { region: provider, defaultTags: provider };
          expectGrammar(messagesOf(rule, subjectOf({ given, type, provider: props }, type)));
        }),
        runs,
      );
    });

    test("judges its own examples with any value in any place", () => {
      fc.assert(
        fc.property(spoiltExample(own), (example) =>
          expectGrammar(messagesOf(rule, subjectOf(example, rule.on.list[0] ?? ""))),
        ),
        runs,
      );
    });
    return;
  }

  const stacks = [...rule.examples.pass, ...rule.examples.fail] as unknown as readonly GivenStack[];
  const shown = (given: readonly ExampleResource[]): { resources: readonly PolicyResource[] } => ({
    resources: stackOf(given),
  });

  test("judges its own examples with any value in any place of any resource", () => {
    const spoiltStack = fc.constantFrom(...stacks.filter(({ given }) => given.length > 0)).chain(({ given }) =>
      fc.nat({ max: given.length - 1 }).chain((index) => {
        const victim = given[index] as ExampleResource;
        return spoiltExample([{ given: victim.props }]).map(({ given: props }) =>
          given.map((one, place) => (place === index ? { ...victim, props } : one)),
        );
      }),
    );
    fc.assert(
      fc.property(spoiltStack, (given) => expectGrammar(messagesOf(rule, shown(given)))),
      runs,
    );
  });

  test("judges a stack of nothing but nonsense", () => {
    const types = [...new Set(stacks.flatMap(({ given }) => given.map(({ type }) => type)))];
    const nonsense = fc.record({
      type: fc.constantFrom(...types),
      name: fc.string({ minLength: 1 }),
      props: hostile,
      context: fc.constant({}),
    });
    fc.assert(
      fc.property(fc.uniqueArray(nonsense, { selector: ({ name }) => name, maxLength: 5 }), (given) =>
        expectGrammar(messagesOf(rule, shown(given))),
      ),
      runs,
    );
  });
});
