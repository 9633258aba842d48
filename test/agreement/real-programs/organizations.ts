import { given, unknownText } from "../../policy-pack/given";
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
  type Reviewed,
  role,
  trusted,
} from "./parts";

const { make, bare, bucket, table, logs } = placed("eu-west-1");
const wide = allow(["s3:*", "cloudwatch:*"], "*");
const limits = (name: string) => managed(name, wide, { Effect: "Deny", Action: "organizations:*", Resource: "*" });
const limited = (name: string, boundary: string) =>
  given(
    "aws:iam/role:Role",
    name,
    {
      name,
      tags: { Environment: "prod" },
      permissionsBoundary: unknownText,
      assumeRolePolicy: document({
        Effect: "Allow",
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
    },
    { sources: { permissionsBoundary: [boundary] } },
  );
const orders = {
  tableName: "orders",
  billingMode: "PAY_PER_REQUEST",
  attributeDefinitions: [{ attributeName: "pk", attributeType: "S" }],
  keySchema: [{ attributeName: "pk", keyType: "HASH" }],
};
const saml = (condition?: object) =>
  trusted("engineers", {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${account}:saml-provider/okta` },
    Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
    ...(condition ? { Condition: condition } : {}),
  });

/** Landing zones, data lakes, and what Cloud Control makes. */
export const organizations: readonly Reviewed[] = [
  {
    program: "a landing zone: an SCP that allows all, and denies what is elsewhere",
    resources: [
      given("aws:organizations/policy:Policy", "regions", {
        type: "SERVICE_CONTROL_POLICY",
        tags: { Environment: "prod" },
        content: document(
          { Effect: "Allow", Action: "*", Resource: "*" },
          {
            Effect: "Deny",
            NotAction: ["iam:*", "route53:*"],
            Resource: "*",
            Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
          },
        ),
      }),
      limits("developers-max"),
      limited("developer", "developers-max"),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a boundary that is attached as well",
    resources: [
      limits("max"),
      limited("developer", "max"),
      given(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "too",
        { role: "developer", policyArn: unknownText },
        { sources: { policyArn: ["max"] } },
      ),
    ],
    baseline: [
      "iam-forbid-wildcard-action: max policy.Statement[0].Action",
      "iam-forbid-wildcard-resource: max policy.Statement[0].Resource",
    ],
    production: ["iam-forbid-wildcard-action", "iam-forbid-wildcard-resource"],
  },
  {
    program: "a role that another account of the organization assumes",
    resources: [
      trusted("audit", {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      }),
      attached("audit-reads", "audit", "arn:aws:iam::aws:policy/SecurityAudit"),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a vendor's role with an external id and any account",
    resources: [
      trusted("vendor", {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "acme" } },
      }),
    ],
    baseline: ["iam-forbid-public-principal: vendor assumeRolePolicy.Statement[0].Principal.AWS"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "people who sign in by SAML, for this audience",
    resources: [saml({ StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } })],
    baseline: [],
    production: [],
  },
  {
    program: "people who sign in by SAML, for whatever audience",
    resources: [saml()],
    baseline: ["iam-forbid-public-principal: engineers assumeRolePolicy.Statement[0].Principal.Federated"],
    production: ["iam-forbid-public-principal"],
  },
  {
    program: "a key by the KMS guide, for an administrator, a user and the logs",
    resources: [
      make("kms/key:Key", "data", {
        enableKeyRotation: true,
        policy: document(
          { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
          {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:role/app` },
            Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            Resource: "*",
          },
          {
            Effect: "Allow",
            Principal: { Service: "logs.eu-west-1.amazonaws.com" },
            Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            Resource: "*",
            Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${account}:*` } },
          },
        ),
      }),
      logs("/app", { kmsKeyId: unknownText }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a data lake with access points of its account, and a crawler for one bucket",
    resources: [
      ...bucket("lake", {}, [
        {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "*",
          Resource: ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"],
          Condition: { StringEquals: { "s3:DataAccessPointAccount": account } },
        },
      ]),
      role("crawler", "glue.amazonaws.com"),
      inline(
        "crawler-own",
        "crawler",
        allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::lake", "arn:aws:s3:::lake/raw/*"]),
      ),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a data lake whose crawler reads every bucket",
    resources: [
      ...bucket("lake"),
      role("crawler", "glue.amazonaws.com"),
      inline("crawler-own", "crawler", allow(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::*")),
    ],
    baseline: ["iam-forbid-wildcard-resource: crawler-own policy.Statement[0].Resource"],
    production: ["iam-forbid-wildcard-resource"],
  },
  {
    program: "a data perimeter at the endpoints of a network",
    resources: [
      make("ec2/vpcEndpoint:VpcEndpoint", "s3", {
        vpcId: "vpc-1",
        serviceName: "com.amazonaws.eu-west-1.s3",
        policy: document({
          Effect: "Allow",
          Principal: "*",
          Action: "*",
          Resource: "*",
          Condition: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
        }),
      }),
      bare("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "open", {
        vpcEndpointId: "vpce-1",
        policy: document({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }),
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "teams that manage what carries their tag, and themselves",
    resources: [
      managed(
        "team-blue",
        allow(["ec2:StartInstances", "ec2:StopInstances"], "*", { StringEquals: { "aws:ResourceTag/team": "blue" } }),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM
        allow(["iam:ChangePassword", "iam:CreateAccessKey"], "arn:aws:iam::*:user/${aws:username}"),
        allow("kms:Decrypt", "*", { StringLike: { "kms:ViaService": "secretsmanager.*.amazonaws.com" } }),
      ),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "a table in another pair of regions",
    resources: [
      table("orders", {
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        replicas: [{ regionName: "eu-central-1", pointInTimeRecovery: true, propagateTags: true }],
      }),
      given(
        "aws:sqs/queue:Queue",
        "standby",
        { tags: { Environment: "prod" } },
        { provider: { region: "eu-central-1" } },
      ),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "an Aurora global database in another pair of regions",
    resources: [
      given(
        "aws:rds/globalCluster:GlobalCluster",
        "global",
        {
          globalClusterIdentifier: "shop",
          engine: "aurora-postgresql",
          engineVersion: "17.5",
          storageEncrypted: true,
          tags: { Environment: "prod" },
        },
        { provider: { region: "eu-west-1" } },
      ),
      ...["eu-west-1", "eu-central-1"].map((region) =>
        given(
          "aws:rds/cluster:Cluster",
          `db-${region}`,
          {
            globalClusterIdentifier: "shop",
            engine: "aurora-postgresql",
            engineVersion: "17.5",
            storageEncrypted: true,
            tags: { Environment: "prod" },
          },
          { provider: { region } },
        ),
      ),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "Cloud Control: a replicated table, and a role for one service",
    resources: [
      native("dynamodb:GlobalTable", "orders", {
        ...orders,
        streamSpecification: { streamViewType: "NEW_AND_OLD_IMAGES" },
        replicas: ["eu-west-1", "eu-central-1"].map((region) => ({
          region,
          tags: nativeTags,
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        })),
      }),
      native("iam:Role", "worker", {
        roleName: "worker",
        tags: nativeTags,
        assumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        },
      }),
    ],
    baseline: [],
    production: [],
  },
  {
    program: "Cloud Control: a role for all of GitHub, and a policy for everything",
    resources: [
      native("iam:Role", "deploy", {
        roleName: "deploy",
        tags: nativeTags,
        assumeRolePolicyDocument: {
          Statement: {
            Effect: "Allow",
            Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } },
          },
        },
      }),
      native("iam:ManagedPolicy", "all", {
        managedPolicyName: "all",
        policyDocument: { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
        roles: ["deploy"],
      }),
    ],
    baseline: [
      "iam-forbid-public-principal: deploy assumeRolePolicyDocument.Statement.Principal.Federated",
      "iam-forbid-wildcard-action: all policyDocument.Statement[0].Action",
      "iam-forbid-wildcard-resource: all policyDocument.Statement[0].Resource",
    ],
    production: ["iam-forbid-public-principal", "iam-forbid-wildcard-action", "iam-forbid-wildcard-resource"],
  },
];
