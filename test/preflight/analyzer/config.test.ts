import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Profile, readProfile } from "../../../preflight/analyzer/profile";
import { type PolicyInfo, reconcile } from "../../../preflight/analyzer/reconcile";

const directory = mkdtempSync(join(tmpdir(), "preflight-"));

function profileOf(text: string): Profile {
  const file = join(directory, "profile.json");
  writeFileSync(file, text);
  return readProfile(file);
}

const policy = (name: string, more: Partial<PolicyInfo> = {}): PolicyInfo => ({
  name,
  level: "mandatory",
  severity: "high",
  law: "",
  remediation: "",
  url: "",
  judges: "resource",
  properties: {},
  required: [],
  ...more,
});
const ttl = policy("record-exact-ttl", { properties: { seconds: { type: "integer", minimum: 1, default: 60 } } });
const tags = policy("tags-require-keys", {
  properties: { keys: { type: "array", items: { type: "string" } } },
  required: ["keys"],
});

describe("a profile", () => {
  test("is a level or an object of settings, by policy", () => {
    expect([...profileOf('{"a": "advisory", "b": {"enforcementLevel": "disabled", "x": 1}, "c": {"y": [2]}}')]).toEqual(
      [
        ["a", { level: "advisory", properties: {} }],
        ["b", { level: "disabled", properties: { x: 1 } }],
        ["c", { level: undefined, properties: { y: [2] } }],
      ],
    );
  });

  test.each(["", "  \n", "{}", '{"environments": ["prod"]}'])("may be empty: %j", (text) => {
    expect(profileOf(text).size).toBe(0);
  });

  test.each([
    ["{", "is not valid JSON"],
    ["[]", "is not an object, expected settings by policy name"],
    ['{"a": 1}', "a is 1, expected an enforcement level or an object of settings"],
    ['{"$schema": "./schema.json"}', "$schema is no policy, and Pulumi refuses a profile that has it"],
    ['{"a": "strict"}', 'enforcement level of a is "strict", expected one of advisory, mandatory, remediate, disabled'],
    ['{"a": {"enforcementLevel": 2}}', "enforcement level of a is 2, expected one of"],
  ])("is refused when it is %s", (text, message) => {
    expect(() => profileOf(text)).toThrow(message);
  });

  test("says what of it only Pulumi does", () => {
    expect(profileOf('{"environments": ["acme/prod"]}').notes).toEqual([
      "The environments of the profile (acme/prod) are ignored here: only Pulumi opens them for the pack.",
    ]);
    expect(profileOf('{"environments": []}').notes).toEqual([]);
    expect(() => profileOf('{"environments": "prod"}')).toThrow('environments is "prod", expected a list of names');
  });

  describe("of version 2", () => {
    const target = "urn:pulumi:dev::shop::aws:sqs/queue:Queue::orders";
    const version2 = (more: object) => profileOf(JSON.stringify({ version: 2, ...more }));

    test("has its settings under policies, and exceptions", () => {
      const profile = version2({
        $schema: "./schema.json",
        environments: ["acme/prod"],
        policies: { a: "advisory", version: { limit: 3 } },
        exceptions: { "EXC-1": { reason: "r", match: [{ policies: ["a"], targets: [target] }] } },
      });
      expect([...profile]).toEqual([
        ["a", { level: "advisory", properties: {} }],
        ["version", { level: undefined, properties: { limit: 3 } }],
      ]);
      expect(profile.exceptions).toEqual([
        { id: "EXC-1", reason: "r", match: [{ policies: ["a"], targets: [target] }], ignored: [] },
      ]);
      expect(profile.notes).toHaveLength(1);
    });

    test.each([{}, { policies: null, exceptions: null }, { policies: {}, exceptions: {} }])(
      "may be empty: %j",
      (more) => {
        const profile = version2(more);
        expect([profile.size, profile.exceptions]).toEqual([0, []]);
      },
    );

    test.each<readonly [object, string]>([
      [{ version: 3 }, "version is 3, expected 2"],
      [{ version: 1 }, "version is 1, expected 2"],
      [{ a: "advisory" }, "a stands beside policies, where Pulumi ignores it"],
      [{ policies: [] }, "policies is [], expected an object of settings by policy name"],
      [{ policies: { a: "strict" } }, 'enforcement level of a is "strict"'],
      [{ exceptions: "none" }, 'exceptions is "none", expected an object of exceptions by id'],
      [{ exceptions: { x: {} } }, 'exception "x" has the reason not set'],
    ])("is refused when it has %j", (more, message) => {
      expect(() => version2(more)).toThrow(message);
    });

    test("is told by a number: a text is the setting of a policy called version", () => {
      expect([...profileOf('{"version": "advisory"}').keys()]).toEqual(["version"]);
    });
  });

  test("is refused when it is not there", () => {
    expect(() => readProfile(join(directory, "gone.json"))).toThrow(
      `profile ${join(directory, "gone.json")} does not exist, expected a JSON file of policy settings`,
    );
  });
});

