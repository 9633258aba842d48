import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { policyPages } from "../../policy-pack/docs/policies";
import { profileSchema } from "../../policy-pack/docs/profile-schema";
import { ruleTable, withTable } from "../../policy-pack/docs/table";
import { rules } from "../../policy-pack/rules";

const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");

describe("the table of laws", () => {
  test("stands in README.md as the rules say it (otherwise: npm run docs)", () => {
    expect(readme).toBe(withTable(readme, ruleTable(rules)));
  });

  test("has a row for every rule, with its law and its defaults", () => {
    const pitr = rules.filter(({ meta }) => meta.name === "dynamodb-require-pitr");
    expect(ruleTable(pitr).split("\n")).toEqual([
      "| Policy | Severity | Law | Config and its default |",
      "| --- | --- | --- | --- |",
      "| [`dynamodb-require-pitr`](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html) | high | A DynamoDB table and each of its replicas keep point-in-time recovery on. | `minimumRecoveryDays` = `35` |",
    ]);
  });

  test("replaces what stands between the markers and nothing else", () => {
    expect(withTable("a <!-- rules:start -->old<!-- rules:end --> b", "new")).toBe(
      "a <!-- rules:start -->\n\nnew\n\n<!-- rules:end --> b",
    );
  });

  test.each([
    "no markers",
    "<!-- rules:start --> only",
    "<!-- rules:end --> before <!-- rules:start -->",
    "<!-- rules:start --><!-- rules:end --> twice <!-- rules:start --><!-- rules:end -->",
  ])("refuses a document such as %j, and says which markers it wants", (document) => {
    expect(() => withTable(document, "new")).toThrow("<!-- rules:start --> and <!-- rules:end -->");
  });
});

describe("the page of laws", () => {
  const pages = policyPages(rules);

  test("stands in docs/policies.md as the rules say it (otherwise: npm run docs)", () => {
    expect(readFileSync(join(__dirname, "../../docs/policies.md"), "utf8")).toBe(pages);
  });

  test("has every law with its reason, its remedy and its references", () => {
    expect(rules.filter(({ meta }) => !pages.includes(`## ${meta.name}\n\n**${meta.law}** ${meta.rationale}`))).toEqual(
      [],
    );
    expect(pages).toContain("Severity high, level mandatory. Well-Architected REL9-BP01; NIST CP-9");
  });

  test("lists by control which laws serve it", () => {
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
    ["a law that is misspelt", { "dynamodb-require-pitt": "advisory" }],
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
    ["a law beside the policies of version 2", { version: 2, "dynamodb-require-pitr": "advisory" }],
    ["a law under policies that is misspelt", { version: 2, policies: { "dynamodb-require-pitt": "advisory" } }],
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
