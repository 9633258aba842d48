import { findFormat } from "../../../preflight/report";
import { formatBudgets } from "../../../preflight/report/budget";
import { formatSeconds } from "../../../preflight/report/duration";
import type { Report } from "../../../preflight/report/format";
import { printable } from "../../../preflight/report/printable";
import { budget, judged, TABLE, violation, write } from "./sample";

const show = (report: Partial<Report>, colour = false) =>
  write("text", { stacks: [judged()], failures: [], isSummary: false, ...report }, colour);

test("shows one stack with its budget", () => {
  expect(show({})).toBe(`\
trading: 141 resources, judged by the pack's defaults in 2.9 s

     time       term         from
RTO  30 s       detection    trades requestInterval
RTO  1 min      one TTL      trades ttl
RPO  unbounded  replication  trades

     promised  computed    p50         p99
RTO  5 min     1 min 30 s  1 min 50 s  2 min 30 s  kept
RPO  1 min     unbounded   -           -           broken
Some of it rests on estimates of low confidence: dr-guardrails budget says which, and what replaces them.

trading: 0 mandatory violations, 0 advisory, 0 undetermined, 0 exempted
`);
});

test("groups violations by policy, mandatory ones first, each with its place", () => {
  const advisory = { ...violation, policy: "a-limit-x", level: "advisory", severity: "low" } as const;
  const other = { ...violation, urn: `${TABLE}-2`, source: undefined };
  const text = show({ stacks: [judged({ violations: [advisory, violation, other], profile: "p.json" })] });
  expect(text.split("\n\n").slice(0, 3).join("\n\n")).toBe(`\
trading: 141 resources, judged by p.json in 2.9 s

mandatory  dynamodb-require-pitr  (high, 2 findings)
  infra/table.ts:34  trades (aws:dynamodb/table:Table)
  trades-2 (aws:dynamodb/table:Table)
    pointInTimeRecovery.enabled is false, expected true
  Fix: Set it.

advisory  a-limit-x  (low)
  infra/table.ts:34  trades (aws:dynamodb/table:Table)
    pointInTimeRecovery.enabled is false, expected true
  Fix: Set it.`);
  expect(text).toMatch(/\n\ntrading: 2 mandatory violations, 1 advisory, 0 undetermined, 0 exempted\n$/);
});

test("tells in the end which command leads on, for policies that it can explain", () => {
  const stacks = [judged({ violations: [violation] })];
  const last = (from: Partial<Report>, explains: boolean) =>
    [...findFormat("text")({ stacks, failures: [], isSummary: false, ...from }, { colour: false, explains })]
      .join("")
      .trimEnd()
      .split("\n")
      .at(-1);
  expect(last({}, true)).toBe("Next: npx dr-guardrails explain dynamodb-require-pitr");
  expect(last({}, false)).toContain("1 mandatory violation");
  expect(last({ stacks: [judged({ violations: [{ ...violation, level: "advisory" }] })] }, true)).toContain(
    "1 advisory",
  );
});

test("shows what was not judged, and who answers for what", () => {
  const exemption = { policy: "p", path: "ttl", reason: "moving", owner: "ann", expires: "2027-03-31" };
  const text = show({
    stacks: [
      judged({
        undetermined: [{ policy: "p", urn: TABLE, path: "ttl", reason: "number value at .ttl can't be known" }],
        exempted: [{ ...exemption, urn: TABLE }],
        unusedExemptions: [{ ...exemption, urn: "*::gone" }],
        excepted: [
          {
            ...violation,
            exceptions: [
              { id: "EXC-7", reason: "cache" },
              { id: "EXC-9", reason: "old" },
            ],
          },
        ],
        unusedExceptions: [{ id: "EXC-8", reason: "gone", policies: ["p", "q"], urn: TABLE }],
        notJudged: [{ urn: TABLE, reason: "made elsewhere" }],
        notes: ["a warning"],
      }),
    ],
  });
  expect(text).toContain(`\
undetermined
  p
    trades (aws:dynamodb/table:Table)
    number value at .ttl can't be known

exempted
  p
    moving (ann, until 2027-03-31)
    trades (aws:dynamodb/table:Table) ttl

unused exemption
  p
    *::gone
    moving (ann, until 2027-03-31)

excepted by Pulumi
  dynamodb-require-pitr
    infra/table.ts:34  trades (aws:dynamodb/table:Table)
    pointInTimeRecovery.enabled is false, expected true
    cache (EXC-7), old (EXC-9)

unused exception
  EXC-8
    urn:pulumi:dev::shop::aws:dynamodb/table:Table::trades
    gone (p, q)

not judged
  made elsewhere
    trades (aws:dynamodb/table:Table)

note
  a warning
`);
});

test("says what is not known of a resource once, with all policies that ask for it", () => {
  const at = (policy: string, path: string) => ({
    policy,
    urn: TABLE,
    path,
    reason: `value at .${path} can't be known`,
  });
  const undetermined = [at("a", "policy"), at("b", "policy"), at("b", "tags")];
  const text = show({ stacks: [judged({ undetermined })] });
  expect(text).toContain(`\
undetermined
  a, b
    trades (aws:dynamodb/table:Table)
    value at .policy can't be known
  b
    trades (aws:dynamodb/table:Table)
    value at .tags can't be known
`);
  expect(text).toContain("3 undetermined");
});

