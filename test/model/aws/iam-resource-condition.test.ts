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
