import { given, inEast, inWest, unknownList, unknownText } from "../../given";

const arn = (region: string) => `arn:aws:backup:${region}:123456789012:backup-vault:vault`;
const plan = (props: object, context: object = {}) =>
  given("aws:backup/plan:Plan", "daily", props, { ...inEast, ...context });
const copies = (...regions: readonly string[]) => ({
  ruleName: "r",
  copyActions: regions.map((region) => ({ destinationVaultArn: arn(region) })),
});
const vault = (name: string, context: object) => given("aws:backup/vault:Vault", name, {}, context);

export default {
  pass: [
    { because: "one of two copies leaves", given: [plan({ rules: [copies("us-east-1", "us-west-2")] })] },
    { because: "the copy leaves to a third region", given: [plan({ rules: [copies("eu-west-1")] })] },
    { because: "the plan names its own region", given: [plan({ region: "us-west-2", rules: [copies("us-east-1")] })] },
    {
      because: "old versions of the provider hold the blocks themselves",
      given: [plan({ rule: { copyAction: { destinationVaultArn: arn("us-west-2") } } })],
    },
    {
      because: "one copy leaves and where the other goes is unknown",
      given: [
        plan({
          rules: [{ copyActions: [{ destinationVaultArn: unknownText }, { destinationVaultArn: arn("us-west-2") }] }],
        }),
      ],
    },
  ],
  fail: [
    {
      because: "one of two rules copies nothing",
      given: [plan({ rules: [copies("us-west-2"), { ruleName: "weekly" }] })],
      at: ["daily rules[1].copyActions"],
    },
    {
      because: "the list is empty",
      given: [plan({ rules: [{ copyActions: [] }] })],
      at: ["daily rules[0].copyActions"],
    },
    {
      because: "the list is null",
      given: [plan({ rules: [{ copyActions: null }] })],
      at: ["daily rules[0].copyActions"],
    },
    {
      because: "the ARN is a name",
      given: [plan({ rules: [{ copyActions: [{ destinationVaultArn: "vault" }] }] })],
      at: ["daily rules[0].copyActions[0].destinationVaultArn"],
    },
    {
      because: "the ARN is missing",
      given: [plan({ rules: [{ copyActions: [{}] }] })],
      at: ["daily rules[0].copyActions[0].destinationVaultArn"],
    },
    {
      because: "the ARN is a number",
      given: [plan({ rules: [{ copyActions: [{ destinationVaultArn: 1 }] }] })],
      at: ["daily rules[0].copyActions[0].destinationVaultArn"],
    },
    {
      because: "both copies stay",
      given: [plan({ rules: [copies("us-east-1", "us-east-1")] })],
      at: ["daily rules[0].copyActions[0].destinationVaultArn", "daily rules[0].copyActions[1].destinationVaultArn"],
    },
    {
      because: "the ARN is unknown still and all vaults of the plan are in its region",
      given: [
        vault("a", inEast),
        vault("b", inEast),
        plan({ rules: [{ copyActions: [{ destinationVaultArn: unknownText }] }] }, { sources: { rules: ["a", "b"] } }),
      ],
      at: ["daily rules[0].copyActions[0].destinationVaultArn"],
    },
    {
      because: "a text stands in place of the copies",
      given: [plan({ rules: [{ copyActions: "all" }] })],
      at: ["daily rules[0].copyActions"],
    },
  ],
  undetermined: [
    { because: "the rules are unknown", given: [plan({ rules: unknownList })], at: ["daily rules"] },
    {
      because: "nobody says where the plan itself is",
      given: [given("aws:backup/plan:Plan", "daily", { rules: [copies("us-west-2")] })],
      at: ["daily region"],
    },
    {
      because: "the ARN is unknown still, and the region of the plan's only vault as well",
      given: [
        vault("a", { provider: { region: unknownText } }),
        plan({ rules: [{ copyActions: [{ destinationVaultArn: unknownText }] }] }, { sources: { rules: ["a"] } }),
      ],
      at: ["daily region"],
    },
    {
      because: "one copy stays and where the other goes is unknown",
      given: [
        plan({
          rules: [{ copyActions: [{ destinationVaultArn: unknownText }, { destinationVaultArn: arn("us-east-1") }] }],
        }),
      ],
      at: ["daily rules[0].copyActions[0].destinationVaultArn"],
    },
  ],
  skip: [{ because: "there are vaults only", given: [vault("a", inEast), vault("b", inWest)] }],
};