describe("the config of a pack", () => {
  const settle = (initial: string, profile: string) =>
    Object.fromEntries(reconcile([ttl], profileOf(initial), profileOf(profile), "profile x"));

  test.each([
    ["the schema's defaults", "{}", "{}", { level: "mandatory", properties: { seconds: 60 } }],
    [
      "the pack's own config",
      '{"record-exact-ttl": {"seconds": 90}}',
      "{}",
      { level: "mandatory", properties: { seconds: 90 } },
    ],
    [
      "the profile over the pack's own",
      '{"record-exact-ttl": {"seconds": 90}}',
      '{"record-exact-ttl": {"enforcementLevel": "advisory", "seconds": 120}}',
      { level: "advisory", properties: { seconds: 120 } },
    ],
    ["a level for all", "{}", '{"all": "advisory"}', { level: "advisory", properties: { seconds: 60 } }],
    [
      "a policy's own level over that for all",
      "{}",
      '{"all": "disabled", "record-exact-ttl": "mandatory"}',
      { level: "mandatory", properties: { seconds: 60 } },
    ],
  ])("has %s", (_what, initial, profile, expected) => {
    expect(settle(initial, profile)["record-exact-ttl"]).toEqual(expected);
  });

  test.each([
    [
      '{"record-exact-tll": "advisory"}',
      "record-exact-tll is not a policy of the pack, did you mean record-exact-ttl?",
    ],
    ['{"zzz": "advisory"}', "zzz is not a policy of the pack"],
    [
      '{"record-exact-ttl": {"second": 1}}',
      "record-exact-ttl.second is not a setting of the policy, expected one of seconds",
    ],
    ['{"record-exact-ttl": {"seconds": "60"}}', 'record-exact-ttl.seconds is "60", expected integer'],
    ['{"record-exact-ttl": {"seconds": 0}}', "record-exact-ttl.seconds is 0, expected a number >= 1"],
  ])("refuses %s", (profile, message) => {
    expect(() => settle("{}", profile)).toThrow(`profile x: ${message}`);
  });

  test.each([
    [{ mode: "fast" }, 'mode is "fast", expected one of ["slow","steady"]'],
    [{ names: [] }, "names is [], expected at least 1 of them"],
    [{ names: ["a", "a"] }, 'names is ["a","a"], expected each of them once'],
    [{ names: [""] }, 'names[0] is "", expected a text of at least 1 characters'],
    [{ share: 2 }, "share is 2, expected a number <= 1"],
    [{ notes: [{ on: "soon" }] }, 'notes[0].on is "soon", expected a text like ^[0-9-]+$'],
    [{ notes: [{}] }, "notes[0].on is not set, expected a value"],
    [{ notes: [{ on: "1", by: "me" }] }, "notes[0].by is no setting, expected one of on"],
    [{ names: "x".repeat(100) }, `names is "${"x".repeat(79)}..., expected array`],
    [{ share: null }, "share is null, expected number"],
    [{ even: 3 }, "even is 3, expected what its schema says under multipleOf"],
  ])("names what is wrong in %j, what was found and what is wanted", (properties, message) => {
    const many = policy("many", {
      properties: {
        mode: { enum: ["slow", "steady"] },
        names: { type: "array", minItems: 1, uniqueItems: true, items: { type: "string", minLength: 1 } },
        share: { type: "number", maximum: 1 },
        even: { type: "integer", multipleOf: 2 },
        notes: {
          type: "array",
          items: {
            type: "object",
            required: ["on"],
            additionalProperties: false,
            properties: { on: { type: "string", pattern: "^[0-9-]+$" } },
          },
        },
      },
    });
    const profile = profileOf(JSON.stringify({ many: properties }));
    expect(() => reconcile([many], new Map(), profile, "profile x")).toThrow(`profile x: many.${message}`);
  });

  test("refuses a policy whose required setting nobody gives", () => {
    expect(() => reconcile([tags], new Map(), new Map(), "profile x")).toThrow(
      "profile x: tags-require-keys.keys is not set, expected a value",
    );
  });

  test("lists all mistakes at once, with the place inside a list", () => {
    const profile = profileOf('{"tags-require-keys": {"keys": ["a", 1]}, "record-exact-ttl": {"seconds": "x"}}');
    expect(() => reconcile([ttl, tags], new Map(), profile, "profile x")).toThrow(
      expect.objectContaining({
        message: "profile x has 2 problems",
        detail: 'record-exact-ttl.seconds is "x", expected integer\ntags-require-keys.keys[1] is 1, expected string',
      }),
    );
  });
});
