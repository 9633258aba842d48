import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import type { Log } from "sarif";
import type { Report } from "../../../preflight/report/format";
import { everything, failed, hostile, judged, QUEUE, report, TABLE, violation, write as writeAs } from "./sample";

const schema = JSON.parse(readFileSync(join(__dirname, "schemas", "sarif-2.1.0.json"), "utf8"));
const validate = addFormats(new Ajv({ strict: false, unicodeRegExp: false })).compile(schema);

function write(from: Report): Log {
  return JSON.parse(writeAs("sarif", from));
}

test("keeps to the schema, whatever the report holds", () => {
  for (const from of [report(judged()), report(judged(everything), judged({ stack: "b" })), report(hostile), failed]) {
    validate(write(from));
    expect(validate.errors).toBeNull();
  }
});

test("has a run per stack that code scanning can tell from the others", () => {
  const { runs } = write({ ...report(judged(), judged({ stack: "payments" })), failures: failed.failures });
  expect(runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
    "dr-guardrails/trading/",
    "dr-guardrails/payments/",
    "dr-guardrails/fleet/",
  ]);
  expect(runs.map(({ invocations }) => invocations?.[0]?.executionSuccessful)).toEqual([true, true, false]);
  expect(runs[2]?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
    "it failed\nline one\nline two",
  );
});

test("places a violation in the program's source and on the resource", () => {
  const { runs } = write(report(judged({ violations: [violation] })));
  expect(runs[0]?.results).toEqual([
    {
      ruleId: "dynamodb-require-pitr",
      ruleIndex: 0,
      kind: "fail",
      level: "error",
      message: { text: "trades: pointInTimeRecovery.enabled is false, expected true\nSet it." },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "infra/table.ts", uriBaseId: "%SRCROOT%" },
            region: { startLine: 34, startColumn: 5 },
          },
          logicalLocations: [{ name: "trades", fullyQualifiedName: TABLE, kind: "resource" }],
        },
      ],
      partialFingerprints: {
        primaryLocationLineHash: "adcd42d609f47b72cfba8a148dc4c08f:1",
        "policyResourcePath/v1": "adcd42d609f47b72cfba8a148dc4c08f:1",
      },
      properties: {
        enforcement: "mandatory",
        severity: "high",
        path: "pointInTimeRecovery.enabled",
        got: "false",
        want: "true",
      },
    },
  ]);
});

test.each([
  ["the project's file where the program does not say", undefined, "infra/Pulumi.yaml", 1, undefined],
  [
    "a path that needs escaping",
    { file: "my infra/ä#1.ts", line: 2, column: 0 },
    "my%20infra/%C3%A4%231.ts",
    2,
    undefined,
  ],
  ["a file elsewhere", { file: "/srv/a b.ts", line: 3, column: 4 }, "file:///srv/a%20b.ts", 3, 4],
])("names %s", (_what, source, uri, startLine, startColumn) => {
  const { source: _source, ...rest } = violation;
  const found = source === undefined ? rest : { ...rest, source };
  const { runs } = write(report(judged({ violations: [found] })));
  const physical = runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation;
  expect(physical?.artifactLocation?.uri).toBe(uri);
  expect([physical?.region?.startLine, physical?.region?.startColumn]).toEqual([startLine, startColumn]);
});

test("knows a finding again after its line has moved, and tells apart what one line makes", () => {
  const moved = { ...violation, source: { file: "infra/table.ts", line: 99, column: 1 } };
  const other = { ...violation, urn: QUEUE };
  const prints = (list: readonly (typeof violation)[]) =>
    (write(report(judged({ violations: list }))).runs[0]?.results ?? []).map(
      ({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash,
    );
  expect(prints([moved])).toEqual(prints([violation]));
  expect(new Set(prints([violation, other, violation])).size).toBe(3);
});

test.each([
  ["critical", "mandatory", "error", "9.5"],
  ["high", "mandatory", "error", "8.0"],
  ["high", "advisory", "warning", "8.0"],
  ["medium", "mandatory", "warning", "5.5"],
  ["low", "mandatory", "note", "3.0"],
  ["unspecified", "mandatory", "warning", undefined],
] as const)("rates a violation that is %s and %s as %s", (severity, level, rated, score) => {
  const { runs } = write(report(judged({ violations: [{ ...violation, policy: "of-nobody", severity, level }] })));
  const rule = runs[0]?.tool.driver.rules?.find(({ id }) => id === "of-nobody");
  expect(runs[0]?.results?.[0]?.level).toBe(rated);
  expect(rule?.properties?.["security-severity"]).toBe(score);
});

test("describes each policy once, with an address only where it is one of the web", () => {
  const rules = write(report(judged())).runs[0]?.tool.driver.rules;
  expect(rules?.map(({ id, helpUri }) => [id, helpUri])).toEqual([
    ["dynamodb-require-pitr", "https://docs.example.com/pitr"],
    ["queue-limit-x", undefined],
  ]);
  expect(rules?.[0]?.help?.text).toBe("A table keeps point-in-time recovery on.\nSet it.");
  expect(write(report(hostile)).runs[0]?.tool.driver.rules?.[0]?.helpUri).toBeUndefined();
});

test("raises no alert for what is undetermined, excused or not judged", () => {
  const [run] = write(report(judged({ ...everything, violations: [] }))).runs;
  expect(run?.results).toEqual([]);
  expect(run?.invocations?.[0]?.toolExecutionNotifications?.map(({ level, message }) => [level, message.text])).toEqual(
    [
      ["warning", "trades is undetermined: number value at .ttl can't be known"],
      ["warning", "orders was not judged: made elsewhere"],
      ["note", "orders ttl is exempted until 2027-03-31 by ann: moving"],
      ["note", "The exemption of *::gone by bob until 2027-01-31 covers nothing"],
      ["note", "orders pointInTimeRecovery.enabled is false, expected true, excepted by Pulumi: cache (EXC-7)"],
      ["note", "Exception EXC-9 covers nothing of trades"],
      ["note", "a warning"],
    ],
  );
});
