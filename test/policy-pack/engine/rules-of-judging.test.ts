import { tokens } from "../../../model/aws/tokens";
import { part, unknowable } from "../../../model/graph/interruption";
import { unknown } from "../../../model/graph/unknown";
import { each, skip } from "../../../policy-pack/engine/check";
import { resource } from "../../../policy-pack/engine/example";
import { resourceRule, stackRule } from "../../../policy-pack/engine/rule";
import { stackOf, subjectOf } from "../show";

const meta = {
  name: "test-require-thing",
  severity: "low",
  law: "A policy.",
  rationale: "A reason.",
  remediation: "Set it.",
  url: "https://example.com",
  framework: { wellArchitected: "REL1-BP01", nist: ["CP-9"] },
} as const;
const examples = { pass: [{ because: "", given: {} }], fail: [{ because: "", given: {}, at: [""] }] } as const;

const twoParts = resourceRule({
  meta,
  config: {},
  on: tokens.table,
  *check(props) {
    yield* part(function* () {
      if (props.hashKey?.startsWith("p") !== true) {
        yield { at: "hashKey", got: props.hashKey, want: "p..." };
      }
    });
    yield* each(
      () => props.replicas,
      "replicas",
      function* (replica, at) {
        if (replica.regionName !== "us-west-2") {
          yield { at: `${at}.regionName`, got: replica.regionName, want: "us-west-2" };
        }
      },
    );
    return Object.keys(props).length === 0 ? skip("empty") : undefined;
  },
  examples,
});

function judge(given: unknown) {
  const { findings, undetermined, skipped } = twoParts.judge(subjectOf({ given }, "aws:dynamodb/table:Table"), {});
  return {
    found: findings.map(({ at, want }) => [at, want]),
    unknown: undetermined.map(({ error }) => error.message),
    skipped,
  };
}

const shape = "a value of the shape that the provider documents";

describe("a check about one resource", () => {
  test("is judged part by part, so that one unknown value hides no other finding", () => {
    expect(judge({ hashKey: unknown.string, replicas: [{ regionName: unknown.string }, {}] })).toEqual({
      found: [["replicas[1].regionName", "us-west-2"]],
      unknown: [
        "string value at .hashKey can't be known during preview",
        "string value at .replicas.0.regionName can't be known during preview",
      ],
      skipped: undefined,
    });
  });

  test("goes on behind an unknown element and after an unknown list", () => {
    expect(judge({ hashKey: "x", replicas: [unknown.object, { regionName: "eu-west-1" }] })).toMatchObject({
      found: [
        ["hashKey", "p..."],
        ["replicas[1].regionName", "us-west-2"],
      ],
      unknown: ["Object value at .replicas.0 can't be known during preview"],
    });
    expect(judge({ hashKey: "x", replicas: unknown.array }).found).toEqual([["hashKey", "p..."]]);
  });

  test.each([
    [{ hashKey: 5, replicas: [] }, ["hashKey", shape]],
    [{ hashKey: ["pk"] }, ["hashKey", shape]],
    [{ hashKey: "pk", replicas: "us-west-2" }, ["replicas", "a list"]],
    [{ hashKey: "pk", replicas: { length: 1 } }, ["replicas", "a list"]],
    [{ hashKey: "pk", replicas: [null] }, ["replicas[0]", shape]],
  ])("finds fault with the shape of %j where it was read, and does not crash", (given, finding) => {
    expect(judge(given).found).toEqual([finding]);
  });

  test("never shows a misshapen value, which may be a secret", () => {
    const { findings } = twoParts.judge(subjectOf({ given: { hashKey: ["hunter2"] } }, "t"), {});
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });

  test("that had nothing to judge says so, unless it found something", () => {
    expect(judge({ hashKey: "pk" }).skipped).toBeUndefined();
    expect(judge({})).toMatchObject({ found: [["hashKey", "p..."]], skipped: undefined });
  });

  test("keeps going through null props, cyclic props and prototype keys", () => {
    const cyclic: Record<string, unknown> = { hashKey: "pk" };
    cyclic.self = cyclic;
    expect(judge(cyclic).found).toEqual([]);
    expect(judge(null).found).toHaveLength(1);
    expect(judge(JSON.parse('{"__proto__": {"hashKey": "pk"}, "constructor": 1}')).found).toEqual([
      ["hashKey", "p..."],
    ]);
  });
});

