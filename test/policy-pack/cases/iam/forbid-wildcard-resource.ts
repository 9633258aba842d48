import { unknownText } from "../../given";

const resource = (value: unknown) => ({
  policy: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: value }] },
});
const at = ["policy.Statement[0].Resource"];

export default {
  pass: [
    {
      because: "a Deny covers everything",
      given: { policy: { Statement: { Effect: "Deny", Action: "*", Resource: "*" } } },
    },
    { because: "there is no Resource, as in a trust policy", given: { policy: { Statement: { Effect: "Allow" } } } },
    {
      because: "a secret is named up to the letters that AWS adds",
      given: resource("arn:aws:secretsmanager:us-east-1:123456789012:secret:db-??????"),
    },
    {
      because: "streams of one log group are open",
      given: resource("arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/trade:*"),
    },
    {
      because: "the star in a secret's own policy is the secret",
      type: "aws:secretsmanager/secretPolicy:SecretPolicy",
      given: { policy: '{"Statement":{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*"}}' },
    },
    {
      because: "an API names its own paths",
      type: "aws:apigateway/restApiPolicy:RestApiPolicy",
      given: { policy: { Statement: { Effect: "Allow", Action: "execute-api:Invoke", Resource: "execute-api:/*" } } },
    },
  ],
  fail: [
    { because: "every bucket is open", given: resource("arn:aws:s3:::*"), at },
    { because: "buckets by prefix are open", given: resource("arn:aws:s3:::trade-*/*"), at },
    { because: "every log group is open", given: resource("arn:aws:logs:us-east-1:123456789012:*"), at },
    {
      because: "every function of a family is open",
      given: resource("arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/*"),
      at,
    },
    {
      because: "every secret of a prefix is open",
      given: resource("arn:aws:secretsmanager:us-east-1:123456789012:secret:db*"),
      at,
    },
    { because: "the wildcard is one letter", given: resource("?"), at },
    { because: "the resource is a number", given: resource(5), at },
    { because: "the resource is an object", given: resource({ Ref: "Bucket" }), at },
    {
      because: "one of many is open",
      given: resource(["arn:aws:s3:::trades/*", "*", "arn:aws:sns:us-east-1:*:topic"]),
      at,
    },
    {
      because: "a key's policy opens other keys",
      type: "aws:kms/key:Key",
      given: {
        policy: {
          Statement: { Effect: "Allow", Action: "kms:Decrypt", Resource: "arn:aws:kms:us-east-1:123456789012:key/*" },
        },
      },
      at: ["policy.Statement.Resource"],
    },
    {
      because: "a topic's policy, whose ARN is known, says star",
      type: "aws:sns/topicPolicy:TopicPolicy",
      given: {
        policy: {
          Statement: { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sns:Publish", Resource: "*" },
        },
      },
      at: ["policy.Statement.Resource"],
    },
    {
      because: "an endpoint leads to every bucket",
      type: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
      given: { policy: { Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" } } },
      at: ["policy.Statement.Resource"],
    },
    {
      because: "a pattern of actions matches none that AWS lists",
      config: { allowUnscopableActions: true },
      given: { policy: { Statement: [{ Effect: "Allow", Action: "ec2:DescribeNothing*", Resource: "*" }] } },
      at,
    },
    {
      because: "an inline policy is open",
      type: "aws:iam/rolePolicy:RolePolicy",
      given: resource("*"),
      at,
    },
  ],
  undetermined: [
    {
      because: "one resource is unknown, while the next is still judged",
      given: resource([unknownText, "*"]),
      at: ["policy.Statement[0].Resource[0]"],
      fail: ["policy.Statement[0].Resource[1]"],
    },
  ],
  skip: [
    { because: "the queue has no policy", type: "aws:sqs/queue:Queue", given: { name: "trades" } },
    { because: "the document is a list, which iam-forbid-wildcard-action tells", given: { policy: [] } },
    {
      because: "the inline policies are no list, which iam-forbid-wildcard-action tells",
      type: "aws:iam/role:Role",
      given: { inlinePolicies: { policy: '{"Statement":{"Effect":"Allow","Resource":"*"}}' } },
    },
  ],
};
