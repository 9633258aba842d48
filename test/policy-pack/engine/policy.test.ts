import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { tokens } from "../../../model/aws/tokens";
import { isUnknownValue, unknown } from "../../../model/graph/unknown";
import { skip } from "../../../policy-pack/engine/check";
import { resource } from "../../../policy-pack/engine/example";
import { summaryOf } from "../../../policy-pack/engine/policy";
import type { ResourceRule } from "../../../policy-pack/engine/rule";
import { resourceRule, stackRule } from "../../../policy-pack/engine/rule";
import { closeShare, openShare } from "../../../policy-pack/engine/shared-stack";
import { stackOf, subjectOf } from "../show";

const meta = {
  name: "dns-exact-ttl",
  severity: "medium",
  law: "A record lives for a minute.",
  rationale: "Clients follow a failover once what they cached has expired.",
  remediation: "Set ttl to 60.",
  url: "https://example.com/ttl",
  framework: { wellArchitected: "REL11-BP01", nist: ["CP-10", "SC-20"] },
} as const;
const config = { ttlSeconds: { type: "integer", minimum: 1, default: 60, description: "TTL, in seconds." } } as const;

const rule = resourceRule({
  meta,
  config,
  on: tokens.record,
  *check(props, { ttlSeconds }) {
    if (props.ttl !== ttlSeconds) {
      yield { at: "ttl", got: props.ttl, want: String(ttlSeconds) };
    }
    if (props.zoneId === undefined) {
      yield { at: "zoneId", got: props.zoneId, want: "a zone" };
    }
  },
  examples: {
    pass: [{ because: "it does", given: { ttl: 60 } }],
    fail: [{ because: "it does not", given: {}, at: ["ttl"] }],
  },
});

const relation = stackRule({
  meta,
  config: {},
  *check(stack) {
    for (const { urn, props } of stack.of(tokens.record)) {
      yield { urn, at: "ttl", got: props.ttl, want: "60" };
    }
  },
  examples: { pass: [{ because: "", given: [] }], fail: [{ because: "", given: [], at: [""] }] },
});

class NotApplicable extends Error {}

interface Told {
  readonly reports: readonly (readonly [message: unknown, urn: string | undefined])[];
  readonly notApplicable?: string;
  readonly unknown?: string;
}

/** Runs a validation as the SDK does, and keeps what it told. */
function run(validate: (args: object, report: (message: string, urn?: string) => void) => unknown, args: object): Told {
  const reports: [unknown, string | undefined][] = [];
  const notApplicable = (reason: string) => {
    throw new NotApplicable(reason);
  };
  try {
    validate({ ...args, notApplicable }, (message, urn) => void reports.push([message, urn]));
  } catch (error) {
    if (error instanceof NotApplicable) {
      return { reports, notApplicable: error.message };
    }
    if (isUnknownValue(error)) {
      return { reports, unknown: error.message };
    }
    throw error;
  }
  return { reports };
}

const urn = "urn:pulumi:test::example::aws:route53/record:Record::subject";

function validate(
  given: unknown,
  settings: object = {},
  type = "aws:route53/record:Record",
  judged: ResourceRule = rule,
): Told {
  const { validateResource } = judged.policy;
  const args = { ...subjectOf({ given, type }, type), getConfig: () => settings };
  return run(validateResource as (args: object) => unknown, args as Partial<ResourceValidationArgs>);
}

function validateStack(given: Parameters<typeof stackOf>[0], settings: object = {}): Told {
  const resources: readonly PolicyResource[] = stackOf(given);
  return run(relation.policy.validateStack as (args: object) => unknown, { resources, getConfig: () => settings });
}

const good = { ttl: 60, zoneId: "Z1" };
const exemption = { urn: "*::subject", path: "ttl", reason: "legacy clients", owner: "dana", expires: "2999-12-31" };

