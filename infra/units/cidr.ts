import { isIPv4 } from "node:net";

/** A block of IPv4 addresses whose first address is the block's own. */
export interface Cidr {
  /** `10.0.0.0/16` */
  readonly text: string;
  /** The first address as a number. */
  readonly first: number;
  /** Leading bits that all addresses share, 0 to 32. */
  readonly prefix: number;
}

/** Undefined when the text is no IPv4 block, or when its address is not the first of the block (`10.0.0.1/16`). */
export function findCidr(text: string): Cidr | undefined {
  const [, address = "", bits = ""] = /^([\d.]{7,15})\/(\d|[12]\d|3[0-2])$/.exec(text) ?? [];
  if (!isIPv4(address)) {
    return undefined;
  }
  const prefix = Number(bits);
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return first % addressCount(prefix) === 0 ? { text, first, prefix } : undefined;
}

/** @throws RangeError where `findCidr` finds nothing */
export function parseCidr(text: string): Cidr {
  const cidr = findCidr(text);
  if (cidr === undefined) {
    throw new RangeError(`${text} is no IPv4 block, expected one such as 10.0.0.0/16.`);
  }
  return cidr;
}

export function overlap(one: Cidr, other: Cidr): boolean {
  return one.first <= last(other) && other.first <= last(one);
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && last(inner) <= last(outer);
}

/**
 * The block number `index` (from 0) among the equal blocks that `extraBits` more bits cut out of `cidr`.
 * @throws RangeError when there is no such block
 */
export function blockOf(cidr: Cidr, extraBits: number, index: number): Cidr {
  const prefix = cidr.prefix + extraBits;
  if (prefix > 32 || index < 0 || index >= 2 ** extraBits) {
    throw new RangeError(`${cidr.text} has no block number ${index} of prefix /${prefix}.`);
  }
  const first = cidr.first + index * addressCount(prefix);
  return { text: `${addressText(first)}/${prefix}`, first, prefix };
}

function last(cidr: Cidr): number {
  return cidr.first + addressCount(cidr.prefix) - 1;
}

function addressCount(prefix: number): number {
  return 2 ** (32 - prefix);
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
