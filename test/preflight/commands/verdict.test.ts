import type { Judgement } from "../../../preflight/analyzer/judge";
import { makeVerdict } from "../../../preflight/commands/verdict";
import type { LogMessage, Recording } from "../../../preflight/graph";
import type { Violation } from "../../../preflight/verdict";
import { PROVIDER, provider, queue } from "../analyzer/graph";

const secret = (value: string | number) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const orders = queue(
  "orders",
  { name: "orders", password: secret("hunter2-hunter2"), pin: secret(12), tags: { "DR-Key": secret('quo"te') } },
  { sourcePosition: { file: `${process.cwd()}/infra/queue.ts`, line: 7, column: 1 } },
);

const violation = (more: Partial<Violation>): Violation => ({
  policy: "p",
  level: "mandatory",
  severity: "high",
  urn: orders.urn,
  path: "name",
  got: '"orders"',
  want: "x",
  message: 'name is "orders", expected x',
  ...more,
});

function verdictOf(judgement: Partial<Judgement>, logs: readonly LogMessage[] = []) {
  const recording: Recording = {
    project: "shop",
    stack: "dev",
    organization: "organization",
    resources: [provider, { ...provider, urn: `${PROVIDER}_default`, name: "default_7_48_0" }, orders],
    outputs: {},
    logs,
    notJudged: [
      { urn: "urn:b", reason: "r" },
      { urn: "urn:a", reason: "r" },
    ],
  };
  return makeVerdict({
    recording,
    judgement: {
      violations: [],
      undetermined: [],
      exempted: [],
      unusedExemptions: [],
      passes: [],
      policies: [],
      ...judgement,
    },
    budget: { rtoSeconds: 1, rpoSeconds: 2, terms: [] },
    profile: null,
    seconds: 1.5,
  });
}

test("counts what the program declares, not the providers that make themselves", () => {
  expect(verdictOf({})).toMatchObject({ schemaVersion: 1, stack: "dev", profile: null, resources: 2, seconds: 1.5 });
});

test("sorts by policy, resource and path", () => {
  const { violations, notJudged } = verdictOf({
    violations: [
      violation({ policy: "q" }),
      violation({ urn: PROVIDER, path: "b" }),
      violation({ urn: PROVIDER, path: "a" }),
      violation({}),
    ],
  });
  expect(violations.map(({ policy, urn, path }) => `${policy} ${urn.split("::").at(-1)} ${path}`)).toEqual([
    "p orders name",
    "p east a",
    "p east b",
    "q orders name",
  ]);
  expect(notJudged.map(({ urn }) => urn)).toEqual(["urn:a", "urn:b"]);
});

test("says where the program constructed the resource, relative to here", () => {
  expect(verdictOf({ violations: [violation({})] }).violations[0]?.source).toEqual({
    file: "infra/queue.ts",
    line: 7,
    column: 1,
  });
});

test("says an undetermined thing once", () => {
  const item = { policy: "p", urn: orders.urn, path: "name", reason: "unknown" };
  expect(verdictOf({ undetermined: [item, item] }).undetermined).toHaveLength(1);
});

describe("a secret", () => {
  test.each([
    ["at its path, however short", "pin", "12", "pin is 12, expected 13", "pin is [hidden], expected 13"],
    ["inside a structure", "tags", "an object", "tags is an object, expected x", "tags is [hidden], expected x"],
    [
      "at a quoted path",
      'tags["DR-Key"]',
      '"quo\\"te"',
      'tags["DR-Key"] is "quo\\"te", expected x',
      'tags["DR-Key"] is [hidden], expected x',
    ],
  ])("is hidden %s", (_where, path, got, message, expected) => {
    const [hidden] = verdictOf({ violations: [violation({ path, got, message })] }).violations;
    expect(hidden).toMatchObject({ got: "[hidden]", message: expected });
  });

  test("is hidden wherever its value turns up", () => {
    const message = 'name is "x", expected not hunter2-hunter2\nhunter2-hunter2 is your password, quo\\"te too';
    const verdict = verdictOf(
      {
        violations: [violation({ got: '"hunter2-hunter2"', want: "hunter2-hunter2", message })],
        undetermined: [{ policy: "p", urn: orders.urn, path: "", reason: "saw hunter2-hunter2" }],
      },
      [{ severity: "warning", message: "using hunter2-hunter2" }],
    );
    expect(JSON.stringify(verdict)).not.toMatch(/hunter2|quo/);
    expect(verdict.notes).toEqual(["using [hidden]"]);
  });

  test("does not hide what is not secret", () => {
    expect(verdictOf({ violations: [violation({})] }).violations[0]).toMatchObject({ got: '"orders"' });
  });
});

test("keeps the warnings and errors of the run, each once and in order", () => {
  const logs: LogMessage[] = [
    { severity: "warning", message: "b\n" },
    { severity: "info", message: "printed" },
    { severity: "error", message: "a" },
    { severity: "warning", message: "b" },
  ];
  expect(verdictOf({}, logs).notes).toEqual(["a", "b"]);
});
