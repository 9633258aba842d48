import { isGlobal } from "./provider-types";

/** The part of a resource that says where it is. */
export interface Placed {
  readonly type: string;
  readonly props: unknown;
  readonly provider?: { readonly props: { readonly region?: unknown } };
}

/**
 * The region that a resource is made in: its own `region` (provider v7), otherwise its provider's. Undefined for a global
 * service, and when nobody says: the provider then takes it from an environment that a policy cannot see.
 * Throws when what stands there is no region name.
 */
export function findRegion({ type, props, provider }: Placed): string | undefined {
  if (isGlobal(type)) {
    return undefined;
  }
  const own = (props as { readonly region?: unknown } | undefined)?.region;
  const region = isSet(own) ? own : provider?.props.region;
  if (!isSet(region)) {
    return undefined;
  }
  if (typeof region !== "string") {
    throw new TypeError("a region is a text");
  }
  return region;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
