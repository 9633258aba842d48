// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this

import { given, unknownText } from "../../policy-pack/given";
import { controllers } from "../../policy-pack/published/controllers";
import {
  account,
  allow,
  attached,
  document,
  inline,
  managed,
  native,
  nativeTags,
  placed,
  podRole,
  type Reviewed,
  role,
  trusted,
  workflowRole,
} from "./parts";

const { make, bare } = placed("eu-central-1");

const invoke = (...principals: readonly object[]) => ({
  Effect: "Allow",
  Principal: "*",
  Action: "execute-api:Invoke",
  Resource: "execute-api:/*",
  ...Object.assign({}, ...principals),
});
const restApi = (authorization: string, policy: string, props: object = {}) => [
  make("apigateway/restApi:RestApi", "orders", { name: "orders", ...props }),
  bare(
    "apigateway/restApiPolicy:RestApiPolicy",
    "orders-policy",
    { restApiId: unknownText, policy },
    { restApiId: ["orders"] },
  ),
  bare(
    "apigateway/method:Method",
    "orders-get",
    { restApi: unknownText, resourceId: unknownText, httpMethod: "GET", authorization },
    { restApi: ["orders"], resourceId: ["orders"] },
  ),
];
const loadBalancerController =
  controllers.find(({ of }) => of === "the AWS Load Balancer Controller")?.statements ?? [];
const keyUsers = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:role/orders` },
  Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
  Resource: "*",
};
const owner = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "kms:*",
  Resource: "*",
};
const defaultTopic = (Condition?: object) => ({
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:Subscribe", "SNS:Publish"],
  Resource: `arn:aws:sns:eu-central-1:${account}:orders`,
  ...(Condition ? { Condition } : {}),
});
const topicPolicy = (statement: object) => [
  make("sns/topic:Topic", "orders", { name: "orders", kmsMasterKeyId: "alias/aws/sns" }),
  bare(
    "sns/topicPolicy:TopicPolicy",
    "orders-policy",
    { arn: unknownText, policy: document(statement) },
    { arn: ["orders"] },
  ),
];
const provider = (host: string) => `arn:aws:iam::${account}:oidc-provider/${host}`;
const federated = (name: string, host: string, claims: object, operator = "StringEquals") =>
  trusted(name, {
    Effect: "Allow",
    Principal: { Federated: host === "cognito-identity.amazonaws.com" ? host : provider(host) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      [operator]: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${host}:${claim}`, value])),
    },
  });
const open = (name: string) => [
  `iam-forbid-public-principal: ${name} assumeRolePolicy.Statement[0].Principal.Federated`,
];