test("compares stacks in one table, with details only where there are any", () => {
  const advisory = { ...violation, level: "advisory" } as const;
  const stacks = [judged(), judged({ stack: "payments", profile: "p.json", violations: [violation, advisory] })];
  const text = show({ stacks, isSummary: true });
  expect(text).not.toContain("trading: 0 mandatory");
  expect(text).toContain("payments: 1 mandatory violation, 1 advisory");
  expect(text.slice(text.indexOf("Judged"))).toBe(`\
Judged: trading by the pack's defaults, payments by p.json.

system         promised  computed    p50         p99
trading   RTO  5 min     1 min 30 s  1 min 50 s  2 min 30 s  kept
trading   RPO  1 min     unbounded   -           -           broken
payments  RTO  5 min     1 min 30 s  1 min 50 s  2 min 30 s  kept
payments  RPO  1 min     unbounded   -           -           broken

system    resources  violations      undetermined  not judged  seconds
trading   141        0               0             0           2.9
payments  141        1 + 1 advisory  0             0           2.9
`);
});

test("shows the budget of the only stack in a summary", () => {
  expect(show({ isSummary: true })).toContain("RTO  30 s       detection");
});

test("shows stacks that could not be judged with the program's own words", () => {
  const failures = [{ stack: "fleet", message: "it failed", detail: "line one\nline two" }];
  expect(show({ isSummary: true, failures })).toContain("fleet could not be judged: it failed\nline one\nline two\n");
});

test("colours for a terminal only", () => {
  expect(show({}, true)).toContain("\u001b[32m0 mandatory violations");
  expect(show({}, false)).not.toContain("\u001b");
});

test("does not show a stack as clean in which something was not judged", () => {
  const notJudged = ["a", "b"].map((name) => ({
    urn: `urn:pulumi:dev::p::aws-native:x:Y::${name}`,
    reason: "unknown",
  }));
  const text = show({ stacks: [judged({ notJudged })] }, true);
  expect(text).toContain("\u001b[33m0 mandatory violations, 0 advisory, 0 undetermined, 0 exempted, 2 not judged");
  expect(text).toContain("unknown\n    a (aws-native:x:Y)\n    b (aws-native:x:Y)\n");
});

test("breaks sentences at the width of a terminal, and leaves columns whole", () => {
  const note = "a sentence that is longer than the terminal of whoever reads it is wide, and goes on";
  const text = write("text", { stacks: [judged({ notes: [note] })], failures: [], isSummary: false }, false, 60);
  expect(text).toContain(
    "\n  a sentence that is longer than the terminal of whoever\n    reads it is wide, and goes on\n",
  );
  expect(text).toContain("\nRTO  5 min     1 min 30 s  1 min 50 s  2 min 30 s  kept\n");
});

test("does not colour where NO_COLOR is set", () => {
  process.env.NO_COLOR = "1";
  try {
    expect(show({}, true)).not.toContain("\u001b");
  } finally {
    delete process.env.NO_COLOR;
  }
});

test("lets no program write to the terminal", () => {
  const hostile = "\u001b]0;title\u0007\r\u202egnp.exe";
  const text = show({
    stacks: [
      judged({
        stack: hostile,
        violations: [{ ...violation, urn: `${TABLE}${hostile}`, message: `${hostile}\n${hostile}`, policy: hostile }],
        notes: [hostile],
      }),
    ],
    failures: [{ stack: hostile, message: hostile, detail: hostile }],
  });
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cf}/u);
  expect(printable("a\tb\u200b")).toBe("a\\u0009b\\u200b");
});

test("writes one stack as an object and stacks to compare as a list", () => {
  const json = (report: Partial<Report>) =>
    JSON.parse(write("json", { stacks: [judged()], failures: [], isSummary: false, ...report }));
  expect(json({})).toMatchObject({ schemaVersion: 1, stack: "trading", resources: 141 });
  expect(json({ isSummary: true })).toMatchObject({ schemaVersion: 1, stacks: [{ stack: "trading" }], failures: [] });
});

test.each(["yaml", "", "constructor", "__proto__"])("knows no format %j", (name) => {
  expect(() => findFormat(name)).toThrow(`--format is ${JSON.stringify(name)}, expected one of text, json`);
});

test.each([
  [0, "0 s"],
  [0.5, "0.5 s"],
  [59, "59 s"],
  [60, "1 min"],
  [90, "1 min 30 s"],
  [3600, "1 h"],
  [5430, "1 h 30 min 30 s"],
])("says %d seconds as people do", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test("writes budgets as text and as JSON", () => {
  expect(formatBudgets([{ stack: "trading", ...budget, terms: budget.terms.slice(2) }], "text", true)).toBe(`\
trading
       promised  computed    p50         p99
  RTO  5 min     1 min 30 s  1 min 50 s  2 min 30 s  kept
  RPO  1 min     unbounded   -           -           broken
  RTO rests on numbers of low confidence: 600 s for promotion of the database (promotionSeconds replaces it)

       time       term                   from
  RPO  unbounded  replication            trades
  RPO  2 h        backups (not counted)  trades

  replication: one region only
  backups (not counted): shown only
`);
  expect(JSON.parse(formatBudgets([{ stack: "trading", ...budget }], "json", true))).toEqual({
    schemaVersion: 1,
    stack: "trading",
    ...budget,
  });
  expect(JSON.parse(formatBudgets([{ stack: "trading", ...budget }], "json", false)).stacks).toHaveLength(1);
  expect(() => formatBudgets([], "html", true)).toThrow('--format is "html", expected one of text, json');
});
