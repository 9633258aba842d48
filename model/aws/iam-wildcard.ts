import { type Arn, fillInvented, findArn, partResource } from "./arn";

/** True when a pattern matches more than one text. Policy variables are no wildcards, `${*}` is an asterisk itself. */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(withoutVariables(pattern));
}

function withoutVariables(pattern: string): string {
  return pattern.replace(/\$\{[^}]*\}/g, "variable");
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
  const parts: readonly (keyof Arn)[] = ["partition", "service", "region", "account"];
  const open = parts.find((part) => hasWildcard(arn[part]));
  if (open !== undefined) {
    return `the ${open}`;
  }
  const { name } = partResource({ service: arn.service, resource: fillInvented(arn) });
  return hasWildcard(name) ? "the resource's name" : undefined;
}
