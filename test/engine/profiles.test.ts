import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "./harness/engine";
import { WorkingCopy } from "./harness/working-copy";

jest.setTimeout(600_000);

const pitr = "dynamodb-require-pitr";

/** What Pulumi says of a profile with a mistake, when it hands it to the pack. */
const mistakes: readonly (readonly [string, object, string])[] = [
  [
    "a policy is misspelt",
    { "dynamodb-require-pitt": "advisory" },
    `dynamodb-require-pitt is not a policy of this pack, did you mean ${pitr}?`,
  ],
  [
    "a setting is misspelt",
    { [pitr]: { minimumDays: 3 } },
    `${pitr}.minimumDays is not a setting of the policy, expected one of minimumRecoveryDays, exemptions`,
  ],
  [
    "a setting has another type",
    { [pitr]: { minimumRecoveryDays: "3" } },
    `${pitr}: minimumRecoveryDays: Invalid type. Expected: integer, given: string`,
  ],
  ["a level is misspelt", { [pitr]: "advsory" }, `"${pitr}": "advsory" is not a valid enforcement level`],
  [
    "an exemption has no end",
    { [pitr]: { exemptions: [{ urn: "*", reason: "r", owner: "o" }] } },
    "expires is required",
  ],
  ["it names its schema", { $schema: "./schema.json" }, '"$schema": "./schema.json" is not a valid enforcement level'],
];

describe("a profile with a mistake stops Pulumi before anything is judged", () => {
  let copy: WorkingCopy;

  beforeAll(() => {
    copy = new WorkingCopy();
    const type = "pulumi:pulumi:Stack";
    const urn = `urn:pulumi:trading::dr-guardrails::${type}::dr-guardrails-trading`;
    const manifest = { time: "2026-01-01T00:00:00Z", magic: "", version: "" };
    const deployment = { manifest, resources: [{ urn, type, custom: false }] };
    writeFileSync(join(copy.path, "state.json"), JSON.stringify({ version: 3, deployment }));
  });
  afterAll(() => copy.remove());

  test.each(mistakes)("when %s", async (_when, profile, message) => {
    writeFileSync(join(copy.path, "profile.json"), JSON.stringify(profile));
    const engine = new Engine(copy, "trading", "profile.json");
    const { status, stderr } = await engine.analyze(join(copy.path, "state.json"));
    engine.remove();
    expect(status).not.toBe(0);
    expect(stderr).toContain(message);
  });
});
