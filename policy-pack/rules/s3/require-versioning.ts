import type { BucketArgs, BucketVersioningArgs } from "@pulumi/aws/s3";
import { Directory, Referrers } from "../../../model/aws/references";
import { tokens } from "../../../model/aws/tokens";
import { Block } from "../../../model/graph/block";
import type { Interruption } from "../../../model/graph/interruption";
import { path } from "../../../model/graph/path";
import type { Member, Plain } from "../../../model/graph/stack";
import { statedBlock } from "../../../model/graph/stated-block";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";

function* judgeSetting({ props }: Member<Plain<BucketVersioningArgs>>): Check<Finding> {
  const block = new Block([], () => props).child("versioningConfiguration");
  const status = block.read("status");
  if (status !== "Enabled") {
    yield { at: path(...block.way, "status"), got: status, want: "Enabled" };
  }
}

function* judgeInline(bucket: Member<Plain<BucketArgs>>, lost: readonly Interruption[]): Check<Finding> {
  const block = statedBlock(bucket, "versioning");
  const enabled = block.read("enabled");
  if (enabled === true) {
    return;
  }
  if (lost.length > 0) {
    yield* lost;
    return;
  }
  yield { at: path(...block.way, "enabled"), got: enabled, want: "true, or a BucketVersioning that is Enabled" };
}

const enabled = { versioningConfiguration: { status: "Enabled" } };

export default stackRule({
  meta: {
    name: "s3-require-versioning",
    severity: "high",
    law: "Versioning of a bucket is enabled.",
    rationale: "Replication works between versioned buckets only, and nothing else undoes an overwrite or a deletion.",
    remediation: "Add a BucketVersioning with versioningConfiguration.status Enabled for the bucket.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    framework: { wellArchitected: "REL9-BP01", nist: ["CP-9", "CP-10"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const buckets = stack.of(tokens.bucket);
    if (buckets.length === 0) {
      return skip("no bucket");
    }
    const settings = new Referrers(stack.of(tokens.bucketVersioning), "bucket", new Directory(buckets));
    for (const bucket of buckets) {
      const own = settings.of(bucket);
      for (const setting of own) {
        yield* about(setting, () => judgeSetting(setting));
      }
      if (own.length === 0) {
        yield* about(bucket, () => judgeInline(bucket, settings.unknown));
      }
    }
  },
  examples: {
    pass: [
      {
        because: "a resource of its own enables it, found by the bucket's name",
        given: [
          resource(tokens.bucket, "archive", { bucket: "archive" }),
          resource(tokens.bucketVersioning, "versions", { bucket: "archive", ...enabled }),
        ],
      },
      {
        because: "a resource of its own enables it, found by the bucket's future id",
        given: [
          resource(tokens.bucket, "archive", {}),
          resource(
            tokens.bucketVersioning,
            "versions",
            { bucket: unknown.string, ...enabled },
            { sources: { bucket: ["archive"] } },
          ),
        ],
      },
      {
        because: "the bucket enables it itself",
        given: [resource(tokens.bucket, "archive", { versioning: { enabled: true } })],
      },
    ],
    fail: [
      {
        because: "nobody says anything",
        given: [resource(tokens.bucket, "archive", { bucket: "archive" })],
        at: ["archive versioning.enabled"],
      },
      {
        because: "the resource of its own suspends it",
        given: [
          resource(tokens.bucket, "archive", { bucket: "archive" }),
          resource(tokens.bucketVersioning, "versions", {
            bucket: "archive",
            versioningConfiguration: { status: "Suspended" },
          }),
        ],
        at: ["versions versioningConfiguration.status"],
      },
      {
        because: "another bucket's is on",
        given: [
          resource(tokens.bucket, "archive", { bucket: "archive" }),
          resource(tokens.bucket, "logs", { bucket: "logs" }),
          resource(tokens.bucketVersioning, "versions", { bucket: "archive", ...enabled }),
        ],
        at: ["logs versioning.enabled"],
      },
    ],
    undetermined: [
      {
        because: "the status is unknown",
        given: [
          resource(tokens.bucket, "archive", { bucket: "archive" }),
          resource(tokens.bucketVersioning, "versions", {
            bucket: "archive",
            versioningConfiguration: { status: unknown.string },
          }),
        ],
        at: ["versions versioningConfiguration.status"],
      },
      {
        because: "it is unknown which bucket a resource of its own belongs to",
        given: [
          resource(tokens.bucket, "archive", { bucket: "archive" }),
          resource(tokens.bucketVersioning, "versions", { bucket: unknown.string, ...enabled }),
        ],
        at: ["versions bucket"],
      },
    ],
    skip: [{ because: "the stack has no bucket", given: [resource(tokens.table, "trades", {})] }],
  },
});
