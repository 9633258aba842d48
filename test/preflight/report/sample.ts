import type { FailureRow } from "../../../model/recovery/failures/row";
import type { PolicyInfo } from "../../../preflight/analyzer/reconcile";
import type { Budget } from "../../../preflight/recovery/budget";
import type { Standing } from "../../../preflight/recovery/standing";
import { findFormat } from "../../../preflight/report";
import type { JudgedStack, Report } from "../../../preflight/report/format";
import type { Verdict, Violation } from "../../../preflight/verdict";

export const TABLE = "urn:pulumi:dev::shop::aws:dynamodb/table:Table::trades";
export const QUEUE = "urn:pulumi:dev::shop::aws:sqs/queue:Queue::orders";

/** What no report may act on: markup, a formula, control characters, half of a character. */
export const HOSTILE =
  '</script><img src=x onerror="alert(1)">|`@team` [x](http://evil.example) \u0000\u001b[2J\u202e\ud800';

export const notPromised: Standing = {
  promisedSeconds: null,
  percentile: 90,
  simulated: null,
  state: "not promised",
  lowConfidence: [],
};

export const budget: Budget = {
  rtoSeconds: 90,
  rpoSeconds: null,
  terms: [
    {
      objective: "rto",
      name: "detection",
      seconds: 30,
      state: "known",
      urn: TABLE,
      property: "requestInterval",
      counted: true,
      basis: "because",
      estimate: { seconds: 600, confidence: "low", setting: "promotionSeconds" },
    },
    {
      objective: "rto",
      name: "one TTL",
      seconds: 60,
      state: "known",
      urn: TABLE,
      property: "ttl",
      counted: true,
      basis: "because",
    },
    {
      objective: "rpo",
      name: "replication",
      seconds: null,
      state: "unbounded",
      urn: TABLE,
      property: "",
      counted: true,
      basis: "one region only",
    },
    {
      objective: "rpo",
      name: "backups",
      seconds: 7200,
      state: "known",
      urn: TABLE,
      property: "",
      counted: false,
      basis: "shown only",
    },
  ],
  rto: {
    promisedSeconds: 300,
    percentile: 90,
    simulated: { p50: 110, p99: 150, judged: 130 },
    state: "kept",
    lowConfidence: [{ what: "promotion of the database", seconds: 600, setting: "promotionSeconds" }],
  },
  rpo: { promisedSeconds: 60, percentile: 90, simulated: null, state: "broken", lowConfidence: [] },
};

export const violation: Violation = {
  policy: "dynamodb-require-pitr",
  level: "mandatory",
  severity: "high",
  urn: TABLE,
  path: "pointInTimeRecovery.enabled",
  got: "false",
  want: "true",
  message: "pointInTimeRecovery.enabled is false, expected true\nSet it.",
  source: { file: "infra/table.ts", line: 34, column: 5 },
};

export const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  schemaVersion: 1,
  stack: "trading",
  profile: null,
  resources: 141,
  violations: [],
  undetermined: [],
  exempted: [],
  unusedExemptions: [],
  excepted: [],
  unusedExceptions: [],
  notJudged: [],
  budget,
  notes: [],
  seconds: 2.94,
  ...more,
});

export const policy = (name: string, more: Partial<PolicyInfo> = {}): PolicyInfo => ({
  name,
  level: "mandatory",
  severity: "high",
  law: "A table keeps point-in-time recovery on.",
  remediation: "Set it.",
  url: "https://docs.example.com/pitr",
  judges: "resource",
  properties: {},
  required: [],
  ...more,
});

export const judged = (more: Partial<Verdict> = {}, rest: Partial<JudgedStack> = {}): JudgedStack => ({
  verdict: verdict(more),
  policies: [policy("dynamodb-require-pitr"), policy("queue-limit-x", { severity: "low", url: "", remediation: "" })],
  passes: [],
  resources: [],
  origin: "infra/Pulumi.yaml",
  ...rest,
});

/** What becomes of one failure, of which a profile promises something. */
export const failureRow: FailureRow = {
  failure: "bad-release",
  title: "a release writes wrong data",
  noticed: { by: "alarm a", reached: 1, seconds: { p50: 90, p99: 120, worst: 130 } },
  told: { by: "ops@example.com (email) by alarm a", reached: 1, seconds: { p50: 91, p99: 121, worst: 131 } },
  untold: ["own-metric"],
  served: {
    by: "a person",
    reached: 1,
    seconds: { p50: null, p99: null, worst: null },
    state: "undetermined",
    because: "a person restores, and AWS publishes no time for that",
  },
  missing: { store: "DynamoDB trades", seconds: { p50: 30, p99: 60, worst: 61 }, state: "known" },
  onReturn: "nothing is right again by itself",
  stores: [{ store: "DynamoDB trades", back: "any second of 35 days" }],
  promised: {
    served: { promisedSeconds: 300, percentile: 90, judgedSeconds: null, state: "undetermined" },
    missing: { promisedSeconds: 30, percentile: 90, judgedSeconds: 55, state: "broken" },
  },
};

