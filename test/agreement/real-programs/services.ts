import { given, unknownText } from "../../policy-pack/given";
import { account, allow, attached, document, inline, placed, type Reviewed, role } from "./parts";

const { make, bare, bucket, table, logs, lambda } = placed("eu-west-1");
const executionRole = [
  role("api", "lambda.amazonaws.com"),
  attached("api-logs", "api", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"),
];
const balancer = [
  make("lb/loadBalancer:LoadBalancer", "web", { loadBalancerType: "application", subnets: ["subnet-1", "subnet-2"] }),
  make("lb/listener:Listener", "https", {
    loadBalancerArn: "arn",
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn: "arn",
    defaultActions: [{ type: "forward", targetGroupArn: "arn" }],
  }),
  make("lb/listener:Listener", "http", {
    loadBalancerArn: "arn",
    port: 80,
    protocol: "HTTP",
    defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
  }),
];

export const services: readonly Reviewed[] = [
  {
    program: "a static site behind CloudFront",
    resources: [
      ...bucket("site", {}, [
        {
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::site/*",
          Condition: { StringEquals: { "AWS:SourceArn": `arn:aws:cloudfront::${account}:distribution/E1` } },
        },
      ]),
      given(
        "aws:acm/certificate:Certificate",
        "certificate",
        { domainName: "www.example.com", validationMethod: "DNS", tags: { Environment: "prod" } },
        { provider: { region: "us-east-1" } },
      ),
      make("cloudfront/distribution:Distribution", "cdn", {
        enabled: true,
        origins: [{ domainName: "site.s3.eu-west-1.amazonaws.com", originId: "s3" }],
      }),
    ],
    baseline: ["recovery-limit-rto: cdn region"],
    production: [],
  },
  {
    program: "a public website bucket of old",
    resources: [
      make("s3/bucket:Bucket", "site", { bucket: "site", website: { indexDocument: "index.html" } }),
      bare("s3/bucketPolicy:BucketPolicy", "site-policy", {
        bucket: "site",
        policy: document({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" }),
      }),
    ],
    baseline: [
      "iam-forbid-public-principal: site-policy policy.Statement[0].Principal",
      "s3-require-public-access-block: site publicAccessBlock",
      "s3-require-tls: site-policy policy",
    ],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "an ECS service behind a balancer, with ECS Exec",
    resources: [
      ...balancer,
      make("ecs/cluster:Cluster", "cluster"),
      logs("/ecs/web"),
      role("task", "ecs-tasks.amazonaws.com"),
      inline(
        "exec",
        "task",
        allow(
          [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
          ],
          "*",
        ),
      ),
      role("execution", "ecs-tasks.amazonaws.com"),
      attached("execution-own", "execution", "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"),
      make("ecs/service:Service", "web", { cluster: "arn", desiredCount: 2 }),
    ],
    baseline: [],
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "an ECS service whose task reads every secret",
    resources: [
      role("task", "ecs-tasks.amazonaws.com"),
      inline("secrets", "task", allow("secretsmanager:GetSecretValue", "*")),
    ],
    baseline: ["iam-forbid-wildcard-resource: secrets policy.Statement[0].Resource"],
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "a serverless API on a table",
    resources: [
      ...executionRole,
      table("orders"),
      inline(
        "orders-access",
        "api",
        allow(
          ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
          [
            `arn:aws:dynamodb:eu-west-1:${account}:table/orders`,
            `arn:aws:dynamodb:eu-west-1:${account}:table/orders/index/*`,
          ],
        ),
      ),
      lambda("api"),
      logs("/aws/lambda/api"),
      given("aws:lambda/permission:Permission", "gateway", {
        action: "lambda:InvokeFunction",
        function: "api",
        principal: "apigateway.amazonaws.com",
        sourceArn: `arn:aws:execute-api:eu-west-1:${account}:abc/*/*`,
      }),
    ],
    baseline: ["recovery-limit-rpo: orders replicas"],
    production: [],
  },
  {
    program: "a serverless API whose function anybody may call, on a table without recovery",
    resources: [
      ...executionRole,
      table("orders", { pointInTimeRecovery: undefined }),
      inline("orders-access", "api", allow("dynamodb:*", "*")),
      lambda("api"),
      logs("/aws/lambda/api", { retentionInDays: undefined }),
      given("aws:lambda/permission:Permission", "anybody", {
        action: "lambda:InvokeFunction",
        function: "api",
        principal: "*",
      }),
    ],
    baseline: [
      "dynamodb-require-pitr: orders pointInTimeRecovery.enabled",
      "iam-forbid-public-principal: anybody principal",
      "iam-forbid-wildcard-action: orders-access policy.Statement[0].Action",
      "iam-forbid-wildcard-resource: orders-access policy.Statement[0].Resource",
      "logs-require-retention: /aws/lambda/api retentionInDays",
      "recovery-limit-rpo: orders replicas",
    ],
    production: [
      "dynamodb-require-pitr",
      "iam-forbid-public-principal",
      "iam-forbid-wildcard-action",
      "iam-forbid-wildcard-resource",
      "logs-require-retention",
    ],
  },
  {
    program: "a private REST API behind one endpoint",
    resources: [
      make("apigateway/restApi:RestApi", "internal", {
        endpointConfiguration: { types: "PRIVATE" },
        policy: document(
          { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" },
          {
            Effect: "Deny",
            Principal: "*",
            Action: "execute-api:Invoke",
            Resource: "execute-api:/*",
            Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } },
          },
        ),
      }),
      make("ec2/vpcEndpoint:VpcEndpoint", "execute-api", {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.eu-west-1.execute-api",
        vpcEndpointType: "Interface",
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "events, queues and topics, each with AWS's own policy",
    resources: [
      make("sns/topic:Topic", "orders", { name: "orders", kmsMasterKeyId: "alias/aws/sns" }),
      bare("sns/topicPolicy:TopicPolicy", "orders-policy", {
        arn: `arn:aws:sns:eu-west-1:${account}:orders`,
        policy: document({
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes"],
          Resource: `arn:aws:sns:eu-west-1:${account}:orders`,
          Condition: { StringEquals: { "AWS:SourceOwner": account } },
        }),
      }),
      make("sqs/queue:Queue", "orders-queue", { name: "orders" }),
      bare("sqs/queuePolicy:QueuePolicy", "queue-policy", {
        queueUrl: unknownText,
        policy: document({
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: `arn:aws:sqs:eu-west-1:${account}:orders`,
          Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:sns:eu-west-1:${account}:orders` } },
        }),
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a queue that anybody may write to, by the referer they send",
    resources: [
      make("sqs/queue:Queue", "inbox", { name: "inbox" }),
      bare("sqs/queuePolicy:QueuePolicy", "inbox-policy", {
        queueUrl: unknownText,
        policy: document({
          Effect: "Allow",
          Principal: "*",
          Action: "sqs:SendMessage",
          Resource: `arn:aws:sqs:eu-west-1:${account}:inbox`,
          Condition: { StringLike: { "aws:Referer": "https://example.com/*" } },
        }),
      }),
    ],
    baseline: ["iam-forbid-public-principal: inbox-policy policy.Statement[0].Principal"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "instances in a group, whose tags the provider's defaults do not reach",
    resources: [
      given(
        "aws:autoscaling/group:Group",
        "workers",
        { minSize: 2, maxSize: 4, vpcZoneIdentifiers: ["subnet-1", "subnet-2"], healthCheckType: "ELB" },
        { provider: { region: "eu-west-1", defaultTags: { tags: { Environment: "prod" } } } },
      ),
      given(
        "aws:ec2/launchTemplate:LaunchTemplate",
        "worker",
        { metadataOptions: { httpTokens: "required" } },
        { provider: { region: "eu-west-1", defaultTags: { tags: { Environment: "prod" } } } },
      ),
      given(
        "aws:ec2/instance:Instance",
        "bastion",
        { ami: "ami-1", instanceType: "t3.micro" },
        { provider: { region: "eu-west-1", defaultTags: { tags: { Environment: "prod" } } } },
      ),
    ],
    baseline: ["ec2-require-imdsv2: bastion metadataOptions.httpTokens", "resource-require-tags: workers tags"],
    production: ["ec2-require-imdsv2", "resource-require-tags"],
  },
];
