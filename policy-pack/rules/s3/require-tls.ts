import { Directory, Referrers } from "../../../model/aws/references";
import { readTlsDenial } from "../../../model/aws/tls-denial";
import { tokens } from "../../../model/aws/tokens";
import { known, stated } from "../../../model/graph/reading";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type Finding, type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";
import { isToldElsewhere } from "../../engine/unreadable";

const want = "a Deny of s3:* to everybody when aws:SecureTransport is false, on the bucket and its objects";

function* judgePolicy(document: unknown, bucketName: unknown): Check<Finding> {
  if (isToldElsewhere(document, "resource")) {
    return;
  }
  const denial = readTlsDenial(document, typeof bucketName === "string" ? bucketName : undefined);
  const open = [...(denial.bucket ? [] : ["the bucket"]), ...(denial.objects ? [] : ["its objects"])];
  if (open.length > 0) {
    yield { at: "policy", got: new Word(`open to requests without TLS on ${open.join(" and ")}`), want };
  }
}

const denial = (resources: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: resources,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
const whole = ["arn:aws:s3:::archive", "arn:aws:s3:::archive/*"];
const bucket = resource(tokens.bucket, "archive", { bucket: "archive" });

export default stackRule({
  meta: {
    name: "s3-require-tls",
    severity: "high",
    law: "A bucket denies requests without TLS.",
    rationale: "S3 answers plain HTTP unless the bucket's policy says otherwise.",
    remediation:
      "Add a statement to the bucket's policy that denies s3:* to everybody when aws:SecureTransport is false, on the bucket and its objects.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    framework: { wellArchitected: "SEC9-BP02", nist: ["SC-8", "SC-23"] },
  },
  config: {},
  *check(stack): Check<StackFinding> {
    const buckets = stack.of(tokens.bucket);
    if (buckets.length === 0) {
      return skip("no bucket");
    }
    const policies = new Referrers(stack.of(tokens.bucketPolicy), "bucket", new Directory(buckets));
    for (const bucket of buckets) {
      const name = known(() => bucket.props.bucket);
      const own = policies.of(bucket);
      for (const policy of own) {
        yield* about(policy, () => judgePolicy(policy.props.policy, name ?? known(() => policy.props.bucket)));
      }
      if (own.length === 0) {
        yield* about(bucket, function* () {
          const inline = stated(bucket, "policy");
          if (inline) {
            yield* judgePolicy(inline, name);
          } else if (policies.unknown.length > 0) {
            yield* policies.unknown;
          } else {
            yield { at: "policy", got: undefined, want };
          }
        });
      }
    }
  },
  examples: {
    pass: [
      {
        because: "its policy denies them",
        given: [bucket, resource(tokens.bucketPolicy, "policy", { bucket: "archive", policy: denial(whole) })],
      },
      {
        because: "the policy stands on the bucket itself",
        given: [resource(tokens.bucket, "archive", { bucket: "archive", policy: denial(whole) })],
      },
    ],
    fail: [
      { because: "there is no policy", given: [bucket], at: ["archive policy"] },
      {
        because: "the policy leaves the objects out",
        given: [
          bucket,
          resource(tokens.bucketPolicy, "policy", { bucket: "archive", policy: denial(["arn:aws:s3:::archive"]) }),
        ],
        at: ["policy policy"],
      },
      {
        because: "the policy speaks of another bucket",
        given: [
          bucket,
          resource(tokens.bucketPolicy, "policy", {
            bucket: "archive",
            policy: denial(["arn:aws:s3:::archives", "arn:aws:s3:::archives/*"]),
          }),
        ],
        at: ["policy policy"],
      },
    ],
    undetermined: [
      {
        because: "the policy is unknown",
        given: [bucket, resource(tokens.bucketPolicy, "policy", { bucket: "archive", policy: unknown.string })],
        at: ["policy policy"],
      },
    ],
    skip: [{ because: "the stack has no bucket", given: [resource(tokens.table, "trades", {})] }],
  },
});