/** Who may do what: roles, the policies of things, and what only limits. */
export const identities: readonly Reviewed[] = [
  {
    program: "a public REST API whose policy lets everybody call",
    resources: restApi("NONE", document(invoke())),
    baseline: ["recovery-limit-rto: orders region"],
    production: [],
  },
  {
    program: "a REST API of one country, by the addresses it denies",
    resources: restApi(
      "COGNITO_USER_POOLS",
      document(invoke(), {
        ...invoke(),
        Effect: "Deny",
        Condition: { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } },
      }),
    ),
    baseline: ["recovery-limit-rto: orders region"],
    production: [],
  },
  {
    program: "a REST API for signed callers, of whatever account",
    resources: restApi("AWS_IAM", document(invoke())),
    baseline: [
      "iam-forbid-public-principal: orders-policy policy.Statement[0].Principal",
      "recovery-limit-rto: orders region",
    ],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a private REST API for one endpoint",
    resources: restApi(
      "NONE",
      document(invoke(), {
        ...invoke(),
        Effect: "Deny",
        Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } },
      }),
      { endpointConfiguration: { types: "PRIVATE" } },
    ),
    baseline: [],
    production: [],
  },
  {
    program: "a private REST API for whoever has an endpoint",
    resources: restApi("NONE", document(invoke()), { endpointConfiguration: { types: "PRIVATE" } }),
    baseline: ["iam-forbid-public-principal: orders-policy policy.Statement[0].Principal"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a role with a policy of the stack's own",
    resources: [
      role("worker", "lambda.amazonaws.com"),
      managed("worker-access", allow(["sqs:SendMessage"], `arn:aws:sqs:eu-central-1:${account}:orders`)),
      given(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "worker-own",
        { role: "worker", policyArn: unknownText },
        { sources: { policyArn: ["worker-access"] } },
      ),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a role that lists policies of the stack's own, one of them wide",
    resources: [
      managed("reads", allow(["sqs:ReceiveMessage"], `arn:aws:sqs:eu-central-1:${account}:orders`)),
      managed("writes", allow(["sqs:SendMessage"], "*")),
      given(
        "aws:iam/role:Role",
        "worker",
        {
          name: "worker",
          tags: { Environment: "prod" },
          managedPolicyArns: [unknownText, unknownText, "arn:aws:iam::aws:policy/AmazonSQSFullAccess"],
          assumeRolePolicy: document({
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
          }),
        },
        { sources: { managedPolicyArns: ["reads", "writes"] } },
      ),
    ],
    baseline: [
      "iam-forbid-admin-policy: worker managedPolicyArns[2]",
      "iam-forbid-wildcard-resource: writes policy.Statement[0].Resource",
    ],
    production: ["iam-forbid-admin-policy", "iam-forbid-wildcard-resource"],
  },
  {
    program: "a role whose inline policies are in the role itself",
    resources: [
      role("worker", "lambda.amazonaws.com", {
        inlinePolicies: [
          {
            name: "reads",
            policy: document(allow("ssm:GetParameter", `arn:aws:ssm:eu-central-1:${account}:parameter/app/*`)),
          },
          {
            name: "all",
            policy: document(allow("dynamodb:*", `arn:aws:dynamodb:eu-central-1:${account}:table/orders`)),
          },
        ],
      }),
    ],
    baseline: ["iam-forbid-wildcard-action: worker inlinePolicies[1].policy.Statement[0].Action"],
    production: ["iam-forbid-wildcard-action"],
  },
  {
    program: "EKS with the AWS Load Balancer Controller, by its published policy",
    resources: [
      podRole("balancer", "system:serviceaccount:kube-system:aws-load-balancer-controller"),
      managed("balancer-access", ...loadBalancerController.map((one) => ({ Effect: "Allow", ...one }))),
      given(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "balancer-own",
        { role: "balancer", policyArn: unknownText },
        { sources: { policyArn: ["balancer-access"] } },
      ),
    ],
    baseline: [2, 3, 9, 11, 14, 15].map(
      (at) => `iam-forbid-wildcard-resource: balancer-access policy.Statement[${at}].Resource${at === 11 ? "[0]" : ""}`,
    ),
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "a dashboard that looks at everything and changes nothing",
    resources: [
      role("dashboard", "lambda.amazonaws.com"),
      inline(
        "looks",
        "dashboard",
        allow(["ecs:DescribeServices", "ecs:ListTasks", "eks:DescribeCluster", "rds:DescribeDBInstances"], "*"),
        allow(["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "logs:DescribeLogStreams"], "*"),
      ),
    ],
    baseline: [],
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "a dashboard that looks into everything",
    resources: [
      role("dashboard", "lambda.amazonaws.com"),
      inline(
        "looks",
        "dashboard",
        allow(["s3:ListBucket", "s3:GetObject"], "*"),
        allow(["logs:DescribeLogStreams", "logs:GetLogEvents"], "*"),
        allow(["cognito-idp:ListUsers"], "*"),
        allow(["kms:Decrypt", "kms:DescribeKey"], "*"),
      ),
    ],
    baseline: [0, 1, 2, 3].map((at) => `iam-forbid-wildcard-resource: looks policy.Statement[${at}].Resource`),
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "a key by the KMS guide",
    resources: [make("kms/key:Key", "orders", { enableKeyRotation: true, policy: document(owner, keyUsers) })],
    baseline: [],
    production: [],
  },
  {
    program: "a key whose user may do all of KMS",
    resources: [
      make("kms/key:Key", "orders", {
        policy: document(owner, { ...keyUsers, Action: "kms:*" }),
      }),
    ],
    baseline: ["iam-forbid-wildcard-action: orders policy.Statement[1].Action"],
    production: ["iam-forbid-wildcard-action"],
  },
  {
    program: "a key for everybody who comes by S3",
    resources: [
      make("kms/key:Key", "orders", {
        policy: document(owner, {
          ...keyUsers,
          Principal: { AWS: "*" },
          Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
        }),
      }),
    ],
    baseline: ["iam-forbid-public-principal: orders policy.Statement[1].Principal.AWS"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a key for an account's callers who come by S3",
    resources: [
      make("kms/key:Key", "orders", {
        policy: document(owner, {
          ...keyUsers,
          Principal: { AWS: "*" },
          Condition: {
            StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:CallerAccount": account },
          },
        }),
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a topic with the policy that AWS writes for it",
    resources: topicPolicy(defaultTopic({ StringEquals: { "AWS:SourceOwner": account } })),
    baseline: [],
    production: [],
  },
  {
    program: "a topic with that policy, and without its condition",
    resources: topicPolicy(defaultTopic()),
    baseline: ["iam-forbid-public-principal: orders-policy policy.Statement[0].Principal.AWS"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a topic that any bucket of the account may tell",
    resources: topicPolicy({
      ...defaultTopic({ ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:uploads" } }),
      Action: "sns:Publish",
    }),
    baseline: [],
    production: [],
  },
  {
    program: "a topic that any bucket of anybody may tell",
    resources: topicPolicy({
      ...defaultTopic({ ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:*" } }),
      Action: "sns:Publish",
    }),
    baseline: ["iam-forbid-public-principal: orders-policy policy.Statement[0].Principal.AWS"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "roles of pipelines, each for one repository or project",
    resources: [
      workflowRole("deploy", {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:prod",
        },
      }),
      federated("gitlab", "gitlab.com", { sub: "project_path:acme/shop:ref_type:branch:ref:main" }),
      federated(
        "terraform",
        "app.terraform.io",
        { sub: "organization:acme:project:*:workspace:*:run_phase:*" },
        "StringLike",
      ),
      federated("pulumi", "api.pulumi.com/oidc", { aud: "acme" }),
      federated("guests", "cognito-identity.amazonaws.com", {
        aud: "eu-central-1:0a1b2c3d-0000-1111-2222-333344445555",
      }),
      podRole("exporter", "system:serviceaccount:monitoring:*", "StringLike"),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a role for every repository of GitHub",
    resources: [
      workflowRole("deploy", {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" },
      }),
    ],
    baseline: open("deploy"),
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a role for repositories whose owner's name begins alike",
    resources: [
      workflowRole("deploy", {
        StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme*" },
      }),
    ],
    baseline: open("deploy"),
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a role for GitHub if there is a subject",
    resources: [
      workflowRole("deploy", {
        StringLikeIfExists: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:*" },
      }),
    ],
    baseline: open("deploy"),
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a role for every project of GitLab",
    resources: [federated("gitlab", "gitlab.com", { aud: "https://gitlab.com" })],
    baseline: open("gitlab"),
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a role for every organization of Terraform Cloud",
    resources: [federated("terraform", "app.terraform.io", { aud: "aws.workload.identity" })],
    baseline: open("terraform"),
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a role for every identity pool of Cognito",
    resources: [
      federated("guests", "cognito-identity.amazonaws.com", { amr: "authenticated" }, "ForAnyValue:StringLike"),
    ],
    baseline: open("guests"),
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a role for Auth0, of one tenant and audience",
    resources: [federated("app", "acme.eu.auth0.com", { aud: "https://api.acme.example" })],
    baseline: [],
    production: [],
  },
  {
    program: "a role that the accounts of the organization assume, by a path",
    resources: [
      trusted("audit", {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*" } },
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a role that anybody assumes who knows a word",
    resources: [
      trusted("vendor", {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "0a1b2c" } },
      }),
    ],
    baseline: ["iam-forbid-public-principal: vendor assumeRolePolicy.Statement[0].Principal.AWS"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "conditions that narrow what a role reaches",
    resources: [
      inline(
        "own",
        "worker",
        allow("ec2:StopInstances", "*", { StringEquals: { "aws:ResourceTag/team": "shop" } }),
        allow("s3:GetObject", "*", { StringEquals: { "aws:ResourceAccount": account } }),
        allow("kms:Decrypt", "*", { StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" } }),
        allow("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*", { StringEquals: { "aws:RequestTag/team": "shop" } }),
        allow("secretsmanager:GetSecretValue", "*", {
          StringEquals: { "secretsmanager:ResourceTag/team": "${aws:PrincipalTag/team}" },
        }),
      ),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "conditions that do not narrow what a role reaches",
    resources: [
      inline(
        "own",
        "worker",
        allow("ec2:StopInstances", "*", { StringEqualsIfExists: { "aws:ResourceTag/team": "shop" } }),
        allow("s3:GetObject", "*", { StringNotEquals: { "aws:ResourceAccount": account } }),
        allow("kms:Decrypt", "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
        allow("ec2:CreateTags", "arn:aws:ec2:*:*:instance/*", { StringEquals: { "aws:RequestTag/team": "shop" } }),
        allow("secretsmanager:GetSecretValue", "*", { StringLike: { "aws:ResourceTag/team": "*" } }),
        allow("sqs:SendMessage", "*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
      ),
    ],
    baseline: [0, 1, 2, 3, 4, 5].map((at) => `iam-forbid-wildcard-resource: own policy.Statement[${at}].Resource`),
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "endpoints of a network, which grant nothing",
    resources: [
      make("ec2/vpcEndpoint:VpcEndpoint", "s3", {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.eu-central-1.s3",
        policy: document({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }),
      }),
      bare("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "s3-own", {
        vpcEndpointId: "vpce-1",
        policy: document({ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }),
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "guardrails of an organization: an SCP and a policy for resources",
    resources: [
      make("organizations/policy:Policy", "all", {
        type: "SERVICE_CONTROL_POLICY",
        content: document({ Effect: "Allow", Action: "*", Resource: "*" }),
      }),
      make("organizations/policy:Policy", "inside", {
        type: "RESOURCE_CONTROL_POLICY",
        content: document({
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
          Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        }),
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "administrators, as Cloud Control writes them",
    resources: [
      native("iam:Role", "admin", {
        roleName: "admin",
        tags: nativeTags,
        managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
        assumeRolePolicyDocument: {
          Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
        },
        policies: [{ policyName: "all", policyDocument: { Statement: [allow("s3:*", "*")] } }],
      }),
    ],
    baseline: [
      "iam-forbid-admin-policy: admin managedPolicyArns[0]",
      "iam-forbid-public-principal: admin assumeRolePolicyDocument.Statement[0].Principal.AWS",
      "iam-forbid-wildcard-action: admin policies[0].policyDocument.Statement[0].Action",
      "iam-forbid-wildcard-resource: admin policies[0].policyDocument.Statement[0].Resource",
    ],
    production: [
      "iam-forbid-admin-policy",
      "iam-forbid-public-principal",
      "iam-forbid-wildcard-action",
      "iam-forbid-wildcard-resource",
    ],
  },
  {
    program: "a role and its policy, as Cloud Control writes them",
    resources: [
      native("iam:ManagedPolicy", "own", {
        managedPolicyName: "own",
        policyDocument: { Statement: [allow("sqs:SendMessage", `arn:aws:sqs:eu-central-1:${account}:orders`)] },
      }),
      given(
        "aws-native:iam:Role",
        "worker",
        {
          roleName: "worker",
          tags: nativeTags,
          managedPolicyArns: [unknownText],
          assumeRolePolicyDocument: {
            Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
          },
        },
        { sources: { managedPolicyArns: ["own"] } },
      ),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a group of people who administer by an attachment",
    resources: [
      given("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "admins", {
        group: "admins",
        policyArn: "arn:aws:iam::aws:policy/IAMFullAccess",
      }),
      attached("readers", "audit", "arn:aws:iam::aws:policy/SecurityAudit"),
    ],
    baseline: ["iam-forbid-admin-policy: admins policyArn"],
    production: ["iam-forbid-admin-policy"],
  },
];
