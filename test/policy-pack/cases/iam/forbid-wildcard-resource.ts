// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import { unknownText } from "../../given";

const resource = (value: unknown) => ({
  policy: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: value }] },
});
const at = ["policy.Statement[0].Resource"];

export default {
  pass: [
    {
      because: "images and subnets are what instances are made of, and no instance is named",
      given: {
        policy: {
          Statement: {
            Effect: "Allow",
            Action: ["ec2:RunInstances", "ec2:CreateFleet"],
            Resource: ["arn:aws:ec2:*::image/*", "arn:aws:ec2:*:*:subnet/*", "arn:aws:ec2:*:*:security-group/*"],
          },
        },
      },
    },
    {
      because: "users reach what is their own, in whichever account and region",
      given: {
        policy: {
          Statement: [
            { Effect: "Allow", Action: "iam:ChangePassword", Resource: "arn:aws:iam::*:user/${aws:username}" },
            { Effect: "Allow", Action: "ssm:TerminateSession", Resource: "arn:aws:ssm:*:*:session/${aws:username}-*" },
          ],
        },
      },
    },
    {
      because: "parameters and policies of AWS are the same for everybody",
      given: {
        policy: {
          Statement: [
            { Effect: "Allow", Action: "ssm:GetParameter", Resource: "arn:aws:ssm:*::parameter/aws/service/*" },
            { Effect: "Allow", Action: "iam:GetPolicy", Resource: "arn:aws:iam::aws:policy/*" },
          ],
        },
      },
    },
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
    {
      because: "instances are among what they are made of, or something else is done to a subnet",
      given: {
        policy: {
          Statement: [
            {
              Effect: "Allow",
              Action: "ec2:RunInstances",
              Resource: ["arn:aws:ec2:*:*:subnet/*", "arn:aws:ec2:*:*:instance/*"],
            },
            { Effect: "Allow", Action: ["ec2:RunInstances", "ec2:DeleteSubnet"], Resource: "arn:aws:ec2:*:*:subnet/*" },
          ],
        },
      },
      at: ["policy.Statement[0].Resource[1]", "policy.Statement[1].Resource"],
    },
    {
      because: "a variable stands below the name, or tells of something else than the caller",
      given: {
        policy: {
          Statement: [
            { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*/${aws:username}/*" },
            {
              Effect: "Allow",
              Action: "dynamodb:Query",
              Resource: "arn:aws:dynamodb:*:*:table/x-${aws:RequestedRegion}",
            },
            { Effect: "Allow", Action: "ssm:GetParameter", Resource: "arn:aws:ssm:*:*:parameter/aw*" },
          ],
        },
      },
      at: ["policy.Statement[0].Resource", "policy.Statement[1].Resource", "policy.Statement[2].Resource"],
    },
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
