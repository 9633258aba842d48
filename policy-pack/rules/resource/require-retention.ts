import { type Guard, guarded, guardsOf, type Patience } from "../../../model/aws/keeping";
import { part } from "../../../model/graph/interruption";
import { isGiven } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { along } from "../../engine/along";
import type { Check } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

function* judge(guard: Guard, patience: Patience, value: unknown, at: string): Generator<Finding, void, void> {
  if (!guard.holds(value, patience)) {
    yield { at, got: value, want: guard.want(patience) };
  }
}

export default resourceRule({
  meta: {
    name: "resource-require-retention",
    severity: "high",
    level: "disabled",
    law: "Nothing that holds records can be deleted by a mistake in a program.",
    rationale:
      "In production a stack is not destroyed: what destroys it is a mistake, and no replica survives one, since it is deleted with its source. Pulumi's own protect is not enough: pulumi up and destroy pass it by with --ignore-protect, and AWS does not know it.",
    remediation: "Set the property as expected; a deliberate deletion then begins by taking it back.",
    url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_backing_up_data_secured_backups_data.html",
    framework: { wellArchitected: "REL9-BP02", nist: ["CP-9", "SI-12"] },
  },
  config: {
    keyDeletionDays: {
      type: "integer",
      minimum: 7,
      maximum: 30,
      default: 30,
      description: "Shortest waiting time before a deleted key is gone, in days.",
    },
    secretRecoveryDays: {
      type: "integer",
      minimum: 7,
      maximum: 30,
      default: 30,
      description: "Shortest time in which a deleted secret can be restored, in days.",
    },
  },
  on: guarded,
  *check(props, { keyDeletionDays, secretRecoveryDays }, { type, knows = () => true }): Check<Finding> {
    const patience = { keyDays: keyDeletionDays, secretDays: secretRecoveryDays };
    for (const guard of guardsOf(type).filter(({ way: [input = ""] }) => knows(input))) {
      yield* part(function* () {
        if (guard.asks?.((property) => isGiven(() => props[property])) ?? true) {
          yield* along(props, guard.way, (value, at) => judge(guard, patience, value, at));
        }
      });
    }
  },
  examples: {
    pass: [
      { because: "a bucket cannot be emptied by a program", given: { bucket: "archive" } },
      {
        because: "a database asks twice and leaves a last backup",
        type: "aws:rds/cluster:Cluster",
        given: { engine: "aurora-postgresql", deletionProtection: true, finalSnapshotIdentifier: "last" },
      },
      {
        because: "a secret can be restored for a month",
        type: "aws:secretsmanager/secret:Secret",
        given: { name: "s" },
      },
      {
        because: "the config is content with a week for a key",
        config: { keyDeletionDays: 7 },
        type: "aws:kms/key:Key",
        given: { deletionWindowInDays: 7 },
      },
      {
        because: "the config is content with a week for a secret",
        config: { secretRecoveryDays: 7 },
        type: "aws:secretsmanager/secret:Secret",
        given: { recoveryWindowInDays: 7 },
      },
    ],
    fail: [
      { because: "a bucket may be emptied", given: { forceDestroy: true }, at: ["forceDestroy"] },
      {
        because: "Pulumi's protect is passed by with --ignore-protect, and AWS does not know it",
        type: "aws:rds/cluster:Cluster",
        given: { engine: "aurora-postgresql", finalSnapshotIdentifier: "last" },
        opts: { protect: true },
        at: ["deletionProtection"],
      },
      {
        because: "neither a table nor its replica asks twice",
        type: "aws:dynamodb/table:Table",
        given: { name: "trades", replicas: [{ regionName: "us-west-2" }] },
        at: ["deletionProtectionEnabled", "replicas[0].deletionProtectionEnabled"],
      },
      {
        because: "a secret is gone at once",
        type: "aws:secretsmanager/secret:Secret",
        given: { recoveryWindowInDays: 0 },
        at: ["recoveryWindowInDays"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown whether a table asks twice",
        type: "aws:dynamodb/table:Table",
        given: { deletionProtectionEnabled: unknown.boolean },
        at: ["deletionProtectionEnabled"],
      },
    ],
  },
});
