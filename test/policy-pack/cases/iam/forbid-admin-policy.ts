import { unknownText } from "../../given";

export default {
  pass: [
    {
      because: "a policy of one's own has such a name, since its document is judged itself",
      given: { policyArn: "arn:aws:iam::123456789012:policy/TeamFullAccess" },
    },
    { because: "access is read-only", given: { policyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" } },
    { because: "the property is null", given: { policyArn: null } },
    { because: "the list is empty", type: "aws:iam/role:Role", given: { managedPolicyArns: [] } },
    {
      because: "a permission set may read",
      type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
      given: { managedPolicyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" },
    },
    {
      because: "a user's list has only what reads",
      type: "aws:iam/role:Role",
      given: { policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] },
    },
  ],
  fail: [
    {
      because: "it is full access",
      given: { policyArn: "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess" },
      at: ["policyArn"],
    },
    {
      because: "it is full access, version two",
      given: { policyArn: "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess_v2" },
      at: ["policyArn"],
    },
    { because: "it administers IAM", given: { policyArn: "arn:aws:iam::aws:policy/IAMFullAccess" }, at: ["policyArn"] },
    {
      because: "the name has an underscore",
      given: { policyArn: "arn:aws:iam::aws:policy/AWSLambda_FullAccess" },
      at: ["policyArn"],
    },
    {
      because: "the partition is China",
      given: { policyArn: "arn:aws-cn:iam::aws:policy/AdministratorAccess" },
      at: ["policyArn"],
    },
    { because: "it is named, not addressed", given: { policyArn: "PowerUserAccess" }, at: ["policyArn"] },
    {
      because: "it administers by way of a service",
      given: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess-Amplify" },
      at: ["policyArn"],
    },
    { because: "the ARN is a number", given: { policyArn: 5 }, at: ["policyArn"] },
    {
      because: "a user, a group and a permission set get it in their own words",
      type: "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
      given: {
        managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess"],
      },
      at: ["managedPolicyArns[1]"],
    },
    {
      because: "an exclusive list holds it",
      type: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
      given: { policyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] },
      at: ["policyArns[0]"],
    },
    {
      because: "the list is a text",
      type: "aws:iam/role:Role",
      given: { managedPolicyArns: "arn:aws:iam::aws:policy/AdministratorAccess" },
      at: ["managedPolicyArns"],
    },
    {
      because: "another one than the config allows",
      config: { allowedPolicies: ["AmazonSSMFullAccess"] },
      given: { policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
      at: ["policyArn"],
    },
    {
      because: "a permission set is given full access",
      type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
      given: { managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      at: ["managedPolicyArn"],
    },
  ],
  undetermined: [{ because: "the ARN is unknown", given: { policyArn: unknownText }, at: ["policyArn"] }],
  skip: [{ because: "the attachment names nothing", given: { role: "app" } }],
};