describe("the policy of a rule", () => {
  test("publishes what the rule says of itself", () => {
    expect(rule.policy).toMatchObject({
      name: "dns-exact-ttl",
      description: "A record lives for a minute.",
      severity: "medium",
      remediationSteps: "Set ttl to 60.",
      url: "https://example.com/ttl",
      tags: ["dns"],
      framework: { reference: "REL11-BP01", specification: "NIST SP 800-53 Rev. 5: CP-10, SC-20" },
    });
    expect(rule.policy).not.toHaveProperty("enforcementLevel");
    expect(Object.keys(rule.policy.configSchema?.properties ?? {})).toEqual(["ttlSeconds", "exemptions"]);
  });

  test("is advisory when the rule says so", () => {
    const mild = resourceRule({
      meta: { ...meta, level: "advisory" },
      config: {},
      on: tokens.record,
      *check(props) {
        yield { at: "ttl", got: props.ttl, want: "60" };
      },
      examples: { pass: [{ because: "", given: {} }], fail: [{ because: "", given: {}, at: [""] }] },
    });
    expect(mild.policy.enforcementLevel).toBe("advisory");
  });

  test("is silent about what is right", () => {
    expect(validate(good)).toEqual({ reports: [] });
  });

  test("reports each finding in the grammar of the pack", () => {
    expect(validate({ ttl: 300 })).toEqual({
      reports: [
        ["ttl is 300, expected 60\nSet ttl to 60.", urn],
        ["zoneId is not set, expected a zone\nSet ttl to 60.", urn],
      ],
    });
  });

  test("does not apply to other types, and says to which it does", () => {
    expect(validate({}, {}, "aws:sns/topic:Topic")).toEqual({
      reports: [],
      notApplicable: "judges aws:route53/record:Record",
    });
  });

  test.each([
    [["a"], "judges a"],
    [["a", "b", "c"], "judges a and 2 more"],
    [[], "judges nothing"],
  ])("sums up what it judges, %j, in a few words", (list, summary) => {
    expect(summaryOf({ list, has: () => false })).toBe(summary);
  });

  test("takes the value that is configured, and its default when the engine sends none", () => {
    expect(validate({ ...good, ttl: 30 }, { ttlSeconds: 30 }).reports).toEqual([]);
    expect(validate({ ...good, ttl: 60 }, {}).reports).toEqual([]);
  });

  test("reports a setting that it does not know: a misspelt one would leave the policy as it was", () => {
    expect(validate(good, { ttlSecond: 30 }).reports).toEqual([
      ["config.ttlSecond is 30, expected one of ttlSeconds, exemptions\nCorrect the config of dns-exact-ttl.", urn],
    ]);
  });

  test("tells unknown values by the SDK's own error, after what is known to be wrong", () => {
    expect(validate({ ttl: unknown.number })).toEqual({
      reports: [],
      unknown: "number value at .ttl can't be known during preview",
    });
    expect(validate({ ttl: 300, zoneId: unknown.string })).toEqual({
      reports: [["ttl is 300, expected 60\nSet ttl to 60.", urn]],
      unknown: "string value at .zoneId can't be known during preview",
    });
  });
});

describe("a policy that says how to put right what it finds", () => {
  const mending = resourceRule({
    meta,
    config: {},
    on: tokens.record,
    remedies: true,
    *check(props) {
      if (props.ttl !== 60) {
        yield { at: "ttl", got: props.ttl, want: "60", put: 60 };
      }
    },
    examples: { pass: [{ because: "", given: {} }], fail: [{ because: "", given: {}, at: [""] }] },
  });

  function mend(given: object, settings: object = {}, type = "aws:route53/record:Record") {
    const { remediateResource } = mending.policy;
    const args = { ...subjectOf({ given, type }, type), getConfig: () => settings };
    return (remediateResource as ((args: object) => unknown) | undefined)?.(args);
  }

  test("changes the inputs, and has nothing to say when there is nothing to change", () => {
    expect(mend({ ttl: 300, zoneId: "Z1" })).toEqual({ ttl: 60, zoneId: "Z1" });
    expect(mend({ ttl: 60 })).toBeUndefined();
  });

  test("leaves resources of other types alone", () => {
    expect(mend({ ttl: 300 }, {}, "aws:sns/topic:Topic")).toBeUndefined();
  });

  test("leaves what somebody answers for, until the day is over", () => {
    expect(mend({ ttl: 300 }, { exemptions: [exemption] })).toBeUndefined();
    expect(mend({ ttl: 300 }, { exemptions: [{ ...exemption, expires: "2020-02-29" }] })).toEqual({ ttl: 60 });
  });

  test("is asked to only when it can", () => {
    expect(Object.keys(mending.policy)).toContain("remediateResource");
    expect(Object.keys(rule.policy)).not.toContain("remediateResource");
  });
});

describe("a policy that has nothing to judge", () => {
  const needing = resourceRule({
    meta: { ...meta, level: "disabled" },
    config: {},
    on: tokens.record,
    *check(props) {
      if (props.zoneId === "found") {
        yield { at: "zoneId", got: props.zoneId, want: "another" };
      }
      return skip("an alias record has no TTL");
    },
    examples: { pass: [{ because: "", given: {} }], fail: [{ because: "", given: {}, at: [""] }] },
  });
  const type = "aws:route53/record:Record";

  test("says why, and is silent about its config", () => {
    expect(validate({}, { strange: 1 }, type, needing)).toEqual({
      reports: [],
      notApplicable: "an alias record has no TTL",
    });
  });

  test("but found something says that instead, with what is wrong with its config", () => {
    expect(validate({ zoneId: "found" }, { strange: 1 }, type, needing)).toEqual({
      reports: [
        ['zoneId is "found", expected another\nSet ttl to 60.', urn],
        ["config.strange is 1, expected one of exemptions\nCorrect the config of dns-exact-ttl.", urn],
      ],
    });
  });

  test("may be off unless a profile asks for it", () => {
    expect(needing.policy.enforcementLevel).toBe("disabled");
  });
});

