import { given, inEast, inWest, unknownList, unknownObject, unknownText } from "../../given";

const bucket = "aws:s3/bucket:Bucket";
const oldBucket = "aws:s3/bucketV2:BucketV2";
const replication = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const pet = "random:index/randomPet:RandomPet";
const archive = given(bucket, "archive", { bucket: "archive" }, inEast);
const copy = given(bucket, "copy", { bucket: "copy" }, inWest);
const toCopy = { status: "Enabled", destination: { bucket: "arn:aws:s3:::copy" } };

/** A bucket of provider 6, whose region is an output. */
const sixth = (name: string, region: string) =>
  given(oldBucket, name, { bucket: name, region: unknownText }, { provider: { region, version: "6.66.2" } });

export default {
  pass: [
    {
      because: "the regions of buckets of provider 6 are unknown, and their providers are not",
      given: [
        sixth("archive", "us-east-1"),
        sixth("copy", "us-west-2"),
        given(replication, "there", { bucket: "archive", rules: [toCopy] }, inEast),
      ],
    },
    {
      because: "the config wants both ways, and each copies to the other",
      config: { bothWays: true },
      given: [
        archive,
        copy,
        given(replication, "there", { bucket: "archive", rules: [toCopy] }, inEast),
        given(
          replication,
          "back",
          { bucket: "copy", rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::archive" } }] },
          inWest,
        ),
      ],
    },
    {
      because: "each copies to the other",
      given: [
        archive,
        copy,
        given(replication, "there", { bucket: "archive", rules: [toCopy] }, inEast),
        given(
          replication,
          "back",
          { bucket: "copy", rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::archive" } }] },
          inWest,
        ),
      ],
    },
    {
      because: "the rule stands on the bucket itself",
      given: [
        given(bucket, "archive", { bucket: "archive", replicationConfiguration: { rules: [toCopy] } }, inEast),
        copy,
      ],
    },
    {
      because: "the rule stands on an old bucket, in lists of one",
      given: [
        given(
          oldBucket,
          "archive",
          {
            bucket: "archive",
            replicationConfigurations: [
              { rules: [{ status: "Enabled", destinations: [{ bucket: "arn:aws:s3:::copy" }] }] },
            ],
          },
          inEast,
        ),
        given(oldBucket, "copy", { bucket: "copy" }, inWest),
      ],
    },
    {
      because: "a further rule copies within the region",
      given: [
        archive,
        copy,
        given(bucket, "near", { bucket: "near" }, inEast),
        given(
          replication,
          "replication",
          { bucket: "archive", rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::near" } }, toCopy] },
          inEast,
        ),
      ],
    },
    {
      because: "a further rule is off",
      given: [
        archive,
        copy,
        given(
          replication,
          "replication",
          { bucket: "archive", rules: [{ ...toCopy, status: "Disabled" }, toCopy] },
          inEast,
        ),
      ],
    },
    {
      because: "buckets of one provider name their regions themselves",
      given: [
        given(bucket, "archive", { bucket: "archive", region: "us-east-1" }, inWest),
        copy,
        given(replication, "replication", { bucket: "archive", region: "us-east-1", rules: [toCopy] }, inWest),
      ],
    },
    {
      because: "unknown names follow a chain of settings",
      given: [
        given(bucket, "archive", {}, inEast),
        given(bucket, "copy", {}, inWest),
        given(
          "aws:s3/bucketVersioning:BucketVersioning",
          "versions",
          { bucket: unknownText },
          { ...inEast, sources: { bucket: ["archive"] } },
        ),
        given(
          replication,
          "replication",
          { bucket: unknownText, rules: [{ status: "Enabled", destination: { bucket: unknownText } }] },
          { ...inEast, sources: { bucket: ["versions"], rules: ["copy"] } },
        ),
      ],
    },
  ],
  fail: [
    {
      because: "both buckets of provider 6 are in the region of one provider",
      given: [
        sixth("archive", "us-east-1"),
        sixth("copy", "us-east-1"),
        given(replication, "there", { bucket: "archive", rules: [toCopy] }, inEast),
      ],
      at: ["there rules[0].destination.bucket"],
    },
    {
      because: "a third bucket takes no part",
      given: [
        archive,
        copy,
        given(bucket, "logs", { bucket: "logs" }, inEast),
        given(replication, "replication", { bucket: "archive", rules: [toCopy] }, inEast),
      ],
      at: ["logs replicationConfiguration"],
    },
    {
      because: "there is no rule",
      given: [archive, copy, given(replication, "replication", { bucket: "archive", rules: [] }, inEast)],
      at: ["replication rules", "copy replicationConfiguration"],
    },
    {
      because: "the rules are a text",
      given: [archive, given(replication, "replication", { bucket: "archive", rules: "copy" }, inEast)],
      at: ["replication rules", "archive replicationConfiguration"],
    },
    {
      because: "both rules are no good, each for its own reason",
      given: [
        archive,
        given(bucket, "near", { bucket: "near" }, inEast),
        given(
          replication,
          "replication",
          {
            bucket: "archive",
            rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::near" } }, { status: "enabled" }],
          },
          inEast,
        ),
      ],
      at: ["replication rules[0].destination.bucket", "replication rules[1].status"],
    },
    {
      because: "the provider will fill in what the program left out",
      given: [given(bucket, "archive", { bucket: "archive", replicationConfiguration: unknownObject }, inEast)],
      at: ["archive replicationConfiguration"],
    },
    {
      because: "the destination has no status and no bucket",
      given: [archive, given(replication, "replication", { bucket: "archive", rules: [{}] }, inEast)],
      at: ["replication rules[0].status"],
    },
  ],
  undetermined: [
    {
      because: "no region is known at all",
      given: [
        given(bucket, "archive", { bucket: "archive" }),
        given(bucket, "copy", { bucket: "copy" }),
        given(replication, "replication", { bucket: "archive", rules: [toCopy] }),
      ],
      at: ["copy region"],
    },
    {
      because: "the rules come from a resource",
      given: [
        given(pet, "pet", {}),
        archive,
        given(
          replication,
          "replication",
          { bucket: "archive", rules: unknownList },
          { ...inEast, sources: { rules: ["pet"] } },
        ),
      ],
      at: ["replication rules"],
    },
    {
      because: "it is unknown whose replication it is",
      given: [archive, given(replication, "replication", { bucket: unknownText, rules: [toCopy] }, inEast)],
      at: ["replication bucket"],
    },
  ],
  skip: [
    {
      because: "a replication alone belongs to a bucket that is managed elsewhere",
      given: [given(replication, "replication", { bucket: "elsewhere", rules: [toCopy] }, inEast)],
    },
  ],
};
