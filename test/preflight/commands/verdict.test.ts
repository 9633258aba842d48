import type { Judgement } from "../../../preflight/analyzer/judge";
import { makeVerdict, type Source } from "../../../preflight/commands/verdict";
import type { GraphResource, Json, LogMessage, Recording } from "../../../preflight/graph";
import type { Violation } from "../../../preflight/verdict";
import { PROVIDER, provider, queue } from "../analyzer/graph";
import { notPromised } from "../report/sample";

const secret = (value: Json) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const orders = queue(
  "orders",
  {
    name: "orders",
    password: secret("hunter2-hunter2"),
    pin: secret(12),
    tags: { "DR-Key": secret('quo"te') },
    list: [1, secret(7)],
    environment: secret({ variables: { "MY-TOKEN": "abc" } }),
  },
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

function verdictOf(
  judgement: Partial<Judgement>,
  logs: readonly LogMessage[] = [],
  more: readonly GraphResource[] = [],
  source?: Source,
) {
  const recording: Recording = {
    project: "shop",
    stack: "dev",
    organization: "organization",
    resources: [provider, { ...provider, urn: `${PROVIDER}_default`, name: "default_7_48_0" }, orders, ...more],
    outputs: {},
    logs,
    notJudged: [
      { urn: "urn:b", reason: "r" },
      { urn: "urn:a", reason: "r" },
    ],
  };
  return makeVerdict({
    ...(source === undefined ? {} : { source }),
    recording,
    judgement: {
      violations: [],
      undetermined: [],
      exempted: [],
      unusedExemptions: [],
      excepted: [],
      unusedExceptions: [],
      notJudged: [{ urn: "urn:c", reason: "r" }],
      passes: [],
      policies: [],
      notes: [],
      ...judgement,
    },
    budget: { rtoSeconds: 1, rpoSeconds: 2, terms: [], rto: notPromised, rpo: notPromised },
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
  expect(notJudged.map(({ urn }) => urn)).toEqual(["urn:a", "urn:b", "urn:c"]);
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
    ["at its path, however short", "pin", "12", "pin"],
    ["inside a structure", "tags", "an object", "tags"],
    ["at a quoted path", 'tags["DR-Key"]', '"quo\\"te"', 'tags["DR-Key"]'],
    ["with the names of what it is made of", 'environment.variables["MY-TOKEN"]', '"x"', "environment"],
    ["in a list", "list[1]", "7", "list[1]"],
  ])("is hidden %s, and so is what is wanted in its place; what to do stays", (_where, path, got, shown) => {
    const message = `${path} is ${got}, expected 41 as its twin\nDo this.`;
    const [hidden] = verdictOf({ violations: [violation({ path, got, want: "41 as its twin", message })] }).violations;
    expect(hidden).toMatchObject({
      path: shown,
      got: "[hidden]",
      want: "what the policy demands (p)",
      message: `${shown} is [hidden], expected what the policy demands (p)\nDo this.`,
    });
  });

  test("of a twin is hidden in what is wanted of the other, however short", () => {
    const twin = queue("twin", { name: "twin", delay: secret(31) });
    const plain = queue("plain", { name: "plain", delay: 5 });
    const message = "delay is 5, expected 31, as twin has it (not 310)";
    const found = violation({ urn: plain.urn, path: "delay", got: "5", want: "31, as twin has it (not 310)", message });
    const [shown] = verdictOf({ violations: [found] }, [], [twin, plain]).violations;
    expect(shown).toMatchObject({
      got: "5",
      want: "[hidden], as twin has it (not 310)",
      message: "delay is 5, expected [hidden], as twin has it (not 310)",
    });
  });

  test("is hidden in a message that tells no path, however short", () => {
    const message = "a pin of 12 is too short, use 123";
    const [shown] = verdictOf({ violations: [violation({ path: "", got: "", want: "", message })] }).violations;
    expect(shown?.message).toBe("a pin of [hidden] is too short, use 123");
  });

  test("that is unknown is undetermined without the names below it", () => {
    const item = {
      policy: "p",
      urn: orders.urn,
      path: "environment.variables.TOKEN",
      reason: "value at .environment.variables.TOKEN",
    };
    expect(verdictOf({ undetermined: [item] }).undetermined[0]).toMatchObject({
      path: "environment",
      reason: "environment can't be known during preview",
    });
  });

  test("of a file that does not tell it is undetermined because of that, and not of a preview", () => {
    const at = (path: string) => ({
      policy: "p",
      urn: orders.urn,
      path,
      reason: `value at .${path} can't be known during preview`,
    });
    const undetermined = [at("environment.variables.TOKEN"), at("handler")];
    const secret = "environment is secret, and the file does not tell it; pulumi stack export --show-secrets does";
    const reasonsOf = (source: "deployed" | "preview") =>
      verdictOf({ undetermined }, [], [], source).undetermined.map(({ reason }) => reason);
    expect(reasonsOf("deployed")).toEqual([secret, "value at .handler is not told by the file"]);
    expect(reasonsOf("preview")).toEqual([secret, "value at .handler can't be known during preview"]);
  });

  test("is not in the path of an exemption", () => {
    const exempted = {
      policy: "p",
      urn: orders.urn,
      path: "environment.variables.TOKEN",
      reason: "r",
      owner: "o",
      expires: "2099-01-01",
    };
    expect(verdictOf({ exempted: [exempted] }).exempted[0]?.path).toBe("environment");
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

  test("of a twin is hidden in what is wanted of the other where it is true or false", () => {
    const twin = queue("twin", { name: "twin", fifo: secret(true) });
    const plain = queue("plain", { name: "plain", fifo: false });
    const message = "fifo is false, expected true, as twin has it\nSet fifo to true or false.";
    const found = violation({ urn: plain.urn, path: "fifo", got: "false", want: "true, as twin has it", message });
    const [shown] = verdictOf({ violations: [found] }, [], [twin, plain]).violations;
    expect(shown).toMatchObject({
      got: "false",
      want: "[hidden], as twin has it",
      message: "fifo is false, expected [hidden], as twin has it\nSet fifo to true or false.",
    });
  });

  test("of what a resource depends on is hidden in what is said of it, however short", () => {
    const needed = queue("needed", { name: "needed", delay: secret(31) });
    const plain = queue("plain", { name: "plain" }, { dependencies: [needed.urn] });
    const other = queue("other", { name: "other" });
    const said = (urn: string) =>
      verdictOf({ violations: [violation({ urn, want: "at least 31" })] }, [], [needed, plain, other]).violations[0]
        ?.want;
    expect([said(plain.urn), said(other.urn)]).toEqual(["at least [hidden]", "at least 31"]);
  });

  test.each([
    ["a name that stands nowhere else", '["hush-key"]', "tags"],
    ["a name that is no secret elsewhere", ".name", "tags.name"],
  ])("of a twin, %s, is told accordingly where the other has none", (_what, below, shown) => {
    const twin = queue("twin", { name: "twin", tags: secret({ "hush-key": "some-value", name: "other-value" }) });
    const plain = queue("plain", { name: "plain", tags: {} });
    const path = `tags${below}`;
    const message = `${path} is not set, expected "some-value"\nSet it.`;
    const found = violation({ urn: plain.urn, path, got: "not set", want: '"some-value"', message });
    const [told] = verdictOf({ violations: [found] }, [], [twin, plain]).violations;
    expect(told?.path).toBe(shown);
    expect(JSON.stringify(told)).not.toMatch(/hush-key|some-value/);
    expect(told?.message).toMatch(/\nSet it\.$/);
  });

  test("is hidden in a note, however short, and so are the names within one", () => {
    const logs: LogMessage[] = [{ severity: "warning", message: "pin 12, not 123: MY-TOKEN is abc" }];
    expect(verdictOf({}, logs).notes).toEqual(["pin [hidden], not 123: [hidden] is [hidden]"]);
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
