import { matchesWildcard } from "../../../model/aws/wildcard";
import { readResponse } from "../../../preflight/analyzer/findings";
import type { PolicyInfo } from "../../../preflight/analyzer/reconcile";
import { durationSeconds, propertiesForPack } from "../../../preflight/analyzer/requests";
import { judgeRetention } from "../../../preflight/analyzer/retention";
import type { Json, JsonObject } from "../../../preflight/graph";
import { options, provider, queue } from "./graph";

const HOME = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const context = { locate: (urn: string) => urn || HOME, severityOf: () => "low" as const };

const diagnostic = (message: string) =>
  readResponse(
    {
      diagnostics: [
        { policyName: "p", description: "The policy.", message, enforcementLevel: 1, urn: "", severity: 0 },
      ],
      notApplicable: [],
    },
    context,
  );

test.each([
  ["ttl is 300, expected 60", "ttl", "300", "60"],
  ["The policy.\nttl is not set, expected 60\nSet it.", "ttl", "not set", "60"],
  [
    'tags["DR-Role"] is "a is b, c", expected primary, or secondary',
    'tags["DR-Role"]',
    '"a is b, c"',
    "primary, or secondary",
  ],
  ['tags["who is it"] is [hidden], expected x', 'tags["who is it"]', "[hidden]", "x"],
  ["replicas[0].pointInTimeRecovery is false, expected true", "replicas[0].pointInTimeRecovery", "false", "true"],
  ["This bucket is public", "", "", ""],
  ["", "", "", ""],
])("reads the message %j", (message, path, got, want) => {
  expect(diagnostic(message).violations).toMatchObject([{ path, got, want, level: "mandatory", severity: "low" }]);
});

const CANNOT = "can't run policy 'p' from policy pack 'pack@v1.0.0' during preview: ";

test.each([
  [
    "the SDK's own form",
    `${CANNOT}string value at .policy.Statement.0.Resource can't be known during preview`,
    [["policy.Statement[0].Resource", HOME]],
  ],
  [
    "several values",
    `${CANNOT}string value at .tags.DR-Role can't be known during preview; number value at .ttl can't be known during preview`,
    [
      ['tags["DR-Role"]', HOME],
      ["ttl", HOME],
    ],
  ],
  [
    "values of named resources",
    `${CANNOT}Array value at .records of urn:pulumi:dev::shop::a:b:C::x; y can't be known during preview`,
    [["records", "urn:pulumi:dev::shop::a:b:C::x; y"]],
  ],
  ["an error of another wording", `${CANNOT}no idea`, [["", HOME]]],
])("reads what could not be judged: %s", (_form, message, expected) => {
  const { undetermined, violations } = diagnostic(message);
  expect(undetermined.map(({ path, urn }) => [path, urn])).toEqual(expected);
  expect(violations).toEqual([]);
});

test.each([["exempted not json"], ["exempted {}"], ['exempted [{"urn": "u"}]'], ["only judges queues"]])(
  "takes %j for no exemption",
  (reason) => {
    const notApplicable = [{ policyName: "p", reason }];
    expect(readResponse({ diagnostics: [], notApplicable }, context).exempted).toEqual([]);
  },
);

