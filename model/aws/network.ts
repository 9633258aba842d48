import ipaddr from "ipaddr.js";

/** A range of addresses. IPv4 and IPv6 are ranges of their own: `family` tells them apart. */
export interface Network {
  readonly family: "ipv4" | "ipv6";
  readonly first: bigint;
  readonly last: bigint;
}

/** The addresses of `10.0.0.0/16` or `2001:db8::/56`; bits beyond the prefix do not count. Undefined for any other text. */
export function findNetwork(text: string): Network | undefined {
  const isIpv4 = ipaddr.IPv4.isValidCIDRFourPartDecimal(text);
  if (!isIpv4 && !ipaddr.IPv6.isValidCIDR(text)) {
    return undefined;
  }
  const [address, prefix] = ipaddr.parseCIDR(text);
  const bytes = address.toByteArray();
  const size = 1n << BigInt(bytes.length * 8 - prefix);
  const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const first = value - (value % size);
  return { family: isIpv4 ? "ipv4" : "ipv6", first, last: first + size - 1n };
}

/** A network, and whose it is. */
export interface Owned {
  readonly network: Network;
  readonly owner: string;
}

/**
 * Each network that lies in or around another owner's, with that other one. Networks nest or keep apart, so a sorted list
 * and the networks around the current one are enough.
 */
export function findOverlaps<T extends Owned>(networks: readonly T[]): readonly (readonly [T, T])[] {
  const overlaps: (readonly [T, T])[] = [];
  let around: T[] = [];
  for (const current of [...networks].sort(byPlace)) {
    around = around.filter(
      ({ network: { family, last } }) => family === current.network.family && last >= current.network.first,
    );
    const other = around.find(({ owner }) => owner !== current.owner);
    if (other !== undefined) {
      overlaps.push([other, current]);
    }
    around.push(current);
  }
  return overlaps;
}

/** By family, then by first address, the larger network first. */
function byPlace({ network: a }: Owned, { network: b }: Owned): number {
  if (a.family !== b.family) {
    return a.family < b.family ? -1 : 1;
  }
  const difference = a.first === b.first ? b.last - a.last : a.first - b.first;
  return difference < 0n ? -1 : Number(difference > 0n);
}
