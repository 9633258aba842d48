import { documentRule } from "../../policy-pack/engine/document-rule";
import { say } from "../../policy-pack/engine/finding";
import { switchOff } from "../../policy-pack/engine/switched-off";
import { rules } from "../../policy-pack/rules";
import { judgementOn, show, stackOf, urnOf } from "./show";

afterEach(() => switchOff(new Set()));

/** What carries a document, by the kind of it, and the property that does. */
const carriers: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ["aws:iam/rolePolicy:RolePolicy", "policy", {}],
  ["aws:iam/role:Role", "assumeRolePolicy", {}],
  ["aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: "archive" }],
  ["aws:sqs/queuePolicy:QueuePolicy", "policy", {}],
  ["aws:sns/topicPolicy:TopicPolicy", "policy", {}],
  ["aws:kms/keyPolicy:KeyPolicy", "policy", {}],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", "policy", {}],
];

/** Documents that cannot be read, and where that shows. */
const unreadable: readonly (readonly [unknown, string])[] = [
  ["{", ""],
  ["null", ""],
  ["[]", ""],
  [5, ""],
  [true, ""],
  ["{}", ".Statement"],
  [{ Version: "2012-10-17" }, ".Statement"],
  ['{"Statement":"Allow"}', ".Statement"],
  [{ Statement: [null] }, ".Statement[0]"],
];

const laws = rules.filter(({ meta }) => /^(iam-|s3-require-tls$)/.test(meta.name));

/** The policies that reject a resource, each with the path. A bucket stands beside it. */
function rejecting(type: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  const bucket = { type: "aws:s3/bucket:Bucket", name: "archive", props: { bucket: "archive" }, context: {} };
  const stack = stackOf([bucket, { type, name: "subject", props: given, context: {} }]);
  return laws.flatMap((rule) => {
    if (rule.kind === "resource") {
      return rule.on.has(type) ? show(rule, { type, given }).fail.map((at) => `${rule.meta.name} ${at}`) : [];
    }
    const { findings } = rule.judge(stack, {});
    return findings.filter(({ urn }) => urn === urnOf(type, "subject")).map(({ at }) => `${rule.meta.name} ${at}`);
  });
}

describe.each(carriers)("a document that cannot be read, in %s", (type, property, others) => {
  const isEndpoint = type.startsWith("aws:ec2/vpcEndpoint");
  const teller = isEndpoint ? "iam-forbid-open-endpoint" : "iam-forbid-wildcard-action";

  test.each(unreadable)("is told by one policy alone: %j", (document, below) => {
    expect(rejecting(type, { ...others, [property]: document })).toEqual([`${teller} ${property}${below}`]);
  });

  test("is told by the next policy, if there is one, while that one is switched off", () => {
    switchOff(new Set([teller]));
    const next = isEndpoint ? [] : [`iam-forbid-negated-element ${property}`];
    expect(rejecting(type, { ...others, [property]: "{" })).toEqual(next);
  });
});

describe("with the policies on every kind of document switched off", () => {
  const general = ["iam-forbid-wildcard-action", "iam-forbid-negated-element"];

  test.each([
    ["aws:iam/rolePolicy:RolePolicy", "policy", "iam-forbid-wildcard-resource"],
    ["aws:iam/role:Role", "assumeRolePolicy", "iam-forbid-public-principal"],
    ["aws:s3/bucketPolicy:BucketPolicy", "policy", "iam-forbid-public-principal"],
  ])("%s is told by a policy that is left", (type, property, law) => {
    switchOff(new Set(general));
    expect(rejecting(type, { bucket: "archive", [property]: "{" })).toEqual([`${law} ${property}`]);
  });

  test("a role's inline policies and its trust policy are told by one policy each", () => {
    switchOff(new Set(general));
    expect(rejecting("aws:iam/role:Role", { assumeRolePolicy: "{", inlinePolicies: [{ policy: "{" }] })).toEqual([
      "iam-forbid-public-principal assumeRolePolicy",
      "iam-forbid-wildcard-resource inlinePolicies[0].policy",
    ]);
  });

  test("a bucket's policy that cannot be read refuses nothing, when no policy on documents is left", () => {
    switchOff(new Set([...general, "iam-forbid-wildcard-resource", "iam-forbid-public-principal"]));
    expect(rejecting("aws:s3/bucketPolicy:BucketPolicy", { bucket: "archive", policy: "{" })).toEqual([
      "s3-require-tls policy",
    ]);
  });
});

