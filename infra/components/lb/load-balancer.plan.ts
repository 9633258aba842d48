/** Where requests, and health checks, meet a load balancer. */
export interface FrontDoor {
  readonly protocol: "HTTP" | "HTTPS";
  readonly port: number;
  /** The serving port, and the one that only sends clients there. */
  readonly openPorts: readonly number[];
}

/** A redirect counts as healthy, so where requests come over HTTPS a check must ask there too. */
export function planFrontDoor(hasCertificate: boolean): FrontDoor {
  return hasCertificate
    ? { protocol: "HTTPS", port: 443, openPorts: [443, 80] }
    : { protocol: "HTTP", port: 80, openPorts: [80] };
}
