import { matchesWildcard as matches } from "../../../model/aws/wildcard";
import type { GraphResource } from "../../../preflight/graph";
import { awsResources, type DeclaredStack, regionOf } from "../stacks";
import type { Context } from "./conditions";
import { evaluate } from "./evaluate";
import { variablesOf } from "./mentions";
import { nameOf, type Wanted, wantedBy } from "./requests";
import { accountOf, grantsOf, type Role, roleOf } from "./roles";
import { type ServiceUse, serviceUsesOf } from "./service-uses";
import { namedResources } from "./stack-resources";

export interface Simulated {
  /** Requests that were decided. */
  readonly requests: number;
  /** What code needs and may not, one sentence each. */
  readonly refused: readonly string[];
  /** What roles may and nothing needs. */
  readonly unused: readonly string[];
}

/** Decides each call of each function of a stack as IAM would, and looks for what is allowed in vain. */
export function simulate(stack: DeclaredStack): Simulated {
  const functions = awsResources(stack).filter(({ type }) => type === "aws:lambda/function:Function");
  const results = functions.map((code) => simulateFunction(stack, code));
  return {
    requests: results.reduce((sum, { requests }) => sum + requests, 0),
    refused: results.flatMap(({ refused }) => refused),
    unused: results.flatMap(({ unused }) => unused),
  };
}

function simulateFunction(stack: DeclaredStack, code: GraphResource): Simulated {
  const role = roleOf(stack, code);
  const account = accountOf(role.arn);
  const region = regionOf(stack, code);
  const place = `${nameOf(code)} in ${region}`;
  const { wanted, unclear } = wantedBy(stack, code, namedResources(stack, account));
  const context: Context = {
    ...ofEveryRequest(role),
    ...keysOfItems(code),
    "lambda:SourceFunctionArn": `arn:aws:lambda:${region}:${account}:function:${nameOf(code)}`,
  };
  const byLambda = serviceUsesOf(stack, code);
  const refused = [
    ...unclear,
    ...wanted.flatMap((one) => refusalsOf(one, role, context)),
    ...byLambda.flatMap((use) => refusedToLambda(use, role)),
  ];
  const used = [...wanted.flatMap(usesOf), ...byLambda];
  const unused = grantsOf(role)
    .filter((grant) => !used.some(({ action, resource }) => action === grant.action && meet(resource, grant.resource)))
    .map(({ action, resource }) => `${place}: ${action} on ${resource}`);
  return { requests: wanted.length + byLambda.length, refused: refused.map((text) => `${place}: ${text}`), unused };
}

function usesOf({ action, target }: Wanted): readonly ServiceUse[] {
  const resource = target?.arn ?? "*";
  // Without it, an object that is not there looks like one that is forbidden.
  const lists = action === "s3:GetObject" ? [{ action: "s3:ListBucket", resource: resource.replace("/*", "") }] : [];
  return [{ action, resource }, ...lists];
}

function ofEveryRequest({ arn }: Role): Context {
  return { "aws:SecureTransport": "true", "aws:PrincipalArn": arn };
}

/** Requests of Lambda itself do not name the function that they are for. */
function refusedToLambda({ action, resource }: ServiceUse, role: Role): readonly string[] {
  const request = { action, resource, principal: role.arn, context: ofEveryRequest(role) };
  const decision = evaluate(request, { identity: role.policies, resource: [] });
  return decision === "allowed" ? [] : [`Lambda itself: ${action} on ${resource} is ${decision}`];
}

function refusalsOf(wanted: Wanted, role: Role, context: Context): readonly string[] {
  const { action, target, because } = wanted;
  const { arn: principal, policies: identity } = role;
  const decisions = objectsIn(target?.arn, role).map((resource) =>
    evaluate({ action, resource, principal, context }, { identity, resource: target?.policies ?? [] }),
  );
  const [decision] = decisions;
  const own = decisions.includes("allowed") ? [] : [`${because}: ${action} on ${target?.arn ?? "*"} is ${decision}`];
  return [...own, ...refusalsOfKey(wanted, role, context)];
}

/** What reads or writes something encrypted uses its key as well, through the service that keeps it. */
function refusalsOfKey({ action, target, key: use, because }: Wanted, role: Role, context: Context): readonly string[] {
  if (target?.key === undefined || use === undefined) {
    return [];
  }
  const { region, policies } = target.key;
  const account = accountOf(role.arn);
  const service = `${serviceOf(action)}.${region}.amazonaws.com`;
  const resource = `arn:aws:kms:${region}:${account}:key/of-${target.name}`;
  const through: Context = {
    ...context,
    "kms:ViaService": service,
    "kms:CallerAccount": account,
    "kms:EncryptionContext:aws:s3:arn": target.arn.replace("/*", ""),
  };
  return (use === "read" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"]).flatMap((keyAction) => {
    const request = { action: keyAction, resource, principal: role.arn, context: through };
    const decision = evaluate(request, { identity: role.policies, resource: policies });
    const what = `${keyAction} with the key of ${target.name} through ${service}`;
    return decision === "allowed" ? [] : [`${because}: ${what} is ${decision}`];
  });
}

/** Keys of items that policies speak of: that of the lease that the code reads, else those of the heartbeats that it writes. */
function keysOfItems(code: GraphResource): Context {
  const lease = variablesOf(code).LEASE_SYSTEM;
  return {
    "dynamodb:LeadingKeys": lease === undefined ? ["heartbeat#primary", "heartbeat#secondary"] : [String(lease)],
  };
}

/** Which object a call is about is known when it runs: one that the role's policies name, in this bucket. */
function objectsIn(arn: string | undefined, role: Role): readonly string[] {
  if (arn?.startsWith("arn:aws:s3:::") !== true) {
    return [arn ?? "*"];
  }
  const bucket = arn.replace(/\*$/, "");
  const named = grantsOf(role).filter(({ resource }) => resource.startsWith(bucket));
  return [`${bucket}any`, ...named.map(({ resource }) => resource.replace("*", "any"))];
}

/** The service that uses a key for an action. */
function serviceOf(action: string): string {
  return action.split(":")[0] ?? "";
}

/** Whether one resource is among those of a pattern, or the other way round. */
function meet(one: string, other: string): boolean {
  return matches(one, other) || matches(other, one) || (one.endsWith("/*") && other.startsWith(one.slice(0, -1)));
}
