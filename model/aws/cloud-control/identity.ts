import { first, tags } from "./convert";
import { type Entry, entry, type Part } from "./entry";
import { each, type Fields, same } from "./field";

const inline: Fields = { name: same("policyName"), policy: same("policyDocument") };

/** The policies that a user or a group holds in itself: resources of their own in the other form. */
function held(type: string, owner: string): Part {
  return { type, of: "policies", fields: inline, isList: true, owner };
}

/** The managed policies that a user or a group is given. */
function given(type: string, owner: string): Part {
  return { type, of: "managedPolicyArns", fields: { policyArns: same() }, owner };
}

/** Roles and what they may do, functions and who may call them. */
export const identity: Readonly<Record<string, Entry>> = {
  "iam:Role": entry("aws:iam/role:Role", {
    name: same("roleName"),
    path: same("path"),
    assumeRolePolicy: same("assumeRolePolicyDocument"),
    inlinePolicies: each(inline, "policies"),
    managedPolicyArns: same("managedPolicyArns"),
    permissionsBoundary: same("permissionsBoundary"),
    maxSessionDuration: same("maxSessionDuration"),
    tags,
  }),
  "iam:User": entry(
    "aws:iam/user:User",
    { name: same("userName"), path: same("path"), permissionsBoundary: same("permissionsBoundary"), tags },
    [
      held("aws:iam/userPolicy:UserPolicy", "user"),
      given("aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", "userName"),
    ],
  ),
  "iam:Group": entry("aws:iam/group:Group", { name: same("groupName"), path: same("path") }, [
    held("aws:iam/groupPolicy:GroupPolicy", "group"),
    given("aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive", "groupName"),
  ]),
  "iam:ManagedPolicy": entry("aws:iam/policy:Policy", {
    name: same("managedPolicyName"),
    path: same("path"),
    policy: same("policyDocument"),
  }),
  "iam:Policy": entry("aws:iam/rolePolicy:RolePolicy", { ...inline, role: first("roles") }),
  "iam:RolePolicy": entry("aws:iam/rolePolicy:RolePolicy", { ...inline, role: same("roleName") }),
  "iam:UserPolicy": entry("aws:iam/userPolicy:UserPolicy", { ...inline, user: same("userName") }),
  "iam:GroupPolicy": entry("aws:iam/groupPolicy:GroupPolicy", { ...inline, group: same("groupName") }),
  "lambda:Function": entry("aws:lambda/function:Function", {
    name: same("functionName"),
    runtime: same("runtime"),
    handler: same("handler"),
    role: same("role"),
    memorySize: same("memorySize"),
    timeout: same("timeout"),
    packageType: same("packageType"),
    architectures: same("architectures"),
    reservedConcurrentExecutions: same("reservedConcurrentExecutions"),
    deadLetterConfig: same("deadLetterConfig"),
    tracingConfig: same("tracingConfig"),
    vpcConfig: same("vpcConfig"),
    environment: same("environment"),
    kmsKeyArn: same("kmsKeyArn"),
    layers: same("layers"),
    tags,
  }),
  "lambda:Permission": entry("aws:lambda/permission:Permission", {
    function: same("functionName"),
    action: same("action"),
    principal: same("principal"),
    sourceArn: same("sourceArn"),
    sourceAccount: same("sourceAccount"),
    principalOrgId: same("principalOrgId"),
    functionUrlAuthType: same("functionUrlAuthType"),
  }),
  "lambda:Url": entry("aws:lambda/functionUrl:FunctionUrl", {
    functionName: same("targetFunctionArn"),
    authorizationType: same("authType"),
    invokeMode: same("invokeMode"),
    cors: same("cors"),
    qualifier: same("qualifier"),
  }),
  "lambda:EventSourceMapping": entry("aws:lambda/eventSourceMapping:EventSourceMapping", {
    functionName: same("functionName"),
    eventSourceArn: same("eventSourceArn"),
    batchSize: same("batchSize"),
    maximumBatchingWindowInSeconds: same("maximumBatchingWindowInSeconds"),
    enabled: same("enabled"),
    functionResponseTypes: same("functionResponseTypes"),
    scalingConfig: same("scalingConfig"),
    tags,
  }),
  "lambda:EventInvokeConfig": entry("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", {
    functionName: same("functionName"),
    qualifier: same("qualifier"),
    maximumRetryAttempts: same("maximumRetryAttempts"),
    maximumEventAgeInSeconds: same("maximumEventAgeInSeconds"),
    destinationConfig: same("destinationConfig"),
  }),
};