describe("properties as a pack sees them", () => {
  const reference = { "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:pulumi:x" };
  const output = { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4" };

  const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const ASSET = "c44067f5952c0a294b673a41bacd8c17";
  const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
  const marked = (signature: Json, more: JsonObject = {}) => ({
    "4dabf18193072939515e22adb298388d": signature,
    ...more,
  });

  test.each<[string, JsonObject, JsonObject]>([
    ["what the engine keeps for itself", { __internal: {}, a: { __b: 1, c: [{ __d: 1 }] } }, { a: { c: [{}] } }],
    ["a reference by its id", { a: { ...reference, id: "i-1" } }, { a: "i-1" }],
    ["a reference whose id is unknown", { a: { ...reference, id: "" } }, { a: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
    ["a reference to a component", { a: reference }, { a: "urn:pulumi:x" }],
    ["an output by its value", { a: { ...output, value: [1] } }, { a: [1] }],
    ["an output without one", { a: output }, { a: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
    [
      "a value of a kind that no SDK knows as unknown",
      { a: [marked("x"), marked({ b: 1 })] },
      { a: [UNKNOWN, UNKNOWN] },
    ],
    ["an asset of which the hash alone is left as unknown", { a: marked(ASSET, { hash: "ab" }) }, { a: UNKNOWN }],
    ["an archive without anything as unknown", { a: marked(ARCHIVE) }, { a: UNKNOWN }],
    ["an asset as it is", { a: marked(ASSET, { text: "x" }) }, { a: marked(ASSET, { text: "x" }) }],
    ["an archive of nothing as it is", { a: marked(ARCHIVE, { assets: {} }) }, { a: marked(ARCHIVE, { assets: {} }) }],
    ["a signature that is none as it is", { a: marked("") }, { a: marked("") }],
    [
      "an output that is secret",
      { a: { ...output, value: "s", secret: true } },
      { a: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "s" } },
    ],
  ])("hold %s", (_what, properties, expected) => {
    expect(propertiesForPack(properties)).toEqual(expected);
  });
});

test.each([
  ["5m", 300],
  ["1h30m", 5400],
  ["1.5s", 1.5],
  ["100ms", 0.1],
  ["", 0],
  ["soon", 0],
])("reads the duration %j", (text, seconds) => {
  expect(durationSeconds(text)).toBeCloseTo(seconds);
});

describe("retained resources", () => {
  const law: PolicyInfo = {
    name: "resource-forbid-retention",
    level: "mandatory",
    severity: "medium",
    law: "Nothing stays.",
    remediation: "Leave it out.",
    url: "",
    judges: "resource",
    properties: {},
    required: [],
  };
  const kept = queue("kept", {}, { options: options({ retainOnDelete: true }) });
  const judge = (level: "mandatory" | "advisory" | "disabled", exemptions: unknown = []) =>
    judgeRetention(
      [queue("free", {}), kept, { ...provider, options: options({ retainOnDelete: true }) }],
      [law],
      new Map([["resource-forbid-retention", { level, properties: { exemptions } }]]),
      "2026-05-10",
    );
  const exemption = { urn: "*::kept", reason: "audit", owner: "ann", expires: "2026-05-10" };

  test("are violations at the policy's level; providers are nothing that could stay", () => {
    expect(judge("advisory").violations).toMatchObject([{ urn: kept.urn, level: "advisory", severity: "medium" }]);
  });

  test("are no matter of a pack without the policy, or with the policy turned off", () => {
    expect(judge("disabled").violations).toEqual([]);
    expect(judgeRetention([kept], [], new Map(), "2026-05-10").violations).toEqual([]);
  });

  test.each([
    ["on its last day", exemption, 0, 1],
    ["after its last day", { ...exemption, expires: "2026-05-09" }, 1, 0],
    ["for another resource", { ...exemption, urn: "*::other" }, 1, 0],
    ["for the property itself", { ...exemption, path: "options.retainOnDelete" }, 0, 1],
    ["for the part above it", { ...exemption, path: "options" }, 0, 1],
    ["for another property", { ...exemption, path: "options.protect" }, 1, 0],
    ["without an owner", { ...exemption, owner: undefined }, 1, 0],
    ["that is no object", 12, 1, 0],
  ])("are weighed against an exemption %s", (_when, entry, violations, exempted) => {
    const findings = judge("mandatory", [entry]);
    expect([findings.violations.length, findings.exempted.length]).toEqual([violations, exempted]);
  });

  test("say by whom they were exempted until when", () => {
    const { violations } = judge("mandatory", [{ ...exemption, expires: "2026-05-09" }]);
    expect(violations[0]?.message).toBe(
      "options.retainOnDelete is true, expected false\nLeave it out.\nAn exemption by ann expired on 2026-05-09.",
    );
  });

  test.each([
    ["*", "", true],
    ["a*c", "abbbc", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["*::x", "urn::xy", false],
    ["", "a", false],
  ])("match %j against %j", (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  test("match a hostile pattern without end", () => {
    expect(matchesWildcard(`${"*a".repeat(500)}b`, "a".repeat(2000))).toBe(false);
  });
});
