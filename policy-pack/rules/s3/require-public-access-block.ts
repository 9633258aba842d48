import type { BucketPublicAccessBlockArgs } from "@pulumi/aws/s3";
import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { Gathering } from "../../../model/graph/gathering";
import { type Interruption, part } from "../../../model/graph/interruption";
import { known } from "../../../model/graph/reading";
import type { Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;
type Switches = Pick<Plain<BucketPublicAccessBlockArgs>, (typeof switches)[number]>;

function* judgeSwitches(props: Switches): Check<Finding> {
  for (const name of switches) {
    yield* part(function* () {
      if (props[name] !== true) {
        yield { at: name, got: props[name], want: "true" };
      }
    });
  }
}

function isClosed(props: Switches): boolean {
  return switches.every((name) => props[name] === true);
}

function* judgePresence(count: number, lost: readonly Interruption[]): Check<Finding> {
  if (count === 0 && lost.length === 0) {
    yield { at: "publicAccessBlock", got: undefined, want: "a BucketPublicAccessBlock" };
  } else if (count === 0) {
    yield* lost;
  }
}

const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const bucket = resource(tokens.bucket, "archive", { bucket: "archive" });

export default stackRule({
  meta: {
    name: "s3-require-public-access-block",
    severity: "high",
    law: "A bucket blocks public access in all four ways.",
    rationale: "A copy in a second region is a second place from which everything can leak.",
    remediation:
      "Add a BucketPublicAccessBlock for the bucket with blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets true.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    framework: { wellArchitected: "SEC3-BP07", nist: ["AC-3", "SC-7"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const buckets = stack.of(tokens.bucket);
    if (buckets.length === 0) {
      return skip("no bucket");
    }
    const account = new Gathering<boolean>();
    for (const block of stack.of(tokens.accountPublicAccessBlock)) {
      account.add(block, () => isClosed(block.props));
    }
    if (account.values.includes(true)) {
      return;
    }
    const blocks = new Referrers(stack.of(tokens.bucketPublicAccessBlock), "bucket", new Directory(buckets));
    for (const bucket of buckets) {
      const own = blocks.of(bucket);
      yield* about(bucket, () => judgePresence(own.length, [...blocks.unknown, ...account.unknown]));
      for (const block of own) {
        const mayNotMatter = account.unknown.length > 0 && known(() => isClosed(block.props)) === false;
        yield* about(block, () => (mayNotMatter ? account.unknown : judgeSwitches(block.props)));
      }
    }
    return;
  },
  examples: {
    pass: [
      {
        because: "all four ways are blocked",
        given: [bucket, resource(tokens.bucketPublicAccessBlock, "privacy", { bucket: "archive", ...closed })],
      },
      {
        because: "the block names the bucket by its future id",
        given: [
          resource(tokens.bucket, "archive", {}),
          resource(
            tokens.bucketPublicAccessBlock,
            "privacy",
            { bucket: unknown.string, ...closed },
            { sources: { bucket: ["archive"] } },
          ),
        ],
      },
      {
        because: "the account blocks it for all its buckets",
        given: [bucket, resource(tokens.accountPublicAccessBlock, "account", closed)],
      },
    ],
    fail: [
      { because: "there is no block", given: [bucket], at: ["archive publicAccessBlock"] },
      {
        because: "one way is open and one is not mentioned",
        given: [
          bucket,
          resource(tokens.bucketPublicAccessBlock, "privacy", {
            bucket: "archive",
            blockPublicAcls: true,
            blockPublicPolicy: false,
            ignorePublicAcls: true,
          }),
        ],
        at: ["privacy blockPublicPolicy", "privacy restrictPublicBuckets"],
      },
    ],
    undetermined: [
      {
        because: "one way is unknown, while the others are still judged",
        given: [
          bucket,
          resource(tokens.bucketPublicAccessBlock, "privacy", {
            bucket: "archive",
            ...closed,
            blockPublicAcls: unknown.boolean,
            ignorePublicAcls: false,
          }),
        ],
        at: ["privacy blockPublicAcls"],
        fail: ["privacy ignorePublicAcls"],
      },
    ],
    skip: [{ because: "the stack has no bucket", given: [resource(tokens.table, "trades", {})] }],
  },
});