describe("an exemption", () => {
  test("takes its finding out and is listed with who answers for it", () => {
    expect(validate({ ttl: 300, zoneId: "Z1" }, { exemptions: [exemption] })).toEqual({
      reports: [],
      notApplicable: `exempted [{"urn":"${urn}","path":"ttl","reason":"legacy clients","owner":"dana","expires":"2999-12-31"}]`,
    });
  });

  test("leaves every other finding alone", () => {
    expect(validate({ ttl: 300 }, { exemptions: [exemption] })).toMatchObject({
      reports: [["zoneId is not set, expected a zone\nSet ttl to 60.", urn]],
      notApplicable: expect.stringContaining('"path":"ttl"'),
    });
  });

  test("that expired takes nothing out, and the message says so", () => {
    expect(validate({ ttl: 300, zoneId: "Z1" }, { exemptions: [{ ...exemption, expires: "2020-02-29" }] })).toEqual({
      reports: [["ttl is 300, expected 60\nSet ttl to 60.\nAn exemption by dana expired on 2020-02-29.", urn]],
    });
  });

  test("that is not used is not listed", () => {
    expect(validate(good, { exemptions: [exemption] })).toEqual({ reports: [] });
  });

  test("that is malformed exempts nothing and is reported", () => {
    const { owner: _owner, ...nobodys } = exemption;
    expect(validate({ ttl: 300, zoneId: "Z1" }, { exemptions: [nobodys] })).toEqual({
      reports: [
        ["ttl is 300, expected 60\nSet ttl to 60.", urn],
        ["config.exemptions[0].owner is not set, expected a text\nCorrect the config of dns-exact-ttl.", urn],
      ],
    });
  });

  test("beside an unknown value: both are told, the unknown in the SDK's own note", () => {
    expect(validate({ ttl: 300, zoneId: unknown.string }, { exemptions: [exemption] })).toEqual({
      reports: [
        [
          {
            message:
              "can't run policy 'dns-exact-ttl' from policy pack 'dr-guardrails' during preview: string value at .zoneId can't be known during preview",
            enforcementLevel: "advisory",
            urn,
          },
          undefined,
        ],
      ],
      notApplicable: expect.stringContaining("exempted ["),
    });
  });
});

describe("the policy of a rule about relations", () => {
  const of = (name: string) => `urn:pulumi:test::example::aws:route53/record:Record::${name}`;

  test("reports each finding under the resource it is about", () => {
    const given = [resource(tokens.record, "b", { ttl: 300 }), resource(tokens.record, "a", { ttl: 30 })];
    expect(validateStack(given).reports).toEqual([
      ["ttl is 30, expected 60\nSet ttl to 60.", of("a")],
      ["ttl is 300, expected 60\nSet ttl to 60.", of("b")],
    ]);
  });

  test("says whose value is unknown, for each of them", () => {
    const given = [resource(tokens.record, "a", { ttl: unknown.number })];
    expect(validateStack(given).unknown).toBe(`number value at .ttl of ${of("a")} can't be known during preview`);
  });

  test("exempts one resource and not the other", () => {
    const given = [resource(tokens.record, "subject", { ttl: 30 }), resource(tokens.record, "a", { ttl: 300 })];
    expect(validateStack(given, { exemptions: [exemption] })).toEqual({
      reports: [["ttl is 300, expected 60\nSet ttl to 60.", of("a")]],
      notApplicable: expect.stringContaining(of("subject")),
    });
  });

  test("reports what is wrong with its config under some resource, since the engine needs one", () => {
    const reports = validateStack([resource(tokens.record, "a", { ttl: 60 })], { exemption: [] }).reports;
    expect(reports.map(([, where]) => where)).toEqual([of("a"), of("a")]);
  });

  test("reports what is wrong with its config in an empty stack as well", () => {
    expect(validateStack([], { exemption: [] }).reports).toEqual([
      ["config.exemption is an empty list, expected one of exemptions\nCorrect the config of dns-exact-ttl.", ""],
    ]);
  });

  test("notes an unknown value beside an exemption under the resource whose it is", () => {
    const given = [
      resource(tokens.record, "subject", { ttl: 30 }),
      resource(tokens.record, "z", { ttl: unknown.number }),
    ];
    const { reports, notApplicable } = validateStack(given, { exemptions: [exemption] });
    expect(reports).toEqual([[expect.objectContaining({ urn: of("z") }), undefined]]);
    expect(notApplicable).toContain("exempted [");
  });

  test("judges the resources that were handed to the first of several, by their mark", () => {
    const share = openShare();
    const [mark] = stackOf([{ type: "", name: "", props: {}, context: {} }]);
    const marked = [{ ...mark, urn: share } as PolicyResource];
    const resources = stackOf([resource(tokens.record, "a", { ttl: 300 })]);
    const told = [[...resources, ...marked], marked].map((handed) =>
      run(relation.policy.validateStack as (args: object) => unknown, { resources: handed, getConfig: () => ({}) }),
    );
    closeShare(share);
    expect(told[0]?.reports).toEqual([["ttl is 300, expected 60\nSet ttl to 60.", of("a")]]);
    expect(told[1]).toEqual(told[0]);
  });
});
