import { given, unknownList, unknownObject, unknownText } from "../../given";

const bucket = "aws:s3/bucket:Bucket";
const oldBucket = "aws:s3/bucketV2:BucketV2";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const oldEncryption = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
const pet = "random:index/randomPet:RandomPet";
const archive = given(bucket, "archive", { bucket: "archive" });
const aes = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };

export default {
  pass: [
    {
      because: "old bucket and old setting belong together",
      given: [
        given(oldBucket, "archive", { bucket: "archive" }),
        given(oldEncryption, "encryption", { bucket: "archive", rules: [aes] }),
      ],
    },
    {
      because: "the old bucket states it in its lists of one",
      given: [
        given(oldBucket, "archive", {
          serverSideEncryptionConfigurations: [
            { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms:dsse" }] }] },
          ],
        }),
      ],
    },
    {
      because: "the key is unknown and the algorithm is not",
      given: [
        archive,
        given(encryption, "encryption", {
          bucket: "archive",
          rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: unknownText, sseAlgorithm: "aws:kms" } }],
        }),
      ],
    },
    {
      because: "the setting names the bucket by its future id",
      given: [
        given(bucket, "archive", {}),
        given(encryption, "encryption", { bucket: unknownText, rules: [aes] }, { sources: { bucket: ["archive"] } }),
      ],
    },
  ],
  fail: [
    {
      because: "the setting has no rule",
      given: [archive, given(encryption, "encryption", { bucket: "archive", rules: [] })],
      at: ["encryption rules"],
    },
    {
      because: "the rules are a text",
      given: [archive, given(encryption, "encryption", { bucket: "archive", rules: "AES256" })],
      at: ["encryption rules"],
    },
    {
      because: "the algorithm is in small letters",
      given: [
        archive,
        given(encryption, "encryption", {
          bucket: "archive",
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aes256" } }],
        }),
      ],
      at: ["encryption rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
    },
    {
      because: "the algorithm is the name of something every object has",
      given: [
        archive,
        given(encryption, "encryption", {
          bucket: "archive",
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "constructor" } }],
        }),
      ],
      at: ["encryption rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
    },
    {
      because: "the provider will fill in what the program left out",
      given: [given(bucket, "archive", { bucket: "archive", serverSideEncryptionConfiguration: unknownObject })],
      at: ["archive serverSideEncryptionConfiguration"],
    },
    {
      because: "the old bucket's list is empty",
      given: [given(oldBucket, "archive", { serverSideEncryptionConfigurations: [] })],
      at: ["archive serverSideEncryptionConfiguration"],
    },
    {
      because: "the bucket's own rule is empty",
      given: [given(bucket, "archive", { serverSideEncryptionConfiguration: { rule: {} } })],
      at: ["archive serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm"],
    },
  ],
  undetermined: [
    {
      because: "a setting may be of a bucket for which the config accepts silence",
      config: { acceptDefault: true },
      given: [archive, given(encryption, "encryption", { bucket: unknownText, rules: [] })],
      at: ["encryption bucket"],
    },
    {
      because: "the rules come from a resource",
      given: [
        given(pet, "pet", {}),
        archive,
        given(encryption, "encryption", { bucket: "archive", rules: unknownList }, { sources: { rules: ["pet"] } }),
      ],
      at: ["encryption rules"],
    },
    {
      because: "the bucket's own block comes from a resource",
      given: [
        given(pet, "pet", {}),
        given(
          bucket,
          "archive",
          { serverSideEncryptionConfiguration: unknownObject },
          { sources: { serverSideEncryptionConfiguration: ["pet"] } },
        ),
      ],
      at: ["archive serverSideEncryptionConfiguration"],
    },
  ],
};
