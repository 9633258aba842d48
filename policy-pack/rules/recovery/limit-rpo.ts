import { tokens } from "../../../model/aws/tokens";
import { unknown } from "../../../model/graph/unknown";
import { usualCopyTimes } from "../../../model/recovery/copy-times";
import { doubting, doubtsOf, doubtsOfLoss } from "../../../model/recovery/estimated";
import { readDataLoss } from "../../../model/recovery/rpo";
import { simulateLoss } from "../../../model/recovery/simulation";
import { usualEfforts } from "../../../model/recovery/standby";
import { isCounted, longest, type Term } from "../../../model/recovery/term";
import { brokenPromises, promisable } from "../../demands/failure-promises";
import { type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const east = { provider: { region: "us-east-1" } };
const west = { provider: { region: "us-west-2" } };
const replicated = { name: "trades", replicas: [{ regionName: "us-west-2" }] };
const table = resource(tokens.table, "trades", replicated, east);
const recoverable = (enabled: boolean) =>
  resource(tokens.table, "trades", { ...replicated, pointInTimeRecovery: { enabled } }, east);
const lagAlarm = (threshold: number) =>
  resource(
    tokens.metricAlarm,
    "lag",
    {
      namespace: "AWS/DynamoDB",
      metricName: "ReplicationLatency",
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      threshold,
      dimensions: { TableName: "trades", ReceivingRegion: "us-west-2" },
    },
    east,
  );
const instance = resource(tokens.databaseInstance, "ledger", { instanceClass: "db.r6g.large", identifier: "l" }, east);
const records = resource(tokens.bucket, "archive", { bucket: "archive", tags: { Data: "business-records" } }, east);
const replication = resource(
  tokens.bucketReplication,
  "copy",
  {
    bucket: "archive",
    role: "arn:aws:iam::123456789012:role/replication",
    rules: [
      {
        status: "Enabled",
        destination: {
          bucket: "arn:aws:s3:::archive-west",
          replicationTime: { status: "Enabled", time: { minutes: 15 } },
        },
      },
    ],
  },
  east,
);

const untimed = resource(
  tokens.bucketReplication,
  "copy",
  {
    bucket: "archive",
    role: "arn:aws:iam::123456789012:role/replication",
    rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::archive-west" } }],
  },
  east,
);
const replicatedBackups = resource(
  tokens.replicatedBackups,
  "backups",
  { sourceDbInstanceArn: "arn:aws:rds:us-east-1:123456789012:db:l" },
  west,
);
const plan = [
  resource(
    tokens.backupPlan,
    "plan",
    {
      rules: [
        {
          schedule: "cron(0 * * * ? *)",
          startWindow: 60,
          copyActions: [{ destinationVaultArn: "arn:aws:backup:us-west-2:123456789012:backup-vault:far" }],
        },
      ],
    },
    east,
  ),
  resource(
    tokens.backupSelection,
    "all",
    { planId: unknown.string, resources: ["*"] },
    { ...east, sources: { planId: ["plan"] } },
  ),
];

/** What is said of a time without a bound. */
function timeOf(seconds: number): string {
  return Number.isFinite(seconds) ? `${seconds}` : "everything";
}

function findingOf({ urn, at, got }: Term, want: string): StackFinding {
  return { urn, at, got: typeof got === "object" && got !== null ? new Word("as it is") : got, want };
}

function beyond(term: Term, maximum: number): StackFinding {
  const { name, seconds, want } = term;
  const computed = `a loss of at most ${maximum} seconds: with ${name} it may be ${timeOf(seconds)}`;
  return findingOf(term, `${want ?? computed}${doubting(doubtsOf([term]))}`);
}

interface Promised {
  readonly maximumSeconds: number;
  readonly percentile: number;
}

/** Replication that keeps the promise on a good day and not in enough of the simulated losses. */
function oftenBeyond(terms: readonly Term[], { maximumSeconds, percentile }: Promised): readonly StackFinding[] {
  const simulated = Math.round(simulateLoss(terms).percentile(percentile));
  const worst = longest(terms);
  return simulated <= maximumSeconds || worst === undefined
    ? []
    : [
        findingOf(
          worst,
          `a loss of at most ${maximumSeconds} seconds in ${percentile} of 100 losses of the region: simulated, that many lose up to ${simulated}${doubting(doubtsOfLoss(terms))}`,
        ),
      ];
}

export default stackRule({
  meta: {
    name: "recovery-limit-rpo",
    severity: "critical",
    law: "The data loss of every store of business records stays within the promised RPO.",
    rationale:
      "What has not left the region when it is lost is gone; replication and backups say how much that may be.",
    remediation: "Let the store be replicated to the other region, or lower the lag from which somebody is notified.",
    url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_objective_defined_recovery.html",
    framework: { wellArchitected: "REL13-BP01", nist: ["CP-2", "CP-9"] },
  },
  config: {
    maximumSeconds: { type: "integer", minimum: 0, default: 60, description: "Promised data loss, in seconds." },
    percentile: {
      type: "integer",
      minimum: 50,
      maximum: 99,
      default: 90,
      description: "Of a hundred simulated losses of the region, how many must lose no more than the promise.",
    },
    failures: {
      type: "object",
      properties: promisable,
      additionalProperties: false,
      default: {},
      description:
        "What may be missing, in seconds, after other failures than the loss of the region, by the words of drill --fail.",
    },
    serves: {
      type: "boolean",
      default: true,
      description: "False where no recovery is asked of what is stored.",
    },
    objectCopySeconds: {
      type: "integer",
      minimum: 0,
      default: usualCopyTimes.objects,
      description: "Estimate for the slowest object of a replication without time control: measure yours.",
    },
    automatedBackupSeconds: {
      type: "integer",
      minimum: 0,
      default: usualCopyTimes.automatedBackups,
      description: "Estimate for replicated automated backups of an RDS instance: measure yours.",
    },
    backupCopySeconds: {
      type: "integer",
      minimum: 0,
      default: usualCopyTimes.backups,
      description: "Estimate for a job of AWS Backup and the copy of its backup: measure yours.",
    },
    replicationLagSeconds: {
      type: "integer",
      minimum: 0,
      default: usualCopyTimes.lag,
      description:
        "Measured time that the slowest replica of a table, database or cache is behind, stalls included; 0 counts what AWS calls typical and what is assumed of stalls.",
    },
    lawfulLagSeconds: {
      type: "integer",
      minimum: 0,
      default: 30,
      deprecated: true,
      description: "Deprecated, without effect: every term counts in full.",
    },
    recordTag: {
      type: "string",
      default: "Data",
      description: "Tag of the buckets that hold business records; tables and databases always do.",
    },
    recordTagValue: { type: "string", default: "business-records", description: "Value of that tag." },
  },
  *check(stack, config): Check<StackFinding> {
    if (!config.serves) {
      return skip("no recovery is asked");
    }
    const settings = {
      efforts: usualEfforts,
      recordTag: { key: config.recordTag, value: config.recordTagValue },
      copyTimes: {
        objects: config.objectCopySeconds,
        automatedBackups: config.automatedBackupSeconds,
        backups: config.backupCopySeconds,
        lag: config.replicationLagSeconds,
      },
      metrics: [],
    };
    const terms: Term[] = [];
    yield* readDataLoss(stack, settings, terms);
    const counted = terms.filter(isCounted);
    if (counted.length === 0) {
      return skip("no store of business records");
    }
    const broken = counted.filter(({ seconds }) => !(seconds <= config.maximumSeconds));
    yield* broken.map((term) => beyond(term, config.maximumSeconds));
    if (broken.length === 0) {
      yield* oftenBeyond(counted, config);
    }
    const { failures: promised, percentile } = config;
    yield* brokenPromises(stack, settings, { promised, percentile, of: "missing" });
  },
  examples: {
    pass: [
      { because: "a table is replicated", given: [table] },
      {
        because: "a bucket of records is replicated in time, and the config has that time",
        config: { maximumSeconds: 900 },
        given: [records, replication],
      },
      {
        because: "the config has a team's own measurement of objects without time control",
        config: { maximumSeconds: 600, objectCopySeconds: 600 },
        given: [records, untimed],
      },
      {
        because: "the config has a team's own measurement of replicated automated backups",
        config: { maximumSeconds: 540, automatedBackupSeconds: 240 },
        given: [instance, replicatedBackups],
      },
      {
        because: "the config has a team's own measurement of a backup and its copy",
        config: { maximumSeconds: 9000, backupCopySeconds: 1800 },
        given: [instance, ...plan],
      },
      {
        because: "the config has a team's own measurement of its replicas",
        config: { maximumSeconds: 2, percentile: 99, replicationLagSeconds: 2 },
        given: [table],
      },
      {
        because: "half of the losses is what the config asks for",
        config: { maximumSeconds: 2, percentile: 50 },
        given: [table],
      },
      {
        because: "what the config promises for a bad release is kept by point-in-time recovery",
        config: { failures: { "bad-release": 0 } },
        given: [recoverable(true)],
      },
      {
        because: "the config has another tag for records",
        config: { recordTag: "Class" },
        given: [table, records, replication],
      },
      {
        because: "the config has another word for records",
        config: { recordTagValue: "ledger" },
        given: [table, records, replication],
      },
    ],
    fail: [
      {
        because: "replication is usually within a second and too often later",
        config: { maximumSeconds: 2 },
        given: [table],
        at: ["trades replicas"],
      },
      {
        because: "by the config's own measurement replicas are further behind",
        config: { replicationLagSeconds: 90 },
        given: [table],
        at: ["trades replicas"],
      },
      {
        because: "a bucket of records may be a quarter of an hour behind",
        given: [records, replication],
        at: ["copy rules[0].destination.replicationTime.time.minutes"],
      },
      {
        because: "the config promises to bring back what a bad release has spoilt",
        config: { failures: { "bad-release": 0 } },
        given: [table],
        at: ["trades replicas"],
      },
      {
        because: "the config promises that no copy falls behind unnoticed",
        config: { failures: { "replication-stopped": 600 } },
        given: [table],
        at: ["trades replicas"],
      },
      {
        because: "a backup and its copy are estimated to take longer",
        config: { maximumSeconds: 9000 },
        given: [instance, ...plan],
        at: ["plan rules[0].schedule"],
      },
      {
        because: "an instance is copied nowhere",
        given: [instance],
        at: ["ledger replicateSourceDb"],
      },
      {
        because: "an alarm lets the copies fall too far behind",
        given: [table, lagAlarm(120_000)],
        at: ["lag threshold"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown whether a table can be brought back, which the config promises",
        config: { failures: { "bad-release": 0 } },
        given: [recoverable(unknown.boolean)],
        at: ["trades pointInTimeRecovery.enabled"],
      },
      {
        because: "it is unknown from which lag somebody is notified",
        given: [table, lagAlarm(unknown.number)],
        at: ["lag threshold"],
      },
    ],
    skip: [
      {
        because: "there is no store of which anybody says what it holds",
        given: [resource(tokens.queue, "orders", {}, west)],
      },
      { because: "the config says that no recovery is asked", config: { serves: false }, given: [instance] },
    ],
  },
});
