import { type Grace, type Keeper, keepersOf } from "../../../model/aws/retention";
import { tokens } from "../../../model/aws/tokens";
import { part } from "../../../model/graph/interruption";
import { anything } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { along } from "../../engine/along";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

function* judge(keeper: Keeper, grace: Grace, value: unknown, at: string): Generator<Finding, void, void> {
  if (!keeper.releases(value, grace)) {
    yield { at, got: value, want: keeper.want(grace) };
  }
}

const key = { description: "trades" };

export default resourceRule({
  meta: {
    name: "resource-forbid-retention",
    severity: "medium",
    law: "Destroying the stack deletes everything, and nothing prevents it.",
    rationale: "A drill or CI environment that cannot vanish costs money and keeps its names from the next one.",
    remediation:
      "Set the property as expected and run an update before you destroy: such settings count from the state, not from the program.",
    url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    framework: { wellArchitected: "REL12-BP04", nist: ["SR-12", "CM-2"] },
  },
  config: {
    keyDeletionDays: {
      type: "integer",
      minimum: 7,
      maximum: 30,
      default: 7,
      description: "Longest waiting time before a deleted key is gone, in days; AWS waits 7 at least.",
    },
    secretRecoveryDays: {
      type: "integer",
      minimum: 0,
      maximum: 30,
      default: 0,
      description: "Longest time for which a deleted secret keeps its name, in days.",
    },
  },
  on: anything,
  *check(props, { keyDeletionDays, secretRecoveryDays }, { type, opts, knows = () => true }) {
    if (opts.protect) {
      yield { at: "options.protect", got: opts.protect, want: "false" };
    }
    const grace = { keyDays: keyDeletionDays, secretDays: secretRecoveryDays };
    for (const keeper of keepersOf(type, props).filter(({ way: [input = ""] }) => knows(input))) {
      yield* part(() => along(props, keeper.way, (value, at) => judge(keeper, grace, value, at)));
    }
  },
  examples: {
    pass: [
      { because: "a bucket may be emptied", type: tokens.bucket.list[0] ?? "", given: { forceDestroy: true } },
      {
        because: "the config grants a key its longest waiting time",
        type: "aws:kms/key:Key",
        config: { keyDeletionDays: 30 },
        given: { ...key, deletionWindowInDays: 30 },
      },
      {
        because: "the config lets a secret be recovered for a week",
        type: "aws:secretsmanager/secret:Secret",
        config: { secretRecoveryDays: 7 },
        given: { recoveryWindowInDays: 7 },
      },
      { because: "nothing of that kind can be kept", type: "aws:sns/topic:Topic", given: { name: "alerts" } },
    ],
    fail: [
      {
        because: "Pulumi protects the resource",
        type: "aws:sns/topic:Topic",
        given: { name: "alerts" },
        opts: { protect: true },
        at: ["options.protect"],
      },
      {
        because: "a cluster is protected and leaves a snapshot",
        type: "aws:rds/cluster:Cluster",
        given: { engine: "aurora-postgresql", deletionProtection: true },
        at: ["skipFinalSnapshot", "deletionProtection"],
      },
      {
        because: "a bucket with objects stops the destroy",
        type: "aws:s3/bucket:Bucket",
        given: { bucket: "trades" },
        at: ["forceDestroy"],
      },
      {
        because: "one replica of a table is protected",
        type: "aws:dynamodb/table:Table",
        given: { replicas: [{ regionName: "us-west-2", deletionProtectionEnabled: true }] },
        at: ["replicas[0].deletionProtectionEnabled"],
      },
      {
        because: "a key waits for a month",
        type: "aws:kms/key:Key",
        given: key,
        at: ["deletionWindowInDays"],
      },
    ],
    undetermined: [
      {
        because: "one switch is unknown, while the other is still judged",
        type: "aws:rds/cluster:Cluster",
        given: { skipFinalSnapshot: unknown.boolean, deletionProtection: true },
        at: ["skipFinalSnapshot"],
        fail: ["deletionProtection"],
      },
    ],
  },
});
