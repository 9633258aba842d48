// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import { narrowsCallers } from "../../../policy-pack/facts/iam-condition";

const narrows = (operator: string, key: string, ...values: readonly unknown[]) =>
  narrowsCallers({ operator, key, values: values.map((value) => ({ at: [], read: () => value })) });

describe("narrowsCallers", () => {
  test.each([
    ["StringEquals", "aws:SourceAccount", ["123456789012"]],
    ["StringEquals", "AWS:sourceaccount", ["123456789012"]],
    ["ArnLike", "aws:SourceArn", ["arn:aws:sns:*:123456789012:*"]],
    ["ArnEquals", "aws:SourceArn", ["arn:aws:s3:::trades"]],
    ["StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5", "o-f6g7h8i9j0"]],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"]],
    ["StringEquals", "aws:SourceVpce", ["vpce-1a2b3c4d"]],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24"]],
    ["IpAddress", "aws:SourceIp", ["203.0.113.9"]],
    ["StringEquals", "kms:CallerAccount", ["123456789012"]],
    ["StringEquals", "aws:PrincipalAccount", ["${aws:ResourceAccount}"]],
    ["Bool", "elasticfilesystem:AccessedViaMountTarget", [true]],
    ["Bool", "elasticfilesystem:AccessedViaMountTarget", ["true"]],
  ])("%s on %s %j: yes", (operator, key, values) => expect(narrows(operator, key, ...values)).toBe(true));

  test.each([
    ["StringNotEquals", "aws:SourceAccount", ["123456789012"]],
    ["StringEqualsIfExists", "aws:SourceAccount", ["123456789012"]],
    ["ForAllValues:StringEquals", "aws:SourceAccount", ["123456789012"]],
    ["Null", "aws:SourceAccount", ["false"]],
    ["StringLike", "aws:SourceAccount", ["*"]],
    ["StringLike", "aws:SourceAccount", ["123456789012", "*"]],
    ["StringEquals", "aws:SourceAccount", []],
    ["StringEquals", "aws:SourceAccount", [""]],
    ["StringEquals", "aws:SourceAccount", [123456789012]],
    ["StringLike", "aws:PrincipalOrgID", ["o-*"]],
    ["ArnLike", "aws:SourceArn", ["arn:aws:sns:us-east-1:*:trades"]],
    ["ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:role/admin"]],
    ["ArnLike", "aws:SourceArn", ["arn:aws:s3:::*"]],
    ["ArnLike", "aws:SourceArn", ["*"]],
    ["ArnEquals", "aws:PrincipalArn", ["${aws:PrincipalArn}"]],
    ["IpAddress", "aws:SourceIp", ["0.0.0.0/0"]],
    ["IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"]],
    ["IpAddress", "aws:SourceIp", ["::/0"]],
    ["Bool", "aws:SecureTransport", ["true"]],
    ["Bool", "elasticfilesystem:AccessedViaMountTarget", ["false"]],
    ["StringEquals", "aws:RequestedRegion", ["us-east-1"]],
    ["StringEquals", "sts:ExternalId", ["shared"]],
    ["StringEquals", "aws:UserAgent", ["curl"]],
    ["DateLessThan", "aws:CurrentTime", ["2027-01-01"]],
    ["constructor", "__proto__", ["x"]],
  ])("%s on %s %j: no", (operator, key, values) => expect(narrows(operator, key, ...values)).toBe(false));
});
