import { given, inEast, inWest, unknownObject, unknownText } from "../../given";

const bucket = "aws:s3/bucket:Bucket";
const oldBucket = "aws:s3/bucketV2:BucketV2";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const oldVersioning = "aws:s3/bucketVersioningV2:BucketVersioningV2";
const privacy = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const pet = "random:index/randomPet:RandomPet";
const on = { versioningConfiguration: { status: "Enabled" } };

export default {
  pass: [
    {
      because: "old bucket and old setting belong together",
      given: [
        given(oldBucket, "archive", { bucket: "archive" }),
        given(oldVersioning, "versions", { bucket: "archive", ...on }),
      ],
    },
    {
      because: "the old bucket enables it in its list of one",
      given: [given(oldBucket, "archive", { versionings: [{ enabled: true }] })],
    },
    {
      because: "the bucket's own words are stale, as after an update, and the setting of its own counts",
      given: [
        given(bucket, "archive", { bucket: "archive", versioning: { enabled: false } }),
        given(versioning, "versions", { bucket: "archive", ...on }),
      ],
    },
    {
      because: "settings are chained, each taking the bucket from the one before",
      given: [
        given(bucket, "archive", {}),
        given(privacy, "privacy", { bucket: unknownText }, { sources: { bucket: ["archive"] } }),
        given(versioning, "versions", { bucket: unknownText, ...on }, { sources: { bucket: ["privacy"] } }),
      ],
    },
    {
      because: "the setting is made through a provider of another region",
      given: [
        given(bucket, "archive", { bucket: "archive" }, inEast),
        given(versioning, "versions", { bucket: "archive", ...on }, inWest),
      ],
    },
    {
      because: "the setting's bucket is unknown and it depends on one bucket only",
      given: [
        given(bucket, "archive", { bucket: "archive" }),
        given(versioning, "versions", { bucket: unknownText, ...on }, { dependsOn: ["archive"] }),
      ],
    },
    {
      because: "a setting for a bucket that is managed elsewhere is lost, and every bucket here has its own",
      given: [
        given(bucket, "archive", { bucket: "archive" }),
        given(versioning, "versions", { bucket: "archive", ...on }),
        given(versioning, "lost", { bucket: unknownText, ...on }),
      ],
    },
  ],
  fail: [
    {
      because: "the provider will fill in what the program left out",
      given: [given(bucket, "archive", { bucket: "archive", versioning: unknownObject })],
      at: ["archive versioning.enabled"],
    },
    {
      because: "it is enabled by a text",
      given: [given(bucket, "archive", { versioning: { enabled: "true" } })],
      at: ["archive versioning.enabled"],
    },
    {
      because: "the block is a truth",
      given: [given(bucket, "archive", { versioning: true })],
      at: ["archive versioning"],
    },
    {
      because: "the block is null",
      given: [given(bucket, "archive", { versioning: null })],
      at: ["archive versioning.enabled"],
    },
    {
      because: "the old bucket has it off",
      given: [given(oldBucket, "archive", { versionings: [{ enabled: false }] })],
      at: ["archive versionings[0].enabled"],
    },
    {
      because: "the setting has no block",
      given: [given(bucket, "archive", { bucket: "archive" }), given(versioning, "versions", { bucket: "archive" })],
      at: ["versions versioningConfiguration.status"],
    },
    {
      because: "the setting names a bucket of which ours is only the beginning",
      given: [
        given(bucket, "archive", { bucket: "archive" }),
        given(versioning, "versions", { bucket: "archive-logs", ...on }),
      ],
      at: ["archive versioning.enabled"],
    },
    {
      because: "one bucket of two has none",
      given: [
        given(bucket, "one", {}),
        given(bucket, "two", {}),
        given(versioning, "versions", { bucket: unknownText, ...on }, { sources: { bucket: ["two"] } }),
      ],
      at: ["one versioning.enabled"],
    },
  ],
  undetermined: [
    {
      because: "the bucket's own switch comes from a resource",
      given: [
        given(pet, "pet", {}),
        given(bucket, "archive", { versioning: { enabled: unknownText } }, { sources: { versioning: ["pet"] } }),
      ],
      at: ["archive versioning.enabled"],
    },
    {
      because: "names of bucket and setting are made from the same unknown",
      given: [
        given(pet, "pet", {}),
        given(bucket, "archive", { bucket: unknownText }, { sources: { bucket: ["pet"] } }),
        given(versioning, "versions", { bucket: unknownText, ...on }, { sources: { bucket: ["pet"] } }),
      ],
      at: ["versions bucket"],
    },
  ],
  skip: [
    {
      because: "a setting alone belongs to a bucket that is managed elsewhere",
      given: [given(versioning, "versions", { bucket: "elsewhere", ...on })],
    },
  ],
};
