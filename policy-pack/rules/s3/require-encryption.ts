import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import { type Interruption, part } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import { statedBlock } from "../../../model/graph/stated-block";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

function* judgeRule(rule: Block, allowed: readonly string[]): Check<Finding> {
  const byDefault = rule.child("applyServerSideEncryptionByDefault");
  const algorithm = byDefault.read("sseAlgorithm");
  if (!allowed.some((name) => name === algorithm)) {
    yield { at: path(...byDefault.way, "sseAlgorithm"), got: algorithm, want: `one of ${allowed.join(", ")}` };
  }
}

function* judgeRules(holder: Block, allowed: readonly string[]): Check<Finding> {
  const rules = holder.children("rule");
  if (rules.length === 0) {
    yield { at: path(...holder.way, "rules"), got: undefined, want: "a rule that encrypts by default" };
  }
  for (const rule of rules) {
    yield* part(() => judgeRule(rule, allowed));
  }
}

function* judgeInline(
  inline: Block,
  allowed: readonly string[],
  lost: readonly Interruption[],
  acceptDefault: boolean,
): Check<Finding> {
  if (inline.children("rule").length > 0) {
    yield* judgeRules(inline, allowed);
  } else if (lost.length > 0) {
    yield* lost;
  } else if (!(acceptDefault && allowed.includes(s3Default))) {
    const at = "serverSideEncryptionConfiguration";
    yield { at, got: undefined, want: "the encryption to be stated, here or by a resource of its own" };
  }
}

/** What S3 does with every new object of a bucket that says nothing. */
const s3Default = "AES256";

const aes = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
const kms = { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } };
const bucket = resource(tokens.bucket, "archive", { bucket: "archive" });

export default stackRule({
  meta: {
    name: "s3-require-encryption",
    severity: "high",
    law: "A bucket states how its objects are encrypted.",
    rationale:
      "What S3 does by default cannot be reviewed in the program, and replication between keys has to be declared on both ends.",
    remediation: "Add a BucketServerSideEncryptionConfiguration with an allowed sseAlgorithm for the bucket.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
    framework: { wellArchitected: "SEC8-BP02", nist: ["SC-28", "SC-13"] },
  },
  config: {
    algorithms: {
      type: "array",
      items: { type: "string", minLength: 1 },
      minItems: 1,
      uniqueItems: true,
      default: ["AES256", "aws:kms", "aws:kms:dsse"],
      description: "Server-side encryption that a bucket may use.",
    },
    acceptDefault: {
      type: "boolean",
      default: false,
      description: "Accept a bucket that states nothing, where AES256 is allowed: S3 encrypts with that by default.",
    },
  },
  *check(stack, { algorithms, acceptDefault }): Check<StackFinding> {
    const buckets = stack.of(tokens.bucket);
    if (buckets.length === 0) {
      return skip("no bucket");
    }
    const settings = new Referrers(stack.of(tokens.bucketEncryption), "bucket", new Directory(buckets));
    for (const bucket of buckets) {
      const own = settings.of(bucket);
      for (const setting of own) {
        yield* about(setting, () => judgeRules(new Block([], () => setting.props), algorithms));
      }
      if (own.length === 0) {
        const inline = () => statedBlock(bucket, "serverSideEncryptionConfiguration");
        yield* about(bucket, () => judgeInline(inline(), algorithms, settings.unknown, acceptDefault));
      }
    }
  },
  examples: {
    pass: [
      { because: "the config accepts what S3 does by default", config: { acceptDefault: true }, given: [bucket] },
      {
        because: "a resource of its own states it",
        given: [bucket, resource(tokens.bucketEncryption, "encryption", { bucket: "archive", rules: [aes] })],
      },
      {
        because: "the bucket states it itself",
        given: [resource(tokens.bucket, "archive", { serverSideEncryptionConfiguration: { rule: kms } })],
      },
      {
        because: "the config asks for a key and there is one",
        config: { algorithms: ["aws:kms"] },
        given: [bucket, resource(tokens.bucketEncryption, "encryption", { bucket: "archive", rules: [kms] })],
      },
    ],
    fail: [
      {
        because: "the config accepts what S3 does by default, but asks for KMS",
        config: { acceptDefault: true, algorithms: ["aws:kms"] },
        given: [bucket],
        at: ["archive serverSideEncryptionConfiguration"],
      },
      { because: "nobody states it", given: [bucket], at: ["archive serverSideEncryptionConfiguration"] },
      {
        because: "the config asks for a key and S3's own is used",
        config: { algorithms: ["aws:kms"] },
        given: [bucket, resource(tokens.bucketEncryption, "encryption", { bucket: "archive", rules: [aes] })],
        at: ["encryption rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
      },
      {
        because: "the rule says only that bucket keys are used",
        given: [
          bucket,
          resource(tokens.bucketEncryption, "encryption", { bucket: "archive", rules: [{ bucketKeyEnabled: true }] }),
        ],
        at: ["encryption rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
      },
    ],
    undetermined: [
      {
        because: "the algorithm is unknown",
        given: [
          bucket,
          resource(tokens.bucketEncryption, "encryption", {
            bucket: "archive",
            rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: unknown.string } }],
          }),
        ],
        at: ["encryption rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
      },
      {
        because: "it is unknown which bucket a resource of its own belongs to",
        given: [bucket, resource(tokens.bucketEncryption, "encryption", { bucket: unknown.string, rules: [aes] })],
        at: ["encryption bucket"],
      },
    ],
    skip: [{ because: "the stack has no bucket", given: [resource(tokens.table, "trades", {})] }],
  },
});
