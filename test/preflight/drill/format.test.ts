import { findDrillFormat } from "../../../preflight/drill/format";
import type { DrillReport } from "../../../preflight/drill/report";

const report: DrillReport = {
  schemaVersion: 1,
  stack: "shop",
  scenario: "region",
  title: "the primary region is gone",
  runs: 40,
  seed: 3,
  writesPerSecond: 10,
  regions: { primary: "us-east-1", secondary: "" },
  milestones: [
    {
      id: "recovered",
      name: "recovered: 90 % of the clients served",
      recovered: true,
      reached: 0.975,
      seconds: { p50: 101.5, p99: 3600, worst: null },
    },
  ],
  inFlight: { p50: 2, p99: 9, worst: 12 },
  stores: [
    {
      name: "orders",
      urn: "u",
      service: "DynamoDB",
      seconds: { p50: 0.8, p99: 2, worst: 2.5 },
      records: { p50: 8, p99: 20, worst: 25 },
      state: "known",
      fate: "sent later",
    },
    {
      name: "alone",
      urn: "v",
      service: "S3",
      seconds: { p50: null, p99: null, worst: null },
      records: { p50: null, p99: null, worst: null },
      state: "unbounded",
      fate: "lost",
    },
  ],
  told: [
    {
      who: "a\u001b[31mb (email)",
      by: "lag",
      urn: "w",
      reached: 1,
      seconds: { p50: 90, p99: 150, worst: 160 },
      note: "",
    },
    {
      who: "c (email)",
      by: "5xx",
      urn: "x",
      reached: 0,
      seconds: { p50: null, p99: null, worst: null },
      note: "the alarm is in us-east-1, which is lost",
    },
  ],
  timeline: [
    { seconds: 0, kind: "failure", text: "the primary region is gone", urn: "", region: "us-east-1" },
    { seconds: 99.5, kind: "dns", text: "DNS servers answer", urn: "r", region: "" },
  ],
  served: [{ seconds: 0, share: 0 }],
  budget: { rtoSeconds: 90, rpoSeconds: 1, servedWithinBudget: 0.5764, recoveredWithinBudget: 0.475 },
  assumptions: [
    { name: "a rule", value: "18 %", source: "AWS", confidence: "high", assumed: false },
    { name: "a guess", value: "5 s", source: "ours", confidence: "low", assumed: true },
    { name: "a shape", value: "6 s", source: "AWS's phrase", confidence: "high", assumed: true },
  ],
  notes: ["one note"],
};

const text = findDrillFormat("text");
const json = findDrillFormat("json");

test("text shows everything, and escapes what a program named", () => {
  expect(text([report], true)).toBe(`shop: the primary region is gone
  primary us-east-1, standby ?; 40 runs, seed 3

Recovery
  time from the failure                  p50           p99  worst  share of runs
  recovered: 90 % of the clients served  1 min 41.5 s  1 h  never  97.5 %

  When the budget's 1 min 30 s are over, 57.6 % of the clients are served (mean of all runs); 47.5 % of the runs have recovered.
  In-flight requests lost: 2 (worst 12).

Data
  not in the standby  oldest p50  p99  worst  records p50  p99  worst
  DynamoDB orders     0.8 s       2 s  2.5 s  8            20   25
  S3 alone            all         all  all    all          all  all

  DynamoDB orders: sent later
  S3 alone: lost
  Records at 10 writes a second to each store (assumed; --writes).

Notifications
  who                   by alarm  p50         p99         worst       share of runs
  a\\u001b[31mb (email)  lag       1 min 30 s  2 min 30 s  2 min 40 s  100 %
  c (email)             5xx       never       never       never       the alarm is in us-east-1, which is lost

Timeline of the median run
  +0 s           failure  the primary region is gone  us-east-1
  +1 min 39.5 s  dns      DNS servers answer

Assumptions
  what     value  confidence           source
  a rule   18 %   high                 AWS
  a guess  5 s    low, assumed         ours
  a shape  6 s    high, shape assumed  AWS's phrase

Notes
  one note
`);
});

test("text says so where nothing is told, kept or promised", () => {
  const budget = { rtoSeconds: null, rpoSeconds: null, servedWithinBudget: null, recoveredWithinBudget: null };
  const shown = text([{ ...report, told: [], stores: [], notes: [], budget }], true);
  expect(shown).toContain("No alarm with a subscription is about this failure: nobody is notified.");
  expect(shown).toContain("The budget has no recovery time for this stack.");
  expect(shown).not.toContain("Data\n");
  expect(shown).not.toContain("Notes\n");
});

test("JSON of one stack that was asked for is the report, of several a list", () => {
  expect(JSON.parse(json([report], true))).toEqual(report);
  expect(JSON.parse(json([report, report], false))).toEqual({ schemaVersion: 1, stacks: [report, report] });
});

test.each(["html", "toString"])("there is no format %s", (name) => {
  expect(() => findDrillFormat(name)).toThrow(`--format is "${name}", expected one of text, json`);
});
