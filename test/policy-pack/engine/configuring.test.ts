import { resolve } from "node:path";
import { connectPack, type PolicyPack } from "../../../preflight/analyzer/pack";
import { spawnPack } from "../../../preflight/analyzer/pack-process";

describe("the running pack", () => {
  let pack: PolicyPack;

  beforeAll(async () => {
    const identity = { project: "p", stack: "s", organization: "o", dryRun: true, config: {}, configSecretKeys: [] };
    const directory = resolve(__dirname, "../../..");
    const process = spawnPack({ directory, identity, timeLimitSeconds: 60 });
    pack = await connectPack(process, identity, 60);
  });
  afterAll(() => pack.close());

  const level = "mandatory" as const;

  test("refuses a config in which a policy is misspelt, and says what was meant", async () => {
    const config = new Map([["dynamodb-require-pitt", { level, properties: {} }]]);
    await expect(pack.configure(config)).rejects.toMatchObject({
      details:
        "the config of dr-guardrails is wrong:\ndynamodb-require-pitt is not a policy of this pack, did you mean dynamodb-require-pitr?",
    });
  });

  test("takes a config whose names it knows, after one that it refused", async () => {
    const config = new Map([
      ["dynamodb-require-pitr", { level, properties: { minimumRecoveryDays: 7, exemptions: [] } }],
    ]);
    await expect(pack.configure(config)).resolves.toBeUndefined();
  });
});
