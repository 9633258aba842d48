import { readResponse } from "../../../preflight/analyzer/findings";
import { Quota } from "../../../preflight/analyzer/quota";

const context = { locate: (urn: string) => urn, severityOf: () => "low" as const };
const [ADVISORY, MANDATORY] = [0, 1];
const finding = (message: string, enforcementLevel: number) => ({
  ...{ policyName: "law", description: "", urn: "", severity: 0 },
  ...{ message, enforcementLevel },
});
const unknown = (path: string) =>
  finding(
    `can't run policy 'law' from policy pack 'pack' during preview: string value at .${path} can't be known during preview`,
    MANDATORY,
  );

test("what is found is kept as long as there is room, whatever answer it comes with", () => {
  const quota = new Quota(2);
  const answers = [1, 2, 3].map((number) =>
    readResponse(
      {
        diagnostics: [
          finding(`${number} is bad, expected good`, MANDATORY),
          finding(`${number} is odd, expected even`, ADVISORY),
        ],
        notApplicable: [],
      },
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
  const exempted = { policyName: "law", reason: `exempted ${JSON.stringify([use, use])}` };
  const other = { policyName: "law", reason: "only judges queues" };
  const diagnostics = [
    finding("a", ADVISORY),
    finding("b", ADVISORY),
    unknown("c"),
    unknown("d"),
    finding("e", MANDATORY),
  ];
  const read = readResponse({ diagnostics, notApplicable: [exempted, other] }, context, quota);
  expect(read.violations.map(({ message }) => message)).toEqual(["a", "e"]);
  expect([read.undetermined, read.exempted]).toEqual([[], []]);
  expect(quota.notes()).toEqual([expect.stringContaining("answered 5 more findings")]);
});

test("of a pack that answers what there is room for nothing is said", () => {
  const quota = new Quota(1);
  readResponse({ diagnostics: [finding("a", MANDATORY), unknown("b")], notApplicable: [] }, context, quota);
  expect(quota.notes()).toEqual([]);
});
