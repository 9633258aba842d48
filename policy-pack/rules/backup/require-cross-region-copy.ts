import type { PlanArgs } from "@pulumi/aws/backup";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { Gathering } from "../../../model/graph/gathering";
import { part, unknowable } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { known } from "../../../model/graph/reading";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { copyRegions } from "../../../model/recovery/backup-copies";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

type Plan = Member<Plain<PlanArgs>>;

function* judgeRule(plan: Plan, rule: Block): Check<Finding> {
  const want = "a copy to a vault in another region";
  const actions = rule.children("copyAction");
  if (actions.length === 0) {
    yield { at: path(...rule.way, "copyActions"), got: undefined, want };
    return;
  }
  const home = findRegion(plan) ?? unknowable("region");
  const faults = new Gathering<Finding | "away">();
  for (const action of actions) {
    faults.add(plan, () => {
      const isAway = copyRegions(plan, action).some((region) => region !== home);
      const got = known(() => action.read("destinationVaultArn"));
      return isAway ? "away" : { at: path(...action.way, "destinationVaultArn"), got, want: `${want} than ${home}` };
    });
  }
  const found = faults.values.filter((fault) => fault !== "away");
  if (found.length === faults.values.length) {
    yield* faults.unknown.length > 0 ? faults.unknown : found;
  }
}

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const plan = (rule: object, context: object = {}) =>
  resource(
    tokens.backupPlan,
    "daily",
    { rules: [{ ruleName: "daily", targetVaultName: "vault", ...rule }] },
    { ...east, ...context },
  );
const copyTo = (destinationVaultArn: string) => ({ copyActions: [{ destinationVaultArn }] });

export default stackRule({
  meta: {
    name: "backup-require-cross-region-copy",
    severity: "high",
    law: "Each rule of a backup plan copies its recovery points to a vault in another region.",
    rationale: "A backup that lies beside its original is lost with it.",
    remediation: "Add a copy action to the rule, with the ARN of a vault in another region.",
    url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html",
    framework: { wellArchitected: "REL9-BP02", nist: ["CP-6", "CP-9"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const plans = stack.of(tokens.backupPlan);
    for (const plan of plans) {
      yield* about(plan, function* () {
        for (const rule of new Block([], () => plan.props).children("rule")) {
          yield* part(() => judgeRule(plan, rule));
        }
      });
    }
    if (plans.length === 0) {
      return skip("there is no backup plan");
    }
  },
  examples: {
    pass: [
      {
        because: "the copy's vault is in another region, as its ARN says",
        given: [plan(copyTo("arn:aws:backup:us-west-2:123456789012:backup-vault:vault"))],
      },
      {
        because: "the ARN is unknown still and the vault's provider is that of another region",
        given: [
          resource(tokens.backupVault, "here", {}, east),
          resource(tokens.backupVault, "there", {}, west),
          plan(copyTo(unknown.string), { sources: { rules: ["here", "there"] } }),
        ],
      },
    ],
    fail: [
      { because: "nothing is copied", given: [plan({})], at: ["daily rules[0].copyActions"] },
      {
        because: "the copy stays in its region",
        given: [plan(copyTo("arn:aws:backup:us-east-1:123456789012:backup-vault:second"))],
        at: ["daily rules[0].copyActions[0].destinationVaultArn"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown which vault the copy goes to",
        given: [plan(copyTo(unknown.string))],
        at: ["daily rules[0].copyActions[0].destinationVaultArn"],
      },
    ],
    skip: [{ because: "there is no plan", given: [resource(tokens.backupVault, "here", {}, east)] }],
  },
});
