import { type Arn, fillInvented, findArn, partResource } from "./arn";

/** True when a pattern matches more than one text. Policy variables are no wildcards, `${*}` is an asterisk itself. */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(withoutVariables(pattern));
}

function withoutVariables(pattern: string): string {
  return pattern.replace(/\$\{[^}]*\}/g, "variable");
}

/** Variables for who calls: a resource whose name has one of them is the caller's own. */
const callersOwn = /\$\{(aws:(username|userid|PrincipalTag\/[^}]+|SourceIdentity)|[^}:]+\.[^}:]+:sub)\}/gi;
const caller = "\u{1}";

function namesCaller(pattern: string): boolean {
  const arn = findArn(pattern.replace(callersOwn, caller));
  return arn !== undefined && partResource(arn).name.includes(caller);
}

/** What belongs to AWS and is the same for everybody: `parameter/aws/service/eks/...`, AWS's managed policies. */
function isOfAws({ service, resource, account }: Arn): boolean {
  return (
    (service === "ssm" && resource.startsWith("parameter/aws/")) ||
    (service === "iam" && account.toLowerCase() === "aws")
  );
}

/** Names with a path, whose first step is somebody's choice: what lies below `secret:shop/` is that one's. */
const paths: readonly (readonly [service: string, RegExp])[] = [
  ["secretsmanager", /^secret:[^/*?]+\//],
  ["ecr", /^repository\/[^/*?]+\//],
];

function isBelowPath({ service, resource }: Arn): boolean {
  return paths.some(([owner, path]) => owner === service && path.test(resource));
}

/** What is one thing in every region: a multi-Region key, and a model of AWS's that is named. */
function isEverywhere({ service, resource }: Arn): boolean {
  return (
    (service === "kms" && /^key\/mrk-[0-9a-z]+$/i.test(resource)) ||
    (service === "bedrock" && /^foundation-model\/[^*?]+$/.test(resource))
  );
}

/**
 * Which part of a `Resource` leaves open what it names; undefined when it names one resource. What lies below a named
 * resource may be open: the objects of a bucket, the indexes of a table, the streams of a log group.
 */
export function findOpenPart(pattern: string): string | undefined {
  const text = withoutVariables(pattern);
  const arn = findArn(text);
  if (arn === undefined) {
    return hasWildcard(text) ? "all resources" : undefined;
  }
  if (isOfAws(arn)) {
    return undefined;
  }
  const { name } = partResource({ service: arn.service, resource: fillInvented(arn) });
  const isCallersOwn = !hasWildcard(name) && namesCaller(pattern);
  const parts: readonly (keyof Arn)[] = [
    "partition",
    "service",
    ...(isCallersOwn || isEverywhere(arn) ? [] : (["region"] as const)),
    ...(isCallersOwn ? [] : (["account"] as const)),
  ];
  const open = parts.find((part) => hasWildcard(arn[part]));
  if (open !== undefined) {
    return `the ${open}`;
  }
  return hasWildcard(name) && !isBelowPath(arn) ? "the resource's name" : undefined;
}
