import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { profileNames, readProfileDocument } from "../../../preflight/analyzer/profile-files";

const folder = mkdtempSync(join(tmpdir(), "profiles-"));

function write(name: string, content: object): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("takes each profile of the package by its name", () => {
  expect(profileNames()).toEqual(expect.arrayContaining(["org-baseline", "payments", "production", "trading"]));
  for (const name of profileNames()) {
    expect(readProfileDocument(name)).toEqual(expect.any(Object));
  }
  expect(readProfileDocument("org-baseline")).toMatchObject({ all: "advisory" });
});

test("names the profiles that there are when one is misspelt", () => {
  expect(() => readProfileDocument("org-baselin")).toThrow(
    /^profile org-baselin does not exist, expected a file or one of .*org-baseline, payments/,
  );
  expect(() => readProfileDocument("schema")).toThrow("profile schema does not exist");
});

test("puts in what a profile extends: by name, or by a path beside it", () => {
  write("team.json", { extends: "org-baseline", "route53-limit-failure-threshold": { maximum: 2 }, all: "mandatory" });
  const own = write("own.json", { extends: "team.json", "dynamodb-require-pitr": "advisory" });
  expect(readProfileDocument(own)).toMatchObject({
    all: "mandatory",
    "route53-limit-failure-threshold": { maximum: 2 },
    "dynamodb-require-pitr": { enforcementLevel: "advisory", minimumRecoveryDays: 7 },
    "s3-require-tls": "mandatory",
  });
  expect(readProfileDocument(own)).not.toHaveProperty("extends");
});

test("keeps the exemptions of both", () => {
  const [first, second] = ["*first", "*second"].map((urn) => ({ urn, reason: "r", owner: "o", expires: "2099-01-01" }));
  write("base.json", { "s3-require-tls": { enforcementLevel: "advisory", exemptions: [first] } });
  const own = write("exempting.json", { extends: "./base.json", "s3-require-tls": { exemptions: [second] } });
  expect(readProfileDocument(own)).toEqual({
    "s3-require-tls": { enforcementLevel: "advisory", exemptions: [first, second] },
  });
});

test("sets the pair wherever a policy asks for regions, over what is extended and under what is set", () => {
  const file = write("pair.json", {
    extends: "payments",
    pair: ["eu-central-1", "eu-west-1"],
    "region-require-parity": { regions: ["eu-west-3", "eu-west-1"] },
  });
  expect(readProfileDocument(file)).toMatchObject({
    "region-limit-pair": { regions: ["eu-central-1", "eu-west-1"] },
    "dynamodb-require-replica": { regions: ["eu-central-1", "eu-west-1"] },
    "recovery-require-standby-control": { standbyRegion: "eu-west-1" },
    "resource-require-tags": { roleOfRegion: { "eu-central-1": "primary", "eu-west-1": "secondary" } },
    "region-require-parity": { regions: ["eu-west-3", "eu-west-1"] },
  });
});

test("takes the pair from the stack where the profile says so, but for policies that see no stack", () => {
  const { "region-limit-pair": limit, ...others } = readProfileDocument(write("stack.json", { pair: "stack" }));
  expect(limit).toEqual({ regions: ["stack"] });
  expect(others["recovery-require-standby-control"]).toEqual({ standbyRegion: "stack" });
  expect(Object.keys(others)).not.toContain("resource-require-name-pattern");
});

test("leaves a policy at its level when it sets its pair", () => {
  const file = write("level.json", { extends: "org-baseline", pair: ["eu-central-1", "eu-west-1"] });
  expect(readProfileDocument(file)["region-limit-pair"]).toEqual({
    enforcementLevel: "disabled",
    regions: ["eu-central-1", "eu-west-1"],
  });
});

test.each([
  [{ extends: 7 }, "extends is 7, expected the name of a profile or the path of a file"],
  [{ extends: "" }, 'extends is "", expected'],
  [{ extends: "./gone.json" }, "profile ./gone.json does not exist"],
  [{ extends: "org-base" }, "profile org-base does not exist, expected a file or one of"],
  [{ pair: "eu-west-1" }, 'pair is "eu-west-1", expected two regions'],
  [{ pair: ["eu-west-1"] }, 'pair is ["eu-west-1"], expected two regions'],
  [{ pair: ["eu-west-1", "eu-west-1"] }, "expected two regions"],
  [{ pair: ["eu-west-1", "eu-west-2", "eu-west-3"] }, "expected two regions"],
  [{ pair: ["eu-west-1", "Ireland"] }, "expected two regions"],
])("refuses %j", (content, message) => {
  expect(() => readProfileDocument(write("wrong.json", content))).toThrow(message);
});

describe("a profile of version 2", () => {
  const exception = (reason: string) => ({
    reason,
    match: [{ policies: ["dynamodb-require-pitr"], targets: ["urn:pulumi:dev::shop::aws:dynamodb/table:Table::t"] }],
  });
  const below = { "EXC-1": exception("old"), "EXC-2": exception("two") };

  test("adds to one of either version: settings as ever, and exceptions of both, the upper where ids are the same", () => {
    write("below.json", { version: 2, policies: { "dynamodb-require-pitr": "advisory" }, exceptions: below });
    const above = write("above.json", {
      version: 2,
      extends: "below.json",
      pair: ["eu-west-3", "eu-west-1"],
      environments: ["acme/prod"],
      policies: { "dynamodb-require-pitr": { minimumRecoveryDays: 7 } },
      exceptions: { "EXC-1": exception("new") },
    });
    const { version, policies, ...rest } = readProfileDocument(above);
    expect([version, rest]).toEqual([
      2,
      { environments: ["acme/prod"], exceptions: { "EXC-1": exception("new"), "EXC-2": exception("two") } },
    ]);
    expect(policies).toMatchObject({
      "dynamodb-require-pitr": { enforcementLevel: "advisory", minimumRecoveryDays: 7 },
      "region-require-parity": { regions: ["eu-west-3", "eu-west-1"] },
    });
    expect(policies).not.toHaveProperty("environments");
  });

  test("below one without a version makes that one of version 2 too", () => {
    write("below.json", { version: 2, exceptions: below });
    const above = write("plain.json", { extends: "below.json", "dynamodb-require-pitr": "advisory" });
    expect(readProfileDocument(above)).toEqual({
      version: 2,
      policies: { "dynamodb-require-pitr": "advisory" },
      exceptions: below,
    });
  });
});

test("refuses a circle", () => {
  write("one.json", { extends: "two.json" });
  const two = write("two.json", { extends: "one.json" });
  expect(() => readProfileDocument(two)).toThrow(/extends itself/);
});
