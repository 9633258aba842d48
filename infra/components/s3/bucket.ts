import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../../iam/statement";
import { denyPlainTransport } from "../../iam/transport";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";
import { type LifecycleRule, lifecycleRules } from "./lifecycle.plan";

export interface BucketArgs {
  readonly region: Region;
  /** Unique over all accounts. */
  readonly bucketName: string;
  /** A key of the bucket's region that encrypts the objects; absent: S3's own do. */
  readonly keyArn?: pulumi.Input<string>;
  /** How objects grow cheaper and vanish; absent: they stay as they are. Replication copies none of it: give it twice. */
  readonly lifecycle?: readonly LifecycleRule[];
  /** Whether a destroy stops at a bucket that is not empty; absent: what is in it goes with the stack. */
  readonly isKept?: boolean;
  /** What the bucket's policy allows, besides the refusal of plain transport. */
  readonly statements?: readonly Statement[];
  /** The principals of those statements: S3 refuses a policy that names a role which does not exist yet. */
  readonly principals?: readonly pulumi.Resource[];
}

/** A private, versioned, encrypted bucket. */
export class Bucket extends pulumi.ComponentResource {
  readonly region: Region;
  readonly bucketName: string;
  readonly arn: Arn;
  /** The last of the settings: what builds on the bucket waits for it. */
  readonly ready: pulumi.Resource;

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:s3:Bucket", name, {}, within(args.region, opts));
    const { region, bucketName, keyArn, lifecycle = [], statements = [], principals = [], isKept = false } = args;
    this.region = region;
    this.bucketName = bucketName;
    this.arn = region.arns.bucket(bucketName);

    const bucket = new s3.Bucket(
      `${name}-bucket`,
      // forceDestroy counts as the state has it, so it must be there before the destroy.
      { bucket: bucketName, forceDestroy: !isKept, tags: region.tags },
      { parent: this },
    );
    // One setting after the other: S3 answers 409 to two changes of one bucket at a time, also while they are destroyed.
    const privacy = new s3.BucketPublicAccessBlock(
      `${name}-privacy`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    const ownership = new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this, dependsOn: [privacy] },
    );
    const versioning = new s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      { parent: this, dependsOn: [ownership] },
    );
    const encryption = new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { bucket: bucket.bucket, rules: [encryptionUnder(keyArn)] },
      { parent: this, dependsOn: [versioning] },
    );
    const stored = lifecycle.length === 0 ? encryption : this.#lifecycle(name, bucket, lifecycle, encryption);
    const everything = [this.arn, region.arns.objects(bucketName)];
    this.ready = new s3.BucketPolicy(
      `${name}-policy`,
      { bucket: bucket.bucket, policy: policyDocument([denyPlainTransport("s3:*", everything), ...statements]) },
      { parent: this, dependsOn: [stored, ...principals] },
    );

    this.registerOutputs({ bucketName, arn: this.arn });
  }

  #lifecycle(name: string, bucket: s3.Bucket, rules: readonly LifecycleRule[], after: pulumi.Resource) {
    return new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { bucket: bucket.bucket, rules: lifecycleRules(rules) },
      { parent: this, dependsOn: [after] },
    );
  }
}

/** With a key of the bucket's own S3 asks KMS once in a while, not for every object. */
function encryptionUnder(keyArn: pulumi.Input<string> | undefined) {
  return keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      };
}
