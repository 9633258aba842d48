// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the policy variables of IAM look like this
import { unknownList, unknownObject, unknownText } from "../../given";

const action = (value: unknown) => ({ policy: { Statement: [{ Effect: "Allow", Action: value, Resource: "*" }] } });
const role = "aws:iam/role:Role";
const key = "aws:kms/keyPolicy:KeyPolicy";

export default {
  pass: [
    {
      because: "a key's policy leaves KMS to the account, in whatever case",
      type: key,
      given: { policy: { Statement: { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "KMS:*" } } },
    },
    {
      because: "a key's policy gives a service what the guides write there",
      type: key,
      given: {
        policy: {
          Statement: {
            Effect: "Allow",
            Principal: { Service: "logs.eu-west-1.amazonaws.com" },
            Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            Resource: "*",
          },
        },
      },
    },
    { because: "the effect is denied in any case", given: { policy: { Statement: { Effect: "DENY", Action: "*" } } } },
    { because: "a policy variable stands in the action", given: action("s3:${*}") },
    { because: "the statement has no action at all", given: { policy: { Statement: [{ Effect: "Allow" }] } } },
    { because: "there is no statement in the list", given: { policy: { Statement: [] } } },
    {
      because: "a trust policy names its action",
      type: role,
      given: { assumeRolePolicy: { Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } } },
    },
    {
      because: "a key's policy leaves parts of its management and use to the account",
      type: key,
      given: {
        policy: {
          Statement: {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::123456789012:root" },
            Action: ["kms:Create*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            Resource: "*",
          },
        },
      },
    },
  ],
  fail: [
    {
      because: "a key's user gets a pattern that the KMS guide does not write, or all of KMS",
      type: key,
      given: {
        policy: {
          Statement: [
            { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:role/app" }, Action: "kms:S*" },
            { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:role/app" }, Action: "KMS:*" },
          ],
        },
      },
      at: ["policy.Statement[0].Action", "policy.Statement[1].Action"],
    },
    {
      because: "what the KMS guide writes into a key's policy stands in another",
      given: { policy: { Statement: { Effect: "Allow", Action: "kms:GenerateDataKey*", Resource: "*" } } },
      at: ["policy.Statement.Action"],
    },
    { because: "everything is allowed", given: action("*"), at: ["policy.Statement[0].Action"] },
    { because: "everything is allowed twice over", given: action("*:*"), at: ["policy.Statement[0].Action"] },
    { because: "the service is a pattern", given: action("s*:GetObject"), at: ["policy.Statement[0].Action"] },
    { because: "one letter is open", given: action("s3:Get?bject"), at: ["policy.Statement[0].Action"] },
    { because: "the action is a number", given: action(5), at: ["policy.Statement[0].Action"] },
    { because: "the action is null", given: action(null), at: ["policy.Statement[0].Action"] },
    {
      because: "lists are nested",
      given: action([["s3:*"], { a: "s3:*" }]),
      at: ["policy.Statement[0].Action[0]", "policy.Statement[0].Action[1]"],
    },
    {
      because: "keys are written in lower and mixed case",
      given: { policy: { statement: [{ effect: "Allow", aCTION: "s3:*" }] } },
      at: ["policy.statement[0].aCTION"],
    },
    {
      because: "the effect is misspelt, absent or no text",
      given: {
        policy: { Statement: [{ Effect: "Alow", Action: "*" }, { Action: "*" }, { Effect: ["Deny"], Action: "*" }] },
      },
      at: ["policy.Statement[0].Action", "policy.Statement[1].Action", "policy.Statement[2].Action"],
    },
    {
      because: "a second effect in another case says otherwise",
      given: { policy: { Statement: { Effect: "Allow", effect: "Deny", Action: "*" } } },
      at: ["policy.Statement.Action"],
    },
    {
      because: "only the second of two keys holds the wildcard",
      given: { policy: { Statement: { Effect: "Allow", Action: "s3:GetObject", action: "s3:*" } } },
      at: ["policy.Statement.action"],
    },
    {
      because: "only one of a role's inline policies is wide",
      type: role,
      given: {
        assumeRolePolicy: { Statement: { Effect: "Allow", Action: "sts:AssumeRole" } },
        inlinePolicies: [
          { name: "a", policy: '{"Statement":{"Effect":"Allow","Action":"s3:GetObject"}}' },
          { name: "b", policy: { Statement: [{ Effect: "Allow", Action: ["sqs:*"] }] } },
        ],
      },
      at: ["inlinePolicies[1].policy.Statement[0].Action[0]"],
    },
    {
      because: "a trust policy allows all of STS",
      type: role,
      given: { assumeRolePolicy: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"1"},"Action":"sts:*"}]}' },
      at: ["assumeRolePolicy.Statement[0].Action"],
    },
    {
      because: "kms:* goes to somebody beside the account",
      type: key,
      given: {
        policy: {
          Statement: {
            Effect: "Allow",
            Principal: { AWS: ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/app"] },
            Action: "kms:*",
          },
        },
      },
      at: ["policy.Statement.Action"],
    },
    {
      because: "the account gets more than its keys",
      type: key,
      given: { policy: { Statement: { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "*" } } },
      at: ["policy.Statement.Action"],
    },
    {
      because: "kms:* goes to the account in a policy that is not a key's",
      given: { policy: { Statement: { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "kms:*" } } },
      at: ["policy.Statement.Action"],
    },
    {
      because: "the document is empty JSON, a list, a number or has no statement",
      type: role,
      given: { inlinePolicies: [{ policy: "null" }, { policy: "[]" }, { policy: 5 }, { policy: "{}" }] },
      at: [
        "inlinePolicies[0].policy",
        "inlinePolicies[1].policy",
        "inlinePolicies[2].policy",
        "inlinePolicies[3].policy.Statement",
      ],
    },
    {
      because: "statements are texts",
      given: { policy: { Statement: ["Allow everything", null] } },
      at: ["policy.Statement[0]", "policy.Statement[1]"],
    },
    {
      because: "inline policies are no list",
      type: role,
      given: { inlinePolicies: { policy: "{}" } },
      at: ["inlinePolicies"],
    },
    {
      because: "a permission set's policy is wide",
      type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
      given: { inlinePolicy: '{"Statement":{"Effect":"Allow","Action":"ec2:*"}}' },
      at: ["inlinePolicy.Statement.Action"],
    },
    {
      because: "a function's permission is a pattern",
      type: "aws:lambda/permission:Permission",
      given: { action: "lambda:*", principal: "events.amazonaws.com" },
      at: ["action"],
    },
    {
      because: "a key of the prototype holds the statements",
      given: { policy: '{"__proto__":{"Statement":[]},"Statement":{"Effect":"Allow","Action":"*"}}' },
      at: ["policy.Statement.Action"],
    },
    {
      because: "a key's policy leaves everything to nobody by name",
      type: key,
      given: { policy: { Statement: { Effect: "Allow", Action: "kms:*", Resource: "*" } } },
      at: ["policy.Statement.Action"],
    },
    {
      because: "a key's policy leaves everything to a number",
      type: key,
      given: { policy: { Statement: { Effect: "Allow", Principal: { AWS: 7 }, Action: "kms:*", Resource: "*" } } },
      at: ["policy.Statement.Action"],
    },
  ],
  undetermined: [
    { because: "the document is unknown", given: { policy: unknownText }, at: ["policy"] },
    {
      because: "the inline policies are unknown, and the trust policy is still judged",
      type: role,
      given: {
        assumeRolePolicy: { Statement: { Effect: "Allow", Action: "sts:*" } },
        inlinePolicies: unknownList,
      },
      at: ["inlinePolicies"],
      fail: ["assumeRolePolicy.Statement.Action"],
    },
    {
      because: "a statement, an effect or a list of actions is unknown",
      given: {
        policy: {
          Statement: [
            unknownObject,
            { Effect: unknownText, Action: "*" },
            { Effect: "Allow", Action: unknownList },
            { Effect: "Allow", Action: "*" },
          ],
        },
      },
      at: ["policy.Statement[0]", "policy.Statement[1].Effect", "policy.Statement[2].Action"],
      fail: ["policy.Statement[3].Action"],
    },
    {
      because: "who gets kms:* is unknown",
      type: key,
      given: { policy: { Statement: { Effect: "Allow", Principal: { AWS: unknownText }, Action: "kms:*" } } },
      at: ["policy.Statement.Principal.AWS"],
    },
  ],
  skip: [
    { because: "a role carries no document", type: role, given: {} },
    { because: "a queue's policy is empty text", type: "aws:sqs/queue:Queue", given: { policy: "" } },
    { because: "a role's list of inline policies is empty", type: role, given: { inlinePolicies: [] } },
  ],
};
