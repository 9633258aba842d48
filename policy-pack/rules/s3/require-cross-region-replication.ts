import type { BucketArgs } from "@pulumi/aws/s3";
import { Directory, type Found } from "../../../model/aws/references";
import { findRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { Gathering } from "../../../model/graph/gathering";
import { part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { known } from "../../../model/graph/reading";
import type { Member, Plain, Stack } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";
import { statedBlock } from "../../engine/stated-block";

type Bucket = Member<Plain<BucketArgs>>;

/** One rule of a bucket's replication. */
interface Copying {
  readonly rule: Block;
  /** The region of the source, if it is known. */
  readonly home: string | undefined;
  readonly destinations: readonly (Found<Plain<BucketArgs>> & { readonly block: Block })[];
}

/** The replication of one bucket, as a resource of its own or as a block of the bucket. */
interface Replication {
  readonly owner: Member<unknown>;
  readonly source: Found<Plain<BucketArgs>>;
  readonly copyings: readonly Copying[];
}

/** Reads it from a block with rules. `owner` and its `property` tell where unknown names come from. */
function readReplication(
  owner: Member<unknown>,
  property: string,
  holder: Block,
  source: Found<Plain<BucketArgs>>,
  buckets: Directory<Plain<BucketArgs>>,
): Replication {
  const home = regionOf(source.members[0] ?? owner);
  const copyings = holder.children("rule").map((rule) => ({
    rule,
    home,
    destinations: rule
      .children("destination")
      .map((block) => ({ block, ...buckets.find(owner, property, () => block.read("bucket")) })),
  }));
  return { owner, source, copyings };
}

function readInline(bucket: Bucket, buckets: Directory<Plain<BucketArgs>>): Replication | undefined {
  const block = statedBlock(bucket, "replicationConfiguration");
  const replication = readReplication(bucket, String(block.way[0]), block, { members: [bucket] }, buckets);
  return replication.copyings.length > 0 ? replication : undefined;
}

/** All replications of the stack, and what stands in the way of reading one. */
function* gatherReplications(stack: Stack, buckets: Directory<Plain<BucketArgs>>, found: Gathering<Replication>) {
  for (const owner of stack.of(tokens.bucketReplication)) {
    yield* about(owner, () => {
      const source = buckets.find(owner, "bucket", () => owner.props.bucket);
      found.add(owner, () => readReplication(owner, "rules", new Block([], () => owner.props), source, buckets));
      return [];
    });
  }
  for (const owner of stack.of(tokens.bucket)) {
    yield* about(owner, () => {
      found.add(owner, () => readInline(owner, buckets));
      return [];
    });
  }
}

function regionOf(member: Member<unknown>): string | undefined {
  return known(() => findRegion(member));
}

function staysHome({ home, destinations }: Copying): readonly Block[] {
  const near = destinations.filter(
    ({ members: [bucket] }) => home !== undefined && bucket !== undefined && regionOf(bucket) === home,
  );
  return near.map(({ block }) => block);
}

function* judgeCopying(copying: Copying): Check<Finding> {
  const { rule, home } = copying;
  const status = rule.read("status");
  if (status !== "Enabled") {
    yield { at: path(...rule.way, "status"), got: status, want: "Enabled" };
    return;
  }
  for (const block of staysHome(copying)) {
    const got = known(() => block.read("bucket"));
    yield { at: path(...block.way, "bucket"), got, want: `a bucket in another region than ${home}` };
  }
}

/** One rule that copies to another region is enough: further ones may serve other ends. */
function* judgeReplication({ copyings }: Replication): Check<Finding> {
  const isGood = (copying: Copying) =>
    known(() => copying.rule.read("status")) === "Enabled" && staysHome(copying).length === 0;
  if (copyings.length === 0) {
    yield { at: "rules", got: undefined, want: "a rule that copies to another region" };
  }
  for (const copying of copyings.some(isGood) ? [] : copyings) {
    yield* part(() => judgeCopying(copying));
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
    law: "A bucket copies its objects to another region, or holds the copies of one that does.",
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
    const buckets = new Directory(members);
    const replications = new Gathering<Replication>();
    yield* gatherReplications(stack, buckets, replications);
    for (const replication of replications.values) {
      yield* about(replication.owner, () => judgeReplication(replication));
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
