import { readFileSync } from "node:fs";
import { join } from "node:path";
import { validateXML } from "xmllint-wasm";
import type { Report } from "../../../preflight/report/format";
import { everything, failed, hostile, judged, QUEUE, report, TABLE, violation, write as writeAs } from "./sample";

const schema = readFileSync(join(__dirname, "schemas", "junit-10.xsd"), "utf8");

const write = (from: Report) => writeAs("junit", from);

test.each([
  ["of nothing", { stacks: [], failures: [], isSummary: true }],
  ["of a good stack", report(judged())],
  ["of everything", report(judged(everything), judged({ stack: "b" }))],
  ["of hostile texts", report(hostile)],
  ["of a stack that could not be judged", failed],
])("a report %s keeps to the schema", async (_what, from) => {
  const { valid, errors } = await validateXML({ xml: write(from), schema });
  expect([valid, errors]).toEqual([true, []]);
});

test("has a case for each policy and resource that was judged", () => {
  const passes = [
    { policy: "queue-limit-x", urn: QUEUE },
    { policy: "dynamodb-require-pitr", urn: TABLE },
  ];
  expect(write(report(judged({ violations: [violation] }, { passes })))).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="dr-guardrails" tests="2" failures="1" errors="0">
  <testsuite name="trading" tests="2" failures="1" errors="0" skipped="0" time="2.940">
    <properties>
      <property name="profile" value="(defaults of the pack)"/>
      <property name="resources" value="141"/>
      <property name="rto" value="1 min 30 s"/>
      <property name="rpo" value="unbounded"/>
    </properties>
    <testcase classname="dynamodb-require-pitr" name="trades (aws:dynamodb/table:Table)">
      <failure type="mandatory" message="pointInTimeRecovery.enabled is false, expected true">pointInTimeRecovery.enabled is false, expected true
Set it.
urn:pulumi:dev::shop::aws:dynamodb/table:Table::trades
infra/table.ts:34</failure>
    </testcase>
    <testcase classname="queue-limit-x" name="orders (aws:sqs/queue:Queue)"/>
  </testsuite>
</testsuites>
`);
});

test("fails for mandatory violations only, as the command does", () => {
  const xml = write(report(judged(everything)));
  expect(xml).toContain('tests="6" failures="1" errors="0" skipped="4"');
  expect(xml).toContain("<system-out>advisory: pointInTimeRecovery.enabled is false, expected true");
  expect(xml).toContain('type="undetermined" message="undetermined: number value at .ttl');
  expect(xml).toContain('type="exempted" message="exempted: ttl: moving (ann, until 2027-03-31)"');
  expect(xml).toContain('type="exempted" message="exempted: cache (EXC-7)"');
  expect(xml).toContain('<testcase classname="not judged" name="orders (aws:sqs/queue:Queue)">');
  expect(xml).toContain("<system-out>a warning</system-out>");
});

test("joins what a policy finds on one resource, the worst first", () => {
  const second = { ...violation, path: "b", message: "b is 1, expected 2" };
  const advisory = { ...violation, level: "advisory", message: "not this" } as const;
  const xml = write(report(judged({ violations: [advisory, violation, second] })));
  expect(xml).toContain('tests="1" failures="1"');
  expect(xml).toContain("Set it.\nb is 1, expected 2\n");
  expect(xml).not.toContain("not this");
});

test("shows a stack that could not be judged as an error, with the program's own words", () => {
  expect(write(failed)).toContain('<error message="it failed">line one\nline two</error>');
});
