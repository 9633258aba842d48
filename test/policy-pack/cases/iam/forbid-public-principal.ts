import { unknownText } from "../../given";

const bucket = "aws:s3/bucketPolicy:BucketPolicy";
const allow = (statement: object) => ({
  policy: { Statement: { Effect: "Allow", Action: "s3:GetObject", ...statement } },
});

const api = "aws:apigateway/restApiPolicy:RestApiPolicy";
const invoke = { Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
const spared = (Condition: object, denial: object = {}) => ({
  policy: {
    Statement: [
      { Effect: "Allow", ...invoke },
      { Effect: "Deny", ...invoke, Condition, ...denial },
    ],
  },
});
const endpoint = { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } };

export default {
  pass: [
    {
      because: "all but some networks are denied, whatever is done",
      type: api,
      given: spared(
        { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } },
        { Action: "execute-api:*", Resource: "*" },
      ),
    },
    {
      because: "denied is who is neither of an endpoint nor of the organization",
      type: api,
      given: spared({ ...endpoint, StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
    },
    { because: "an account is named", type: bucket, given: allow({ Principal: { AWS: "123456789012" } }) },
    {
      because: "any of two conditions narrows",
      type: bucket,
      given: allow({
        Principal: "*",
        Condition: { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } },
      }),
    },
    {
      because: "a trust policy denies everybody",
      type: "aws:iam/role:Role",
      given: { assumeRolePolicy: { Statement: { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" } } },
    },
    {
      because: "a key serves callers of one account",
      type: "aws:kms/key:Key",
      given: allow({ Principal: { AWS: "*" }, Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } }),
    },
    {
      because: "a permission names the rule that invokes",
      type: "aws:lambda/permission:Permission",
      given: {
        action: "lambda:InvokeFunction",
        principal: "*",
        sourceArn: "arn:aws:events:us-east-1:123456789012:rule/nightly",
      },
    },
    {
      because: "a permission names the account",
      type: "aws:lambda/permission:Permission",
      given: { action: "lambda:InvokeFunction", principal: "*", sourceAccount: "123456789012" },
    },
    {
      because: "a topic has the policy that AWS writes for it",
      type: "aws:sns/topicPolicy:TopicPolicy",
      given: allow({ Principal: { AWS: "*" }, Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } } }),
    },
    {
      because: "an identity provider's statement is about the tags of a session",
      type: "aws:iam/role:Role",
      given: {
        assumeRolePolicy: {
          Statement: {
            Effect: "Allow",
            Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/okta" },
            Action: "sts:TagSession",
          },
        },
      },
    },
    {
      because: "the provider is still to be made, while its claims say who is let in",
      type: "aws:iam/role:Role",
      given: {
        assumeRolePolicy: {
          Statement: {
            Effect: "Allow",
            Principal: { Federated: unknownText },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: { StringLike: { "app.terraform.io:sub": "organization:acme:*" } },
          },
        },
      },
    },
    {
      because: "one condition is unknown, and another names the organization",
      type: bucket,
      given: allow({
        Principal: "*",
        Condition: { StringEquals: { "aws:SourceVpce": unknownText, "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      }),
    },
    {
      because: "an event bus is open to the organization",
      type: "aws:cloudwatch/eventPermission:EventPermission",
      given: {
        principal: "*",
        statementId: "org",
        condition: { type: "StringEquals", key: "aws:PrincipalOrgID", value: "o-a1b2c3d4e5" },
      },
    },
  ],
  fail: [
    ...[
      ["spares everybody who says so", spared({ StringNotEquals: { "aws:Referer": "https://example.com" } })],
      ["spares a pattern that fits all", spared({ StringNotLike: { "aws:SourceVpce": "*" } })],
      ["is about some of them alone", spared({ ...endpoint, Bool: { "aws:SecureTransport": "false" } })],
      ["is about another action", spared(endpoint, { Action: "execute-api:ManageConnections" })],
      ["is about another resource", spared(endpoint, { Resource: "execute-api:/prod/*" })],
      ["is about one caller", spared(endpoint, { Principal: { AWS: "123456789012" } })],
      ["is an Allow", spared(endpoint, { Effect: "Allow" })],
      ["has no condition", spared({}, { Effect: "Deny" })],
    ].map(([how, given]) => ({
      because: `a second statement ${how}`,
      type: api,
      given,
      at: ["policy.Statement[0].Principal", ...(how === "is an Allow" ? ["policy.Statement[1].Principal"] : [])],
    })),
    {
      because: "the principal is a star",
      type: bucket,
      given: allow({ Principal: "*" }),
      at: ["policy.Statement.Principal"],
    },
    {
      because: "the principal is a list with a star",
      type: bucket,
      given: allow({ Principal: ["*"] }),
      at: ["policy.Statement.Principal[0]"],
    },
    {
      because: "stars are under AWS, Federated and Service",
      type: "aws:iam/role:Role",
      given: {
        assumeRolePolicy: {
          Statement: { Effect: "Allow", Principal: { AWS: "*", Federated: ["*"], Service: "*.amazonaws.com" } },
        },
      },
      at: ["assumeRolePolicy.Statement.Principal"],
    },
    {
      because: "a SAML provider's tokens may be for anybody",
      type: "aws:iam/role:Role",
      given: {
        assumeRolePolicy: {
          Statement: {
            Effect: "Allow",
            Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/okta" },
            Action: "sts:AssumeRoleWithSAML",
          },
        },
      },
      at: ["assumeRolePolicy.Statement.Principal.Federated"],
    },
    {
      because: "every service account of a cluster is let in",
      type: "aws:iam/role:Role",
      given: {
        assumeRolePolicy: {
          Statement: {
            Effect: "Allow",
            Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB" },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringLike: { "oidc.eks.eu-west-1.amazonaws.com/id/AB:sub": "system:serviceaccount:*:*" },
            },
          },
        },
      },
      at: ["assumeRolePolicy.Statement.Principal.Federated"],
    },
    {
      because: "every account is named by pattern",
      type: bucket,
      given: allow({ Principal: { AWS: "arn:aws:iam::*:root" } }),
      at: ["policy.Statement.Principal.AWS"],
    },
    {
      because: "the principal is a number",
      type: bucket,
      given: allow({ Principal: { AWS: 123456789012 } }),
      at: ["policy.Statement.Principal.AWS"],
    },
    {
      because: "the condition holds when its key is absent",
      type: bucket,
      given: allow({ Principal: "*", Condition: { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1a2b3c4d" } } }),
      at: ["policy.Statement.Principal"],
    },
    {
      because: "the condition is a star itself",
      type: bucket,
      given: allow({ Principal: "*", Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } }),
      at: ["policy.Statement.Principal"],
    },
    {
      because: "conditions are of a shape that AWS does not know",
      type: bucket,
      given: allow({ Principal: "*", Condition: ["aws:SourceAccount", { StringEquals: "123456789012" }] }),
      at: ["policy.Statement.Principal"],
    },
    {
      because: "a layer is shared with the world",
      type: "aws:lambda/layerVersionPermission:LayerVersionPermission",
      given: { principal: "*", action: "lambda:GetLayerVersion", layerName: "shared", versionNumber: 1 },
      at: ["principal"],
    },
    {
      because: "an event bus is open to everybody",
      type: "aws:cloudwatch/eventPermission:EventPermission",
      given: { principal: "*", statementId: "all" },
      at: ["principal"],
    },
    {
      because: "an endpoint service takes anybody's connection",
      type: "aws:ec2/vpcEndpointService:VpcEndpointService",
      given: { acceptanceRequired: true, allowedPrincipals: ["arn:aws:iam::123456789012:root", "*"] },
      at: ["allowedPrincipals[1]"],
    },
    {
      because: "a permission's source is in any account",
      type: "aws:lambda/permission:Permission",
      given: { action: "lambda:InvokeFunction", principal: "*", sourceArn: "arn:aws:events:us-east-1:*:rule/nightly" },
      at: ["principal"],
    },
  ],
  undetermined: [
    {
      because: "the endpoint that a Deny spares is unknown",
      type: api,
      given: spared({ StringNotEquals: { "aws:SourceVpce": unknownText } }),
      at: ['policy.Statement[1].Condition.StringNotEquals["aws:SourceVpce"]'],
    },
    {
      because: "the subject of an identity provider is unknown",
      type: "aws:iam/role:Role",
      given: {
        assumeRolePolicy: {
          Statement: {
            Effect: "Allow",
            Principal: { Federated: "cognito-identity.amazonaws.com" },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": unknownText } },
          },
        },
      },
      at: ['assumeRolePolicy.Statement.Condition.StringEquals["cognito-identity.amazonaws.com:aud"]'],
    },
    {
      because: "one principal is unknown, while the next is still judged",
      type: bucket,
      given: allow({ Principal: { AWS: [unknownText, "*"] } }),
      at: ["policy.Statement.Principal.AWS[0]"],
      fail: ["policy.Statement.Principal.AWS[1]"],
    },
    {
      because: "the source that would narrow it is unknown",
      type: "aws:lambda/permission:Permission",
      given: { action: "lambda:InvokeFunction", principal: "*", sourceArn: unknownText },
      at: ["sourceArn"],
    },
  ],
  skip: [
    {
      because: "the document is no JSON, which iam-forbid-wildcard-action tells",
      type: bucket,
      given: { policy: "{" },
    },
    { because: "a bucket has no policy", type: "aws:s3/bucketV2:BucketV2", given: { bucket: "trades" } },
    {
      because: "an endpoint's policy says star, for it filters and grants nothing",
      type: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
      given: { policy: { Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject" } } },
    },
  ],
};
