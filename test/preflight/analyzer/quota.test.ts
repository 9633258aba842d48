import {
  AnalyzeDiagnostic,
  AnalyzeResponse,
  EnforcementLevel,
  PolicyNotApplicable,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { readResponse } from "../../../preflight/analyzer/findings";
import { Quota } from "../../../preflight/analyzer/quota";

const context = { locate: (urn: string) => urn, severityOf: () => "low" as const };
const { ADVISORY, MANDATORY } = EnforcementLevel;
const finding = (message: string, level: EnforcementLevel) =>
  new AnalyzeDiagnostic().setPolicyname("law").setMessage(message).setEnforcementlevel(level);
const unknown = (path: string) =>
  finding(
    `can't run policy 'law' from policy pack 'pack' during preview: string value at .${path} can't be known during preview`,
    MANDATORY,
  );

test("what is found is kept as long as there is room, whatever answer it comes with", () => {
  const quota = new Quota(2);
  const answers = [1, 2, 3].map((number) =>
    readResponse(
      new AnalyzeResponse().setDiagnosticsList([
        finding(`${number} is bad, expected good`, MANDATORY),
        finding(`${number} is odd, expected even`, ADVISORY),
      ]),
      context,
      quota,
    ),
  );
  expect(answers.map(({ violations }) => violations.map(({ got }) => got))).toEqual([
    ["bad", "odd"],
    ["bad", "odd"],
    [],
  ]);
  expect(quota.notes()).toEqual([
    "the policy pack answered 2 more findings than are kept (2 mandatory and 2 other ones); they are left out",
  ]);
});

test("nothing pushes a mandatory violation out", () => {
  const quota = new Quota(1);
  const use = { urn: "u", path: "p", reason: "r", owner: "o", expires: "2099-01-01" };
  const exempted = new PolicyNotApplicable().setPolicyName("law").setReason(`exempted ${JSON.stringify([use, use])}`);
  const other = new PolicyNotApplicable().setPolicyName("law").setReason("only judges queues");
  const response = new AnalyzeResponse()
    .setDiagnosticsList([
      finding("a", ADVISORY),
      finding("b", ADVISORY),
      unknown("c"),
      unknown("d"),
      finding("e", MANDATORY),
    ])
    .setNotApplicableList([exempted, other]);
  const read = readResponse(response, context, quota);
  expect(read.violations.map(({ message }) => message)).toEqual(["a", "e"]);
  expect([read.undetermined, read.exempted]).toEqual([[], []]);
  expect(quota.notes()).toEqual([expect.stringContaining("answered 5 more findings")]);
});

test("of a pack that answers what there is room for nothing is said", () => {
  const quota = new Quota(1);
  readResponse(new AnalyzeResponse().setDiagnosticsList([finding("a", MANDATORY), unknown("b")]), context, quota);
  expect(quota.notes()).toEqual([]);
});