describe("what can be read", () => {
  test("is judged beside a statement that is none, by every policy", () => {
    const Statement = [7, { Effect: "Allow", Principal: "*", NotAction: "s3:*", Resource: "*" }];
    expect(rejecting("aws:s3/bucketPolicy:BucketPolicy", { bucket: "archive", policy: { Statement } })).toEqual([
      "iam-forbid-negated-element policy.Statement[1].NotAction",
      "iam-forbid-public-principal policy.Statement[1].Principal",
      "iam-forbid-wildcard-action policy.Statement[0]",
      "iam-forbid-wildcard-resource policy.Statement[1].Resource",
    ]);
  });

  test.each([[""], [null], [undefined]])("is no document at all: %j", (policy) => {
    expect(rejecting("aws:s3/bucketPolicy:BucketPolicy", { bucket: "archive", policy })).toEqual([
      "s3-require-tls policy",
    ]);
  });

  test("a list of documents that is none is told by one policy alone", () => {
    expect(rejecting("aws:iam/role:Role", { inlinePolicies: "{}" })).toEqual([
      "iam-forbid-wildcard-action inlinePolicies",
    ]);
  });
});

describe("a policy on one kind of document", () => {
  const trusting = documentRule({
    meta: {
      name: "test-forbid-trust",
      severity: "low",
      law: "Nobody is trusted.",
      rationale: "A reason.",
      remediation: "Trust nobody.",
      url: "https://example.com",
      framework: { wellArchitected: "SEC3-BP02", nist: ["AC-6"] },
    },
    config: {},
    kinds: ["trust"],
    *check() {
      yield { at: "statement", got: 1, want: "none" };
    },
    examples: { pass: [{ because: "", given: {} }], fail: [{ because: "", given: {}, at: [""] }] },
  });
  const told = (given: object, type = "aws:iam/role:Role") => {
    const { findings, skipped } = judgementOn(trusting, { type, given });
    return [...findings.map((finding) => say(finding, "").trim()), ...(skipped === undefined ? [] : [skipped])];
  };
  const Statement = [{ Effect: "Allow" }];
  const none = "carries no policy document that can be read";

  test("judges what carries that kind, statement by statement, and no other document of it", () => {
    expect(trusting.on.list).toEqual(["aws:iam/role:Role"]);
    expect(told({ assumeRolePolicy: { Statement } })).toEqual(["statement is 1, expected none"]);
    expect(told({ inlinePolicies: [{ policy: { Statement } }] })).toEqual([none]);
    expect(told({ policy: { Statement } }, "aws:iam/policy:Policy")).toEqual([none]);
  });

  test("does not apply to what it cannot read, and judges what it can", () => {
    expect(told({ assumeRolePolicy: "{" })).toEqual([none]);
    expect(told({ assumeRolePolicy: { Statement: [] } })).toEqual([]);
    expect(told({ assumeRolePolicy: { Statement: [7] } })).toEqual([]);
  });

  test("tells what it cannot read, in words, when no other policy is there to do it", () => {
    switchOff(new Set(rules.map(({ meta }) => meta.name)));
    expect(told({ assumeRolePolicy: "{" })).toEqual([
      "assumeRolePolicy is text that is not JSON, expected an IAM policy document",
    ]);
    expect(told({ assumeRolePolicy: 7 })).toEqual(["assumeRolePolicy is 7, expected an IAM policy document"]);
    expect(told({ assumeRolePolicy: { Statement: [7] } })).toEqual([
      "assumeRolePolicy.Statement[0] is 7, expected a statement",
    ]);
  });

  test("judges each statement of a grant by itself", () => {
    expect(rejecting("aws:lambda/permission:Permission", { principal: "*", action: "lambda:*" })).toEqual([
      "iam-forbid-public-principal principal",
      "iam-forbid-wildcard-action action",
    ]);
  });
});
