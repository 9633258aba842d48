import { readTlsDenial } from "../../../model/aws/tls-denial";

const whole = ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"];
const deny = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: whole as unknown,
  Condition: { Bool: { "aws:SecureTransport": "false" } } as unknown,
};
const closed = { bucket: true, objects: true };
const open = { bucket: false, objects: false };
const read = (statement: object, name: string | undefined = "orders") =>
  readTlsDenial({ Statement: [statement] }, name);

describe("what a policy closes to plain requests", () => {
  test.each<readonly [string, object]>([
    ["it says so", {}],
    ["everybody is every account", { Principal: { AWS: "*" } }],
    ["everybody is one of a list", { Principal: { AWS: ["123456789012", "*"] } }],
    ["the action is everything", { Action: ["s3:GetObject", "*"] }],
    ["the action is in another case", { Action: "S3:*" }],
    ["the resource is everything", { Resource: "*" }],
    ["the partition is another", { Resource: ["arn:aws-cn:s3:::orders", "arn:aws-cn:s3:::orders/*"] }],
    ["the condition may lack its key", { Condition: { BoolIfExists: { "AWS:securetransport": [false] } } }],
    [
      "AWS's own services are left out",
      { Condition: { Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" } } },
    ],
  ])("is all of it when %s", (_what, change) => expect(read({ ...deny, ...change })).toEqual(closed));

  test.each<readonly [string, object]>([
    ["it allows", { Effect: "Allow" }],
    ["it means one account", { Principal: { AWS: "123456789012" } }],
    ["it means services", { Principal: { Service: "*" } }],
    ["it means reading alone", { Action: "s3:Get*" }],
    ["the action is a number", { Action: 7 }],
    ["it asks for TLS", { Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ["it asks for either", { Condition: { Bool: { "aws:SecureTransport": ["false", "true"] } } }],
    ["it asks for nothing", { Condition: { Bool: { "aws:SecureTransport": [] } } }],
    ["it has no condition", { Condition: {} }],
    ["it compares texts", { Condition: { StringEquals: { "aws:SecureTransport": "false" } } }],
    ["it asks for services alone", { Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }],
    [
      "a further condition narrows it",
      { Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } },
    ],
    ["it is about another bucket", { Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }],
    ["it is about no bucket", { Resource: "arn:aws:sqs:us-east-1:123456789012:orders" }],
    ["the ARN is inside another text", { Resource: ["my arn:aws:s3:::orders", "my arn:aws:s3:::orders/*"] }],
  ])("is nothing when %s", (_what, change) => expect(read({ ...deny, ...change })).toEqual(open));

  test("is the bucket or its objects when it is about the one alone", () => {
    expect(read({ ...deny, Resource: whole[0] })).toEqual({ bucket: true, objects: false });
    expect(read({ ...deny, Resource: whole[1] })).toEqual({ bucket: false, objects: true });
    expect(read({ ...deny, Resource: ["arn:aws:s3:::orders", "arn:aws:s3:::orders/a/*"] })).toEqual({
      bucket: true,
      objects: false,
    });
  });

  test("is told by the policy alone where the bucket's name is unknown", () => {
    expect(readTlsDenial({ Statement: deny }, undefined)).toEqual(closed);
    expect(readTlsDenial({ Statement: { ...deny, Resource: whole[1] } }, undefined)).toEqual(open);
    expect(
      readTlsDenial({ Statement: { ...deny, Resource: ["arn:aws:s3:::a", "arn:aws:s3:::b/*"] } }, undefined),
    ).toEqual({ bucket: true, objects: false });
  });
});
