import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { union } from "../../../model/graph/tokens";
import { unknown } from "../../../model/graph/unknown";
import { s3ReplicationTimeControl } from "../../../model/recovery/estimates";
import { type Check, skip } from "../../engine/check";
import type { Finding } from "../../engine/finding";
import { resourceRule } from "../../engine/rule";

/** The one limit that S3 offers. */
const minutes = s3ReplicationTimeControl.seconds / 60;

function* judgeSwitch(block: Block): Check<Finding> {
  const status = block.read("status");
  if (status !== "Enabled") {
    yield { at: path(...block.way, "status"), got: status, want: "Enabled" };
  }
}

/** A rule of its own resource keeps the minutes in a block below, a rule on the bucket beside the status. */
function* judgeMinutes(block: Block, limit: Block, isInline: boolean): Check<Finding> {
  if (block.read("status") !== "Enabled") {
    return;
  }
  const holder = isInline ? block : limit;
  const got = holder.read("minutes");
  if (got !== minutes) {
    yield { at: path(...holder.way, "minutes"), got, want: String(minutes) };
  }
}

function* judgeDestination(destination: Block, isInline: boolean): Check<Finding> {
  const time = destination.child("replicationTime");
  const metrics = destination.child("metrics");
  yield* part(() => judgeSwitch(time));
  yield* part(() => judgeMinutes(time, time.child("time"), isInline));
  yield* part(() => judgeSwitch(metrics));
  yield* part(() => judgeMinutes(metrics, metrics.child("eventThreshold"), isInline));
}

function* judgeRule(rule: Block, isInline: boolean): Check<Finding> {
  if (rule.read("status") !== "Enabled") {
    return;
  }
  for (const destination of rule.children("destination")) {
    yield* part(() => judgeDestination(destination, isInline));
  }
}

const limit = { minutes: 15 };
const timed = {
  bucket: "arn:aws:s3:::copy",
  replicationTime: { status: "Enabled", time: limit },
  metrics: { status: "Enabled", eventThreshold: limit },
};
const config = { bucket: "archive", role: "arn:aws:iam::123456789012:role/copy" };

export default resourceRule({
  meta: {
    name: "s3-require-replication-time-control",
    severity: "high",
    law: "S3 replication uses Replication Time Control and reports late objects.",
    rationale: "Without time control S3 gives no limit for a copy to arrive, and nobody hears of one that does not.",
    remediation:
      "Set replicationTime and metrics of the rule's destination to Enabled with 15 minutes, as time and eventThreshold.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html",
    framework: { wellArchitected: "REL9-BP01", nist: ["CP-6", "CP-9"] },
  },
  config: {},
  on: union(tokens.bucketReplication, tokens.bucket),
  *check(props, _config, { type }) {
    const root = new Block([], () => props);
    const isInline = tokens.bucket.has(type);
    const configs = isInline ? root.children("replicationConfiguration") : [root];
    if (configs.length === 0) {
      return skip("the bucket has no replication of its own");
    }
    for (const holder of configs) {
      for (const rule of holder.children("rule")) {
        yield* part(() => judgeRule(rule, isInline));
      }
    }
    return;
  },
  examples: {
    pass: [
      {
        because: "time and metrics are on",
        given: { ...config, rules: [{ status: "Enabled", destination: timed }] },
      },
      {
        because: "the rule stands on the bucket itself",
        type: "aws:s3/bucket:Bucket",
        given: {
          replicationConfiguration: {
            role: config.role,
            rules: [
              {
                status: "Enabled",
                destination: {
                  bucket: timed.bucket,
                  replicationTime: { status: "Enabled", minutes: 15 },
                  metrics: { status: "Enabled", minutes: 15 },
                },
              },
            ],
          },
        },
      },
      {
        because: "the rule is off, so nothing is copied under it",
        given: { ...config, rules: [{ status: "Disabled", destination: { bucket: timed.bucket } }] },
      },
    ],
    fail: [
      {
        because: "time control is off",
        given: {
          ...config,
          rules: [
            { status: "Enabled", destination: { ...timed, replicationTime: { status: "Disabled", time: limit } } },
          ],
        },
        at: ["rules[0].destination.replicationTime.status"],
      },
      {
        because: "the destination says neither",
        given: { ...config, rules: [{ status: "Enabled", destination: { bucket: timed.bucket } }] },
        at: ["rules[0].destination.replicationTime.status", "rules[0].destination.metrics.status"],
      },
      {
        because: "the metrics tell nobody of late copies",
        given: {
          ...config,
          rules: [{ status: "Enabled", destination: { ...timed, metrics: { status: "Enabled" } } }],
        },
        at: ["rules[0].destination.metrics.eventThreshold.minutes"],
      },
    ],
    undetermined: [
      {
        because: "one switch is unknown, while the other is still judged",
        given: {
          ...config,
          rules: [
            {
              status: "Enabled",
              destination: { bucket: timed.bucket, replicationTime: { status: unknown.string, time: limit } },
            },
          ],
        },
        at: ["rules[0].destination.replicationTime.status"],
        fail: ["rules[0].destination.metrics.status"],
      },
    ],
    skip: [{ because: "a bucket has no rule of its own", type: "aws:s3/bucket:Bucket", given: { bucket: "archive" } }],
  },
});