/** One of everything. */
export const everything: Partial<Verdict> = {
  profile: "profiles/p.json",
  violations: [
    violation,
    { ...violation, level: "advisory", policy: "queue-limit-x", severity: "low", urn: QUEUE, path: "x" },
  ],
  undetermined: [{ policy: "p", urn: TABLE, path: "ttl", reason: "number value at .ttl can't be known" }],
  exempted: [{ policy: "p", urn: QUEUE, path: "ttl", reason: "moving", owner: "ann", expires: "2027-03-31" }],
  unusedExemptions: [{ policy: "p", urn: "*::gone", reason: "old", owner: "bob", expires: "2027-01-31" }],
  excepted: [{ ...violation, policy: "q", urn: QUEUE, exceptions: [{ id: "EXC-7", reason: "cache" }] }],
  unusedExceptions: [{ id: "EXC-9", reason: "gone", policies: ["p", "q"], urn: TABLE }],
  notJudged: [{ urn: QUEUE, reason: "made elsewhere" }],
  notes: ["a warning"],
  budget: { ...budget, failures: [failureRow] },
};

/** A stack in which every text that a program or a pack chooses is hostile. */
export const hostile: JudgedStack = judged(
  {
    stack: HOSTILE,
    profile: HOSTILE,
    violations: [
      {
        policy: HOSTILE,
        level: "mandatory",
        severity: "high",
        urn: `${TABLE}${HOSTILE}`,
        path: HOSTILE,
        got: HOSTILE,
        want: HOSTILE,
        message: `${HOSTILE}\n${HOSTILE}`,
        source: { file: `infra/${HOSTILE}.ts`, line: 1, column: 0 },
      },
    ],
    undetermined: [{ policy: HOSTILE, urn: `${TABLE}${HOSTILE}`, path: HOSTILE, reason: HOSTILE }],
    exempted: [
      { policy: HOSTILE, urn: `${QUEUE}${HOSTILE}`, path: HOSTILE, reason: HOSTILE, owner: HOSTILE, expires: HOSTILE },
    ],
    unusedExemptions: [{ policy: HOSTILE, urn: HOSTILE, reason: HOSTILE, owner: HOSTILE, expires: HOSTILE }],
    excepted: [
      {
        policy: HOSTILE,
        level: "mandatory",
        severity: "high",
        urn: `${TABLE}${HOSTILE}`,
        path: HOSTILE,
        got: HOSTILE,
        want: HOSTILE,
        message: HOSTILE,
        exceptions: [{ id: HOSTILE, reason: HOSTILE }],
      },
    ],
    unusedExceptions: [{ id: HOSTILE, reason: HOSTILE, policies: [HOSTILE], urn: `${TABLE}${HOSTILE}` }],
    notJudged: [{ urn: `${QUEUE}${HOSTILE}`, reason: HOSTILE }],
    notes: [HOSTILE],
    budget: {
      ...budget,
      rtoSeconds: 1,
      rpoSeconds: 1,
      terms: budget.terms.map((term) => ({
        ...term,
        name: HOSTILE,
        urn: `${TABLE}${HOSTILE}`,
        property: HOSTILE,
        basis: HOSTILE,
      })),
    },
  },
  {
    policies: [policy(HOSTILE, { law: HOSTILE, remediation: HOSTILE, url: "javascript:alert(1)" })],
    passes: [{ policy: HOSTILE, urn: `${QUEUE}${HOSTILE}` }],
    origin: HOSTILE,
  },
);

/** A report in one text. */
export const write = (format: string, from: Report, colour = false, columns?: number): string =>
  [...findFormat(format)(from, { colour, ...(columns === undefined ? {} : { columns }) })].join("");

export const report = (...stacks: readonly JudgedStack[]): Report => ({ stacks, failures: [], isSummary: true });

export const failed: Report = {
  stacks: [],
  failures: [{ stack: "fleet", message: "it failed", detail: "line one\nline two" }],
  isSummary: true,
};
