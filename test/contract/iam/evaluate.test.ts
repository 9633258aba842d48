import { type Decision, type Document, evaluate, type Policies } from "./evaluate";

const role = "arn:aws:iam::123456789012:role/reader";
const other = "arn:aws:iam::123456789012:role/other";
const object = "arn:aws:s3:::amzn-s3-demo-bucket/taxes/2025.pdf";
const allow = (Action: string | string[], Resource: string | string[], more: object = {}): Document => ({
  Statement: { Effect: "Allow", Action, Resource, ...more },
});
const deny = (Action: string | string[], Resource: string | string[], more: object = {}): Document => ({
  Statement: [{ Effect: "Deny", Action, Resource, ...more }],
});

const overTlsAlone = deny("s3:*", "*", {
  Principal: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const keyThroughDynamo = allow("kms:Decrypt", "*", {
  Principal: { AWS: role },
  Condition: { StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } },
});
const fromOffice = allow("s3:*", "*", { Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } });

interface Example {
  readonly what: string;
  readonly policies: Partial<Policies>;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  readonly is: Decision;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html and the pages beside it. */
const examples: readonly Example[] = [
  { what: "nothing says anything: an implicit denial", policies: {}, is: "not allowed" },
  { what: "the role's policy allows", policies: { identity: [allow("s3:GetObject", object)] }, is: "allowed" },
  {
    what: "one of two policies allows, the other speaks of another action",
    policies: { identity: [allow("s3:PutObject", object), allow("s3:Get*", "*")] },
    is: "allowed",
  },
  {
    what: "an explicit denial wins over every allowance",
    policies: { identity: [allow("*", "*"), deny("s3:*", "arn:aws:s3:::amzn-s3-demo-bucket/*")] },
    is: "denied",
  },
  {
    what: "a denial of the bucket wins over the role's allowance",
    policies: { identity: [allow("s3:*", "*")], resource: [deny("s3:*", object, { Principal: "*" })] },
    is: "denied",
  },
  {
    what: "the bucket alone allows the role, in its own account",
    policies: { resource: [allow("s3:GetObject", object, { Principal: { AWS: role } })] },
    is: "allowed",
  },
  {
    what: "the bucket allows another role",
    policies: { resource: [allow("s3:GetObject", object, { Principal: { AWS: other } })] },
    is: "not allowed",
  },
  {
    what: "the bucket allows the account, which leaves it to the role's policies",
    policies: { resource: [allow("s3:GetObject", object, { Principal: { AWS: "123456789012" } })] },
    is: "not allowed",
  },
  {
    what: "everybody but the role is denied: the role itself is not",
    policies: {
      identity: [allow("s3:*", "*")],
      resource: [{ Statement: { Effect: "Deny", NotPrincipal: { AWS: role }, Action: "s3:*", Resource: "*" } }],
    },
    is: "allowed",
  },
  {
    what: "everybody but another role is denied",
    policies: {
      identity: [allow("s3:*", "*")],
      resource: [{ Statement: { Effect: "Deny", NotPrincipal: { AWS: other }, Action: "s3:*", Resource: "*" } }],
    },
    is: "denied",
  },
  {
    what: "a boundary that does not allow it",
    policies: { identity: [allow("s3:*", "*")], boundary: allow("cloudwatch:*", "*") },
    is: "not allowed",
  },
  {
    what: "policy and boundary allow it both",
    policies: { identity: [allow("s3:*", "*")], boundary: allow("s3:Get*", "*") },
    is: "allowed",
  },
  {
    what: "a boundary allows nothing by itself",
    policies: { boundary: allow("*", "*") },
    is: "not allowed",
  },
  {
    what: "actions are the same in capitals and in small letters",
    policies: { identity: [allow("S3:GETOBJECT", "*")] },
    is: "allowed",
  },
  {
    what: "resources are not",
    policies: { identity: [allow("s3:GetObject", "arn:aws:s3:::AMZN-S3-DEMO-BUCKET/*")] },
    is: "not allowed",
  },
  {
    what: "a question mark is one character",
    policies: { identity: [allow("s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/taxes/202?.pdf")] },
    is: "allowed",
  },
  {
    what: "all but an action",
    policies: { identity: [{ Statement: { Effect: "Allow", NotAction: "iam:*", Resource: "*" } }] },
    is: "allowed",
  },
  {
    what: "all but a resource",
    policies: {
      identity: [
        allow("s3:*", "*"),
        { Statement: { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::HRBucket/*" } },
      ],
    },
    is: "denied",
  },
  {
    what: "plain transport is denied, and the request is encrypted",
    policies: {
      identity: [allow("s3:*", "*")],
      resource: [overTlsAlone],
    },
    context: { "aws:SecureTransport": "true" },
    is: "allowed",
  },
  {
    what: "plain transport is denied, and the request is not encrypted",
    policies: {
      identity: [allow("s3:*", "*")],
      resource: [overTlsAlone],
    },
    context: { "aws:SecureTransport": "false" },
    is: "denied",
  },
  {
    what: "a condition whose key the request does not have",
    policies: {
      identity: [allow("s3:*", "*", { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } })],
    },
    is: "not allowed",
  },
  {
    what: "the same, if the key exists",
    policies: {
      identity: [allow("s3:*", "*", { Condition: { StringEqualsIfExists: { "aws:RequestedRegion": "eu-west-1" } } })],
    },
    is: "allowed",
  },
  {
    what: "a denying operator holds without the key",
    policies: { identity: [allow("s3:*", "*", { Condition: { StringNotEquals: { "aws:username": "anna" } } })] },
    is: "allowed",
  },
  {
    what: "two keys of one block must both hold",
    policies: {
      identity: [allow("s3:*", "*", { Condition: { StringEquals: { "aws:a": "1", "aws:b": ["1", "2"] } } })],
    },
    context: { "aws:a": "1", "aws:b": "3" },
    is: "not allowed",
  },
  {
    what: "several values of one key: one is enough",
    policies: { identity: [allow("s3:*", "*", { Condition: { StringLike: { "aws:b": ["x*", "3*"] } } })] },
    context: { "AWS:B": "33" },
    is: "allowed",
  },
  {
    what: "ForAllValues: one value is not among them",
    policies: {
      identity: [
        allow("dynamodb:*", "*", {
          Condition: { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "name"] } },
        }),
      ],
    },
    action: "dynamodb:GetItem",
    context: { "dynamodb:Attributes": ["id", "salary"] },
    is: "not allowed",
  },
  {
    what: "ForAllValues holds without the key",
    policies: {
      identity: [
        allow("dynamodb:*", "*", { Condition: { "ForAllValues:StringEquals": { "dynamodb:Attributes": "id" } } }),
      ],
    },
    action: "dynamodb:GetItem",
    is: "allowed",
  },
  {
    what: "ForAnyValue: one value is among them",
    policies: {
      identity: [
        allow("dynamodb:*", "*", { Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } } }),
      ],
    },
    action: "dynamodb:GetItem",
    context: { "aws:TagKeys": ["c", "b"] },
    is: "allowed",
  },
  {
    what: "ForAnyValue does not hold without the key",
    policies: {
      identity: [allow("dynamodb:*", "*", { Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } } })],
    },
    action: "dynamodb:GetItem",
    is: "not allowed",
  },
  {
    what: "Null says that a key is not there",
    policies: { identity: [allow("s3:*", "*", { Condition: { Null: { "aws:TokenIssueTime": "true" } } })] },
    is: "allowed",
  },
  {
    what: "an address of the network",
    policies: { identity: [fromOffice] },
    context: { "aws:SourceIp": "203.0.113.77" },
    is: "allowed",
  },
  {
    what: "an address of another network",
    policies: { identity: [fromOffice] },
    context: { "aws:SourceIp": "203.0.114.77" },
    is: "not allowed",
  },
  {
    what: "before a date, by a number",
    policies: {
      identity: [allow("s3:*", "*", { Condition: { DateLessThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } } })],
    },
    context: { "aws:CurrentTime": "1796000000" },
    is: "allowed",
  },
  {
    what: "a number that is too large",
    policies: { identity: [allow("s3:*", "*", { Condition: { NumericLessThanEquals: { "s3:max-keys": "10" } } })] },
    context: { "s3:max-keys": "11" },
    is: "not allowed",
  },
  {
    what: "a star in an ARN does not reach over a colon",
    policies: {
      identity: [allow("s3:*", "*", { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:topic" } } })],
    },
    context: { "aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:topic" },
    is: "not allowed",
  },
  {
    what: "a key whose policy does not name the account: the role's policy gives nothing",
    policies: { identity: [allow("kms:*", "*")], resource: [allow("kms:Decrypt", "*", { Principal: { AWS: other } })] },
    action: "kms:Decrypt",
    is: "not allowed",
  },
  {
    what: "a key that leaves it to the account, whose role may",
    policies: {
      identity: [allow("kms:Decrypt", "*")],
      resource: [allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::123456789012:root" } })],
    },
    action: "kms:Decrypt",
    is: "allowed",
  },
  {
    what: "a key that leaves it to the account, whose role may not",
    policies: { resource: [allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::123456789012:root" } })] },
    action: "kms:Decrypt",
    is: "not allowed",
  },
  {
    what: "a key that names the role for requests of one service, asked by that service",
    policies: { resource: [keyThroughDynamo] },
    action: "kms:Decrypt",
    context: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" },
    is: "allowed",
  },
  {
    what: "the same, asked by another service",
    policies: { resource: [keyThroughDynamo] },
    action: "kms:Decrypt",
    context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
    is: "not allowed",
  },
];

test.each(examples)("$what: $is", ({ policies, action = "s3:GetObject", resource = object, context = {}, is }) => {
  const { identity = [], resource: theirs = [], boundary } = policies;
  const all = { identity, resource: theirs, ...(boundary === undefined ? {} : { boundary }) };
  expect(evaluate({ action, resource, principal: role, context }, all)).toBe(is);
});

test("an operator that is not known is no silent answer", () => {
  const odd = allow("s3:*", "*", { Condition: { StringSounds: { "aws:username": "anna" } } });
  expect(() =>
    evaluate(
      { action: "s3:GetObject", resource: object, principal: role, context: { "aws:username": "anna" } },
      { identity: [odd], resource: [] },
    ),
  ).toThrow("The condition operator StringSounds is not known.");
});
