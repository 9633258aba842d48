import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { grouped } from "../../policy-pack/docs/groups";
import { policyPages } from "../../policy-pack/docs/policies";
import { profileSchema } from "../../policy-pack/docs/profile-schema";
import { policyTable } from "../../policy-pack/docs/table";
import { rules } from "../../policy-pack/rules";

describe("the table of policies", () => {
  test("has a row for every policy, with what it asks", () => {
    const pitr = rules.filter(({ meta }) => meta.name === "dynamodb-require-pitr");
    expect(policyTable(pitr).split("\n")).toEqual([
      "| Policy | Severity | Level | Asks |",
      "| --- | --- | --- | --- |",
      "| [`dynamodb-require-pitr`](#dynamodb-require-pitr) | high | mandatory | A DynamoDB table and each of its replicas have point-in-time recovery. |",
    ]);
  });
});

describe("the groups of policies", () => {
  test("have each policy once", () => {
    const names = grouped(rules).flatMap(([, members]) => members.map(({ meta }) => meta.name));
    expect(names.sort()).toEqual(rules.map(({ meta }) => meta.name).sort());
  });

  test("put encryption of a bucket under encryption, its copies under data", () => {
    const titleOf = (name: string) =>
      grouped(rules).find(([, members]) => members.some(({ meta }) => meta.name === name))?.[0];
    expect(titleOf("s3-require-encryption")).toBe("Encryption");
    expect(titleOf("s3-require-cross-region-replication")).toBe("Data and its copies");
  });

  test("refuse a policy that is in none, by name", () => {
    const [rule] = rules;
    if (rule === undefined) throw new Error("expected a policy");
    const stranger = { ...rule, meta: { ...rule.meta, name: "quantum-require-luck" as const } };
    expect(() => grouped([stranger])).toThrow("no group has quantum-require-luck");
  });
});

describe("the page of policies", () => {
  const pages = policyPages(rules);

  test("stands in docs/policies.md as the rules say it (otherwise: npm run docs)", () => {
    expect(readFileSync(join(__dirname, "../../docs/policies.md"), "utf8")).toBe(pages);
  });

  test("has every policy with its reason, its remedy and its references", () => {
    expect(rules.filter(({ meta }) => !pages.includes(`## ${meta.name}\n\n**${meta.law}** ${meta.rationale}`))).toEqual(
      [],
    );
    expect(pages).toContain("Severity high, level mandatory. Well-Architected REL9-BP01; NIST CP-9");
  });

  test("lists by control which policies serve it", () => {
    const row = pages.split("\n").find((line) => line.startsWith("| SC-28 |"));
    expect(row).toContain("[rds-require-encryption](#rds-require-encryption)");
  });
});

describe("the schema of profiles", () => {
  const folder = join(__dirname, "../../policy-pack/profiles");
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(profileSchema(rules));

  function complaintsOf(profile: unknown): readonly string[] {
    validate(profile);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  }

  test("stands in policy-pack/profiles/schema.json as the rules say it (otherwise: npm run docs)", () => {
    expect(read("schema.json")).toEqual(JSON.parse(JSON.stringify(profileSchema(rules))));
  });

  test.each(readdirSync(folder).filter((file) => file !== "schema.json"))("is met by %s", (file) => {
    expect(complaintsOf(read(file))).toEqual([]);
  });

  test.each([
    ["an empty profile", {}],
    ["a level for all, and another for one", { all: "advisory", "dynamodb-require-pitr": "mandatory" }],
    ["settings with a level", { "dynamodb-require-pitr": { enforcementLevel: "remediate", minimumRecoveryDays: 7 } }],
    ["an environment to open", { environments: ["acme/prod"] }],
    [
      "an exemption",
      {
        "dynamodb-require-pitr": {
          exemptions: [{ urn: "*", path: "replicas", reason: "cache", owner: "data", expires: "2027-03-31" }],
        },
      },
    ],
    [
      "a profile of version 2",
      {
        $schema: "./schema.json",
        version: 2,
        extends: "org-baseline",
        environments: ["acme/prod"],
        policies: { all: "advisory", "dynamodb-require-pitr": { minimumRecoveryDays: 7 } },
        exceptions: {
          "EXC-1": {
            reason: "r",
            match: [{ policies: ["dynamodb-require-pitr"], targets: ["urn:pulumi:a::b::c::d"] }],
          },
        },
      },
    ],
  ])("takes %s", (_what, profile) => expect(complaintsOf(profile)).toEqual([]));

  test.each([
    ["a policy that is misspelt", { "dynamodb-require-pitt": "advisory" }],
    ["a level that is misspelt", { "dynamodb-require-pitr": "advsory" }],
    ["a level inside settings that is misspelt", { "dynamodb-require-pitr": { enforcementLevel: "off" } }],
    ["a setting that is misspelt", { "dynamodb-require-pitr": { minimumDays: 7 } }],
    ["a setting of another type", { "dynamodb-require-pitr": { minimumRecoveryDays: "7" } }],
    ["a setting that is too small", { "dynamodb-require-pitr": { minimumRecoveryDays: 0 } }],
    ["an exemption without its owner", { "dynamodb-require-pitr": { exemptions: [{ urn: "*", reason: "r" }] } }],
    ["a level in place of settings for all", { all: { enforcementLevel: "advisory" } }],
    ["a name of its own schema, which Pulumi refuses", { $schema: "./schema.json" }],
    ["a list", []],
    ["another version", { version: 3, policies: {} }],
    ["exceptions without a version", { exceptions: {} }],
    ["a policy beside the policies of version 2", { version: 2, "dynamodb-require-pitr": "advisory" }],
    ["a policy under policies that is misspelt", { version: 2, policies: { "dynamodb-require-pitt": "advisory" } }],
    ["an exception without a match", { version: 2, exceptions: { x: { reason: "r" } } }],
    [
      "an exception with an end, which Pulumi ignores",
      {
        version: 2,
        exceptions: {
          x: { reason: "r", expires: "2027-03-31", match: [{ policies: ["p"], targets: ["urn:pulumi:a::b::c::d"] }] },
        },
      },
    ],
    [
      "an exception for a pattern",
      { version: 2, exceptions: { x: { reason: "r", match: [{ policies: ["p"], targets: ["*"] }] } } },
    ],
  ])("does not take %s", (_what, profile) => expect(complaintsOf(profile)).not.toEqual([]));
});
