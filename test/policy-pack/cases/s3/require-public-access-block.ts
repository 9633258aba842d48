import { given, unknownText, unknownTruth } from "../../given";

const bucket = "aws:s3/bucket:Bucket";
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const accountBlock = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const archive = given(bucket, "archive", { bucket: "archive" });
const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

export default {
  pass: [
    {
      because: "the bucket is of the old kind",
      given: [
        given("aws:s3/bucketV2:BucketV2", "archive", { bucket: "archive" }),
        given(block, "privacy", { bucket: "archive", ...closed }),
      ],
    },
    {
      because: "the account blocks it, and the bucket's own block is weaker",
      given: [archive, given(block, "privacy", { bucket: "archive" }), given(accountBlock, "account", closed)],
    },
  ],
  fail: [
    {
      because: "all four ways are left to AWS",
      given: [archive, given(block, "privacy", { bucket: "archive" })],
      at: [
        "privacy blockPublicAcls",
        "privacy blockPublicPolicy",
        "privacy ignorePublicAcls",
        "privacy restrictPublicBuckets",
      ],
    },
    {
      because: "a way is blocked by a text, another by a number",
      given: [
        archive,
        given(block, "privacy", { bucket: "archive", ...closed, blockPublicAcls: "true", ignorePublicAcls: 1 }),
      ],
      at: ["privacy blockPublicAcls", "privacy ignorePublicAcls"],
    },
    {
      because: "the block is another bucket's",
      given: [archive, given(block, "privacy", { bucket: "archives", ...closed })],
      at: ["archive publicAccessBlock"],
    },
    {
      because: "the account leaves one way open",
      given: [archive, given(accountBlock, "account", { ...closed, restrictPublicBuckets: false })],
      at: ["archive publicAccessBlock"],
    },
  ],
  undetermined: [
    {
      because: "it is unknown whether the account blocks it",
      given: [archive, given(accountBlock, "account", { ...closed, blockPublicAcls: unknownTruth })],
      at: ["account blockPublicAcls"],
    },
    {
      because: "it is unknown whether the account blocks what the bucket's own block does not",
      given: [
        archive,
        given(block, "privacy", { bucket: "archive" }),
        given(accountBlock, "account", { ...closed, blockPublicAcls: unknownTruth }),
      ],
      at: ["account blockPublicAcls"],
    },
    {
      because: "it is unknown whose block it is",
      given: [archive, given(block, "privacy", { bucket: unknownText, ...closed })],
      at: ["privacy bucket"],
    },
  ],
};