const relation = stackRule({
  meta,
  config: {},
  *check(stack) {
    const tables = stack.of(tokens.table);
    if (tables.length === 0) {
      return skip("no table");
    }
    for (const table of tables) {
      yield* part(function* () {
        const [source] = table.sourcesOf("hashKey");
        if (source !== undefined) {
          yield { urn: table.urn, at: "hashKey", got: source.name, want: "its own" };
        }
        if (table.props.billingMode !== "PAY_PER_REQUEST") {
          yield { urn: table.urn, at: "billingMode", got: table.props.billingMode, want: "PAY_PER_REQUEST" };
        }
        if (table.provider?.props.region === "unsaid") {
          unknowable("region");
        }
      });
    }
    return undefined;
  },
  examples: { pass: [{ because: "", given: [] }], fail: [{ because: "", given: [], at: [""] }] },
});

const urn = (name: string) => `urn:pulumi:test::example::aws:dynamodb/table:Table::${name}`;

describe("a check about relations", () => {
  test("names the resource of each finding and of each unknown value", () => {
    const given = [
      resource(tokens.table, "c", { billingMode: "PROVISIONED" }),
      resource(tokens.table, "a", { billingMode: unknown.string }),
      resource(tokens.table, "b", { billingMode: "PAY_PER_REQUEST" }, { provider: { region: "unsaid" } }),
    ];
    const { findings, undetermined } = relation.judge(stackOf(given), {});
    expect(findings).toEqual([{ urn: urn("c"), at: "billingMode", got: "PROVISIONED", want: "PAY_PER_REQUEST" }]);
    expect(undetermined.map(({ urn, error }) => [urn.split("::").at(-1), error.message])).toEqual([
      ["a", "string value at .billingMode can't be known during preview"],
      ["provider", "string value at .region can't be known during preview"],
    ]);
  });

  test("sees at preview which resource a property will come from", () => {
    const given = [
      resource(tokens.table, "a", { billingMode: "PAY_PER_REQUEST" }),
      resource(
        tokens.table,
        "b",
        { billingMode: "PAY_PER_REQUEST", hashKey: unknown.string },
        { sources: { hashKey: ["a"] } },
      ),
    ];
    expect(relation.judge(stackOf(given), {}).findings).toEqual([
      { urn: urn("b"), at: "hashKey", got: "a", want: "its own" },
    ]);
  });

  test("is the same whatever the order of the resources", () => {
    const given = [resource(tokens.table, "b", {}), resource(tokens.table, "a", {}), resource(tokens.table, "c", {})];
    const found = relation.judge(stackOf(given), {}).findings;
    expect(found.map((finding) => finding.urn)).toEqual([urn("a"), urn("b"), urn("c")]);
    expect(relation.judge(stackOf([...given].reverse()), {}).findings).toEqual(found);
  });

  test("that stops before it has read anything is a finding about the first resource, if there is one", () => {
    const stopping = stackRule({
      meta,
      config: {},
      *check() {
        yield* [];
        throw new TypeError("no reason");
      },
      examples: { pass: [{ because: "", given: [] }], fail: [{ because: "", given: [], at: [""] }] },
    });
    const given = [resource(tokens.table, "b", {}), resource(tokens.table, "c", {})];
    expect(stopping.judge(stackOf(given), {}).findings).toMatchObject([{ urn: urn("b"), at: "resource" }]);
    expect(stopping.judge([], {}).findings).toMatchObject([{ urn: "", at: "resource" }]);
  });

  test("says that there was nothing to judge", () => {
    expect(relation.judge(stackOf([]), {}).skipped).toBe("no table");
  });
});
