/** The inputs of a Route 53 record by which it shares its name with others. */
export interface RoutedProps {
  readonly aliases?: readonly unknown[];
  readonly failoverRoutingPolicies?: readonly unknown[];
  readonly weightedRoutingPolicies?: readonly unknown[];
  readonly latencyRoutingPolicies?: readonly unknown[];
  readonly geolocationRoutingPolicies?: readonly unknown[];
  readonly geoproximityRoutingPolicy?: unknown;
  readonly cidrRoutingPolicy?: unknown;
  readonly multivalueAnswerRoutingPolicy?: boolean;
}

const listed = [
  "failoverRoutingPolicies",
  "weightedRoutingPolicies",
  "latencyRoutingPolicies",
  "geolocationRoutingPolicies",
] as const;

/** True when a record is one of several answers for its name. Throws while that is unknown. */
export function isRouted(props: RoutedProps): boolean {
  return (
    listed.some((key) => isFilled(props[key])) ||
    isSet(props.geoproximityRoutingPolicy) ||
    isSet(props.cidrRoutingPolicy) ||
    props.multivalueAnswerRoutingPolicy === true
  );
}

/** True when a record answers with another AWS resource's addresses, and with that resource's TTL. */
export function isAlias(props: RoutedProps): boolean {
  return isFilled(props.aliases);
}

/** True for a list with something in it, and for anything that stands in its place. */
export function isFilled(list: unknown): boolean {
  return isSet(list) && (!Array.isArray(list) || list.length > 0);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Health checks that ask no endpoint: they follow an alarm, other checks, or a switch. */
const withoutEndpoint: ReadonlySet<string> = new Set(["CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL"]);

/** True for a health check that sends requests of its own, at an interval and up to a threshold. Any case will do. */
export function asksEndpoint(healthCheckType: string | undefined): boolean {
  return !withoutEndpoint.has(String(healthCheckType).toUpperCase());
}
