import { longestNetworkPrefix } from "../components/ec2/network.plan";
import { type Cidr, contains, findCidr, overlap, parseCidr } from "../units/cidr";
import { defaulted, type Field, understood } from "./field";
import type { Problem } from "./problem";
import { type Entries, shown } from "./read-fields";

/** AWS: no network is larger. */
const shortestNetworkPrefix = 16;
const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(parseCidr);

const allowed = `a private IPv4 network of /${shortestNetworkPrefix} to /${longestNetworkPrefix} such as 10.0.0.0/16`;

export function networkField(otherwise: string): Field<Cidr> {
  return defaulted(parseCidr(otherwise), "text", allowed, understood(findNetwork));
}

export function networkProblems(
  { primaryCidr, secondaryCidr }: { readonly primaryCidr?: Cidr; readonly secondaryCidr?: Cidr },
  entries: Entries,
): readonly Problem[] {
  if (primaryCidr === undefined || secondaryCidr === undefined || !overlap(primaryCidr, secondaryCidr)) {
    return [];
  }
  return [
    {
      key: "secondaryCidr",
      found: shown("secondaryCidr", secondaryCidr.text, entries),
      allowed: `a network that shares no address with primaryCidr (${shown("primaryCidr", primaryCidr.text, entries)})`,
    },
  ];
}

function findNetwork(text: string): Cidr | undefined {
  const cidr = findCidr(text);
  const fits =
    cidr !== undefined &&
    cidr.prefix >= shortestNetworkPrefix &&
    cidr.prefix <= longestNetworkPrefix &&
    privateBlocks.some((block) => contains(block, cidr));
  return fits ? cidr : undefined;
}
