import { known } from "../graph/reading";
import { findArn } from "./arn";
import { isGlobal, isOutputOnly } from "./provider-types";

/** The part of a resource that says where it is. */
export interface Placed {
  readonly type: string;
  readonly props: unknown;
  readonly provider?: { readonly props: { readonly region?: unknown; readonly version?: unknown } };
}

/**
 * The region that a resource is made in: its own `region` (provider v7), otherwise its provider's, otherwise that of its
 * ARN. Undefined for a global service, and when nobody says: the provider then takes it from an environment that a policy
 * cannot see. Throws when what stands there is no region name.
 */
export function findRegion({ type, props, provider }: Placed): string | undefined {
  if (isGlobal(type)) {
    return undefined;
  }
  const own = ownRegion(props, provider);
  const stated = isSet(own) ? own : provider?.props.region;
  const region = isSet(stated) ? stated : arnRegion(type, props);
  if (!isSet(region)) {
    return undefined;
  }
  if (typeof region !== "string") {
    throw new TypeError("a region is a text");
  }
  return region;
}

/** The same, as far as it is known: undefined also where a value is not known, or no region name. */
export function knownRegion(placed: Placed): string | undefined {
  return known(() => findRegion(placed));
}

interface OwnProps {
  readonly region?: unknown;
  readonly arn?: unknown;
}

/** Before v7 the region of a bucket is an output, and never another than that of its provider. */
function ownRegion(props: unknown, provider: Placed["provider"]): unknown {
  const read = () => (props as OwnProps | undefined)?.region;
  return isBeforeRegions(provider) ? known(read) : read();
}

function isBeforeRegions(provider: Placed["provider"]): boolean {
  const version = known(() => provider?.props.version);
  return typeof version === "string" && /^v?[1-6]\./.test(version);
}

/** The ARN that AWS gave to what is deployed. */
function arnRegion(type: string, props: unknown): string | undefined {
  const arn = isOutputOnly(type, "arn") ? known(() => (props as OwnProps | undefined)?.arn) : undefined;
  return typeof arn === "string" ? findArn(arn)?.region : undefined;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
