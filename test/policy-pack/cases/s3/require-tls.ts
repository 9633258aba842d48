import { given, unknownText } from "../../given";

const bucket = "aws:s3/bucket:Bucket";
const policy = "aws:s3/bucketPolicy:BucketPolicy";
const archive = given(bucket, "archive", { bucket: "archive" });
const whole = ["arn:aws:s3:::archive", "arn:aws:s3:::archive/*"];
const deny = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: whole,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export default {
  pass: [
    {
      because: "the policy is not JSON, which iam-forbid-wildcard-action tells",
      given: [archive, given(policy, "policy", { bucket: "archive", policy: "deny everything" })],
    },
    {
      because: "the bucket's own policy has no statements, which iam-forbid-wildcard-action tells",
      given: [given(bucket, "archive", { bucket: "archive", policy: "{}" })],
    },
    {
      because: "the statement is null, which iam-forbid-wildcard-action tells",
      given: [archive, given(policy, "policy", { bucket: "archive", policy: { Statement: [null] } })],
    },
    {
      because: "the policy is an object, its principal a list of everybody, its condition a truth value",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: {
            Statement: { ...deny, Principal: { AWS: ["*"] }, Condition: { Bool: { "aws:SecureTransport": false } } },
          },
        }),
      ],
    },
    {
      because: "keys are in another case, and the resource is everything",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: JSON.stringify({
            statement: [
              {
                effect: "Deny",
                principal: "*",
                action: "S3:*",
                resource: "*",
                condition: { bool: { "AWS:securetransport": ["false"] } },
              },
            ],
          }),
        }),
      ],
    },
    {
      because: "bucket and objects have a statement each, in another partition",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: {
            Statement: [
              { ...deny, Resource: "arn:aws-us-gov:s3:::archive" },
              { ...deny, Resource: "arn:aws-us-gov:s3:::archive/*" },
            ],
          },
        }),
      ],
    },
    {
      because: "AWS's own services are left out",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: {
            Statement: [
              {
                ...deny,
                Condition: { Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" } },
              },
            ],
          },
        }),
      ],
    },
    {
      because: "the bucket has no name yet and its policy names one bucket throughout",
      given: [
        given("aws:s3/bucketV2:BucketV2", "archive", {}),
        given(
          policy,
          "policy",
          { bucket: unknownText, policy: { Statement: [deny] } },
          { sources: { bucket: ["archive"] } },
        ),
      ],
    },
  ],
  fail: [
    {
      because: "the policy allows with TLS, which denies nothing",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: {
            Statement: [{ ...deny, Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } }],
          },
        }),
      ],
      at: ["policy policy"],
    },
    {
      because: "it denies one principal only",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: { Statement: [{ ...deny, Principal: { AWS: "arn:aws:iam::123456789012:root" } }] },
        }),
      ],
      at: ["policy policy"],
    },
    {
      because: "it denies reading only",
      given: [
        archive,
        given(policy, "policy", { bucket: "archive", policy: { Statement: [{ ...deny, Action: "s3:GetObject" }] } }),
      ],
      at: ["policy policy"],
    },
    {
      because: "it denies only some keys",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: { Statement: [{ ...deny, Resource: ["arn:aws:s3:::archive", "arn:aws:s3:::archive/a*"] }] },
        }),
      ],
      at: ["policy policy"],
    },
    {
      because: "a further condition opens a way around it",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: {
            Statement: [{ ...deny, Condition: { ...deny.Condition, IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }],
          },
        }),
      ],
      at: ["policy policy"],
    },
    {
      because: "it denies requests with TLS",
      given: [
        archive,
        given(policy, "policy", {
          bucket: "archive",
          policy: { Statement: [{ ...deny, Condition: { Bool: { "aws:SecureTransport": "true" } } }] },
        }),
      ],
      at: ["policy policy"],
    },
    {
      because: "the policy is null",
      given: [archive, given(policy, "policy", { bucket: "archive", policy: null })],
      at: ["policy policy"],
    },
    {
      because: "the policy is empty text",
      given: [archive, given(policy, "policy", { bucket: "archive", policy: "" })],
      at: ["policy policy"],
    },
    {
      because: "a second bucket has no policy",
      given: [
        archive,
        given(bucket, "logs", { bucket: "logs", policy: "" }),
        given(policy, "policy", { bucket: "archive", policy: { Statement: [deny] } }),
      ],
      at: ["logs policy"],
    },
    {
      because: "the provider will fill in what the program left out",
      given: [given(bucket, "archive", { bucket: "archive", policy: unknownText })],
      at: ["archive policy"],
    },
  ],
  undetermined: [
    {
      because: "a resource in the statement is unknown",
      given: [
        archive,
        given(policy, "policy", { bucket: "archive", policy: { Statement: [{ ...deny, Resource: unknownText }] } }),
      ],
      at: ["policy policy.Statement[0].Resource"],
    },
    {
      because: "it is unknown whose policy it is",
      given: [archive, given(policy, "policy", { bucket: unknownText, policy: { Statement: [deny] } })],
      at: ["policy bucket"],
    },
  ],
};
