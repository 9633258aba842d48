import { tokens } from "../../../model/aws/tokens";
import { Gathering } from "../../../model/graph/gathering";
import { part } from "../../../model/graph/interruption";
import { known } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { BucketCopies } from "../../../model/recovery/bucket-copies";
import type { Copying, Replication } from "../../../model/recovery/replication";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

/** One rule that copies all objects to another region is enough: further ones may serve other ends. */
function* judgeReplication(replication: Replication, copies: BucketCopies): Check<Finding> {
  const { copyings } = replication;
  const faultOf = (copying: Copying) => copies.faultOf(replication, copying);
  const isGood = (copying: Copying) => known(() => faultOf(copying) ?? "none") === "none";
  if (copyings.length === 0) {
    yield { at: "rules", got: undefined, want: "a rule that copies to another region" };
  }
  for (const copying of copyings.some(isGood) ? [] : copyings) {
    yield* part(() => {
      const fault = faultOf(copying);
      return fault === undefined ? [] : [fault];
    });
  }
}

const inEast = { provider: { region: "us-east-1" } };
const inWest = { provider: { region: "us-west-2" } };
const role = "arn:aws:iam::123456789012:role/copy";
const toCopy = { status: "Enabled", destination: { bucket: "arn:aws:s3:::copy" } };
const archive = resource(tokens.bucket, "archive", { bucket: "archive" }, inEast);
const copy = resource(tokens.bucket, "copy", { bucket: "copy" }, inWest);

export default stackRule({
  meta: {
    name: "s3-require-cross-region-replication",
    severity: "critical",
    law: "A bucket replicates its objects to another region, or holds the copies of one that does.",
    rationale: "Objects in one region are out of reach while that region is, however many copies are kept inside it.",
    remediation: "Add a BucketReplicationConfig with an Enabled rule from the bucket to one in the other region.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
    framework: { wellArchitected: "REL10-BP01", nist: ["CP-6", "CP-9", "SC-36"] },
  },
  config: {
    bothWays: {
      type: "boolean",
      default: false,
      description:
        "Demand that the bucket with the copies copies back as well: what is written there during a failover is otherwise missing after it.",
    },
  },
  *check(stack, { bothWays }): Check<StackFinding> {
    const members = stack.of(tokens.bucket);
    if (members.length === 0) {
      return skip("no bucket");
    }
    const copies = new BucketCopies(stack);
    const replications = new Gathering<Replication>();
    yield* copies.read(replications);
    for (const replication of replications.values) {
      yield* about(replication.owner, () => judgeReplication(replication, copies));
    }
    const mentions = replications.values.flatMap(({ source, copyings }) => [
      source,
      ...(bothWays ? [] : copyings.flatMap(({ destinations }) => destinations)),
    ]);
    const mentioned = new Set(mentions.flatMap((found) => found.members));
    const lost = [...replications.unknown, ...mentions.flatMap((found) => found.unknown ?? [])];
    const alone = members.filter((bucket) => !mentioned.has(bucket));
    const want = `a rule that copies to another region${bothWays ? "" : ", or the bucket to be the destination of one"}`;
    for (const { urn } of lost.length > 0 ? [] : alone) {
      yield { urn, at: "replicationConfiguration", got: undefined, want };
    }
    yield* alone.length > 0 ? lost : [];
    return;
  },
  examples: {
    pass: [
      {
        because: "one bucket copies to the other, named by text",
        given: [
          archive,
          copy,
          resource(tokens.bucketReplication, "replication", { bucket: "archive", role, rules: [toCopy] }, inEast),
        ],
      },
      {
        because: "both names are still unknown, and the resources they come from are not",
        given: [
          resource(tokens.bucket, "archive", {}, inEast),
          resource(tokens.bucket, "copy", {}, inWest),
          resource(
            tokens.bucketReplication,
            "replication",
            {
              bucket: unknown.string,
              role,
              rules: [{ status: "Enabled", destination: { bucket: unknown.string } }],
            },
            { ...inEast, sources: { bucket: ["archive"], rules: ["copy"] } },
          ),
        ],
      },
      {
        because: "the copies go to a bucket that is managed elsewhere",
        given: [
          archive,
          resource(tokens.bucketReplication, "replication", { bucket: "archive", role, rules: [toCopy] }, inEast),
        ],
      },
    ],
    fail: [
      {
        because: "the config wants both ways, and there is only one",
        config: { bothWays: true },
        given: [
          archive,
          copy,
          resource(tokens.bucketReplication, "replication", { bucket: "archive", role, rules: [toCopy] }, inEast),
        ],
        at: ["copy replicationConfiguration"],
      },
      {
        because: "two buckets know nothing of each other",
        given: [archive, copy],
        at: ["archive replicationConfiguration", "copy replicationConfiguration"],
      },
      {
        because: "the rule is off",
        given: [
          archive,
          copy,
          resource(
            tokens.bucketReplication,
            "replication",
            { bucket: "archive", role, rules: [{ ...toCopy, status: "Disabled" }] },
            inEast,
          ),
        ],
        at: ["replication rules[0].status"],
      },
      {
        because: "the copies stay in the region",
        given: [
          archive,
          resource(tokens.bucket, "copy", { bucket: "copy" }, inEast),
          resource(tokens.bucketReplication, "replication", { bucket: "archive", role, rules: [toCopy] }, inEast),
        ],
        at: ["replication rules[0].destination.bucket"],
      },
    ],
    undetermined: [
      {
        because: "it is unknown whether the rule is on",
        given: [
          archive,
          copy,
          resource(
            tokens.bucketReplication,
            "replication",
            { bucket: "archive", role, rules: [{ ...toCopy, status: unknown.string }] },
            inEast,
          ),
        ],
        at: ["replication rules[0].status"],
      },
      {
        because: "it is unknown where the copies go, and a bucket waits for some",
        given: [
          archive,
          copy,
          resource(
            tokens.bucketReplication,
            "replication",
            { bucket: "archive", role, rules: [{ status: "Enabled", destination: { bucket: unknown.string } }] },
            inEast,
          ),
        ],
        at: ["replication rules[0].destination.bucket"],
      },
    ],
    skip: [{ because: "the stack has no bucket", given: [resource(tokens.table, "trades", {})] }],
  },
});
