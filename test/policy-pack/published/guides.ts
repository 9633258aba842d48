// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import type { Published } from "./published";

/** What AWS's own guides write, and what its services write by themselves. */
export const guides: readonly Published[] = [
  {
    of: "X-Ray",
    type: "aws:iam/policy:Policy",
    wide: {},
    statements: [
      {
        Action: [
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:GetSamplingStatisticSummaries",
        ],
        Resource: "*",
      },
    ],
  },
  {
    of: "ECS Exec and ECR",
    type: "aws:iam/policy:Policy",
    wide: {},
    statements: [
      {
        Action: [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        Resource: "*",
      },
      { Action: "ecr:GetAuthorizationToken", Resource: "*" },
    ],
  },
  {
    of: "the KMS developer guide, a key's policy",
    type: "aws:kms/key:Key",
    wide: {},
    statements: [
      { Resource: "*", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "KMS:*" },
      {
        Resource: "*",
        Principal: { AWS: "arn:aws:iam::111122223333:role/Admin" },
        Action: [
          "kms:Create*",
          "kms:Describe*",
          "kms:Enable*",
          "kms:List*",
          "kms:Put*",
          "kms:Update*",
          "kms:Revoke*",
          "kms:Disable*",
          "kms:Get*",
          "kms:Delete*",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:ScheduleKeyDeletion",
          "kms:CancelKeyDeletion",
          "kms:RotateKeyOnDemand",
        ],
      },
      {
        Resource: "*",
        Principal: { AWS: "arn:aws:iam::111122223333:role/User" },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      },
      {
        Resource: "*",
        Principal: { AWS: "arn:aws:iam::111122223333:role/User" },
        Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
        Condition: { Bool: { "kms:GrantIsForAWSResource": true } },
      },
      {
        Resource: "*",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "kms:GenerateDataKey*",
        Condition: {
          StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": ["arn:aws:cloudtrail:*:111122223333:trail/*"] },
        },
      },
      {
        Resource: "*",
        Principal: { AWS: "*" },
        Action: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:CreateGrant",
          "kms:DescribeKey",
        ],
        Condition: {
          StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com", "kms:CallerAccount": "111122223333" },
        },
      },
      {
        Resource: "*",
        Principal: { AWS: "*" },
        Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } },
      },
    ],
  },
  {
    of: "SNS, the policy of every new topic",
    type: "aws:sns/topic:Topic",
    wide: {},
    statements: [
      {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: "arn:aws:sns:us-east-1:111122223333:t",
        Condition: { StringEquals: { "AWS:SourceOwner": "111122223333" } },
      },
    ],
  },
  {
    of: "the S3 user guide, access delegated to access points",
    type: "aws:s3/bucketPolicy:BucketPolicy",
    wide: {},
    statements: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "*",
        Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
        Condition: { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } },
      },
    ],
  },
  {
    of: "CloudFront, origin access control",
    type: "aws:s3/bucketPolicy:BucketPolicy",
    wide: {},
    statements: [
      {
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::b/*",
        Condition: { StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E" } },
      },
    ],
  },
  {
    of: "EFS, the console's policy",
    type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
    wide: {},
    statements: [
      {
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
          "elasticfilesystem:ClientMount",
        ],
        Resource: "*",
        Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
      },
    ],
  },
  {
    of: "API Gateway, a private API",
    type: "aws:apigateway/restApi:RestApi",
    wide: {},
    statements: [
      { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: "execute-api:/*",
        Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
      },
    ],
  },
  {
    of: "AWS Backup, a vault that an organization copies into",
    type: "aws:backup/vaultPolicy:VaultPolicy",
    wide: {},
    statements: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "backup:CopyIntoBackupVault",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-aaaaaaaaaa" } },
      },
    ],
  },
  {
    of: "the IAM user guide, what users manage themselves",
    type: "aws:iam/policy:Policy",
    wide: { "1": "devices of any account" },
    statements: [
      { Action: ["iam:ChangePassword", "iam:CreateAccessKey"], Resource: "arn:aws:iam::*:user/${aws:username}" },
      { Action: ["iam:CreateVirtualMFADevice"], Resource: "arn:aws:iam::*:mfa/*" },
      { Action: ["ssm:TerminateSession"], Resource: "arn:aws:ssm:*:*:session/${aws:username}-*" },
    ],
  },
  {
    of: "the VPC user guide, flow logs",
    type: "aws:iam/policy:Policy",
    wide: { "0": "any log group may be written to" },
    statements: [
      {
        Action: [
          "logs:CreateLogGroup",
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "logs:DescribeLogGroups",
          "logs:DescribeLogStreams",
        ],
        Resource: "*",
      },
    ],
  },
];
