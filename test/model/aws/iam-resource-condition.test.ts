// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import { narrowsResources } from "../../../model/aws/iam-resource-condition";

const narrows = (actions: readonly string[], operator: string, key: string, ...values: readonly unknown[]) =>
  narrowsResources({ operator, key, values: values.map((value) => ({ at: [], read: () => value })) }, actions);

describe("narrowsResources", () => {
  test.each([
    ["ec2:StopInstances", "StringEquals", "aws:ResourceTag/team", ["blue"]],
    ["ec2:StopInstances", "StringEquals", "AWS:resourcetag/Team", ["blue", "green"]],
    ["ec2:StopInstances", "StringEquals", "aws:ResourceTag/team", ["${aws:PrincipalTag/team}"]],
    ["ec2:StopInstances", "StringEquals", "ec2:ResourceTag/team", ["blue"]],
    ["autoscaling:SetDesiredCapacity", "StringEquals", "autoscaling:ResourceTag/cluster", ["owned"]],
    ["ec2:DeleteSecurityGroup", "Null", "aws:ResourceTag/elbv2.k8s.aws/cluster", ["false"]],
    ["elasticloadbalancing:CreateLoadBalancer", "Null", "aws:RequestTag/elbv2.k8s.aws/cluster", [false]],
    ["ec2:RunInstances", "StringEquals", "aws:RequestTag/cluster", ["owned"]],
    ["sqs:SendMessage", "StringEquals", "aws:ResourceAccount", ["123456789012"]],
    ["sqs:SendMessage", "StringEquals", "aws:ResourceAccount", ["${aws:PrincipalAccount}"]],
    ["s3:GetObject", "StringEquals", "aws:ResourceOrgID", ["o-a1b2c3d4e5"]],
    ["s3:GetObject", "ForAnyValue:StringLike", "aws:ResourceOrgPaths", ["o-a1b2c3d4e5/*"]],
    ["s3:GetObject", "StringEquals", "s3:DataAccessPointAccount", ["123456789012"]],
    ["kms:Decrypt", "StringEquals", "kms:ViaService", ["s3.eu-west-1.amazonaws.com"]],
    ["kms:Decrypt", "StringLike", "kms:ViaService", ["secretsmanager.*.amazonaws.com"]],
    ["kms:Decrypt", "StringEquals", "kms:EncryptionContext:SecretARN", ["arn:aws:secretsmanager:eu-west-1:1:secret:a"]],
    ["ec2:CreateTags", "StringEquals", "ec2:CreateAction", ["RunInstances", "CreateFleet"]],
    ["elasticloadbalancing:AddTags", "StringEquals", "elasticloadbalancing:CreateAction", ["CreateLoadBalancer"]],
    ["ec2:DeleteVolume", "StringLike", "ec2:ResourceTag/CSIVolumeName", ["*"]],
    ["ec2:RunInstances", "StringLike", "aws:RequestTag/karpenter.sh/nodepool", ["*"]],
    ["rds:DeleteDBCluster", "StringEquals", "rds:cluster-tag/team", ["blue"]],
    ["rds:CreateDBCluster", "StringEquals", "rds:req-tag/team", ["blue"]],
    ["cloudwatch:PutMetricData", "StringEquals", "cloudwatch:namespace", ["trading"]],
    ["iam:CreateServiceLinkedRole", "StringLike", "iam:AWSServiceName", ["elasticloadbalancing.amazonaws.com"]],
    ["ecs:StopTask", "ArnEquals", "ecs:cluster", ["arn:aws:ecs:eu-west-1:123456789012:cluster/web"]],
    ["ec2:AuthorizeSecurityGroupIngress", "ArnEquals", "ec2:Vpc", ["arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1"]],
    ["lambda:DeleteEventSourceMapping", "ArnEquals", "lambda:FunctionArn", ["arn:aws:lambda:eu-west-1:1:function:f"]],
    ["ses:SendEmail", "StringLike", "ses:FromAddress", ["*@example.com"]],
  ])("%s, %s on %s %j: yes", (action, operator, key, values) =>
    expect(narrows([action], operator, key, ...values)).toBe(true),
  );

  test.each([
    ["ec2:StopInstances", "StringNotEquals", "aws:ResourceTag/team", ["blue"]],
    ["ec2:StopInstances", "StringEqualsIfExists", "aws:ResourceTag/team", ["blue"]],
    ["ec2:StopInstances", "ForAllValues:StringEquals", "aws:ResourceTag/team", ["blue"]],
    ["ec2:StopInstances", "StringLike", "aws:ResourceTag/team", ["*"]],
    ["ec2:StopInstances", "StringLike", "aws:ResourceTag/team", ["blue", "*"]],
    ["ec2:StopInstances", "StringEquals", "aws:ResourceTag/team", []],
    ["ec2:StopInstances", "StringEquals", "aws:ResourceTag/", ["blue"]],
    ["ec2:StopInstances", "Null", "aws:ResourceTag/team", ["true"]],
    ["ec2:StopInstances", "StringEquals", "aws:PrincipalTag/team", ["blue"]],
    ["ec2:CreateTags", "StringEquals", "aws:RequestTag/team", ["blue"]],
    ["sqs:TagQueue", "StringEquals", "aws:RequestTag/team", ["blue"]],
    ["s3:PutObjectTagging", "StringEquals", "aws:RequestTag/team", ["blue"]],
    ["ec2:*", "StringEquals", "aws:RequestTag/team", ["blue"]],
    ["*", "StringEquals", "aws:RequestTag/team", ["blue"]],
    ["sqs:SendMessage", "StringLike", "aws:ResourceAccount", ["*"]],
    ["kms:Decrypt", "StringLike", "kms:ViaService", ["*"]],
    ["kms:Decrypt", "StringLike", "kms:ViaService", ["*.eu-west-1.amazonaws.com"]],
    ["kms:Decrypt", "StringLike", "kms:EncryptionContext:SecretARN", ["*"]],
    ["ec2:CreateTags", "StringLike", "ec2:CreateAction", ["*"]],
    ["ec2:CreateTags", "StringEqualsIfExists", "ec2:CreateAction", ["RunInstances"]],
    ["ec2:CreateTags", "StringLike", "aws:RequestTag/karpenter.sh/nodepool", ["*"]],
    ["ec2:DeleteVolume", "StringLike", "ec2:ResourceTag/team/name", ["*"]],
    ["ecs:StopTask", "ArnLike", "ecs:cluster", ["arn:aws:ecs:*:123456789012:cluster/*"]],
    ["ec2:TerminateInstances", "StringEquals", "ec2:Region", ["eu-west-1"]],
    ["iam:CreateRole", "StringEquals", "iam:PermissionsBoundary", ["arn:aws:iam::123456789012:policy/limits"]],
    ["ses:SendEmail", "StringLike", "ses:FromAddress", ["*"]],
    ["ses:SendEmail", "StringLike", "ses:FromAddress", ["*@*"]],
    ["cloudwatch:PutMetricData", "StringLike", "cloudwatch:namespace", ["*"]],
    ["sqs:SendMessage", "Null", "aws:ResourceAccount", ["false"]],
    ["sqs:SendMessage", "StringEquals", "aws:RequestedRegion", ["eu-west-1"]],
    ["iam:PassRole", "StringEquals", "iam:PassedToService", ["ec2.amazonaws.com"]],
    ["sqs:SendMessage", "StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]],
    ["sqs:SendMessage", "Bool", "aws:SecureTransport", ["true"]],
    ["s3:GetObject", "ForAnyValue:StringLike", "aws:ResourceOrgPaths", ["*"]],
  ])("%s, %s on %s %j: no", (action, operator, key, values) =>
    expect(narrows([action], operator, key, ...values)).toBe(false),
  );
});
