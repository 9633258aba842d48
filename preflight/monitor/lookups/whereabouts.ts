import type { JsonObject } from "../../graph";
import type { LookupContext } from "./lookup";

/** The account number that AWS itself uses in its documentation. */
export const STAND_IN_ACCOUNT = "123456789012";

interface Partition {
  readonly name: string;
  readonly dnsSuffix: string;
  readonly prefix: RegExp;
}

const STANDARD: Partition = { name: "aws", dnsSuffix: "amazonaws.com", prefix: /^/ };
const PARTITIONS: readonly Partition[] = [
  { name: "aws-cn", dnsSuffix: "amazonaws.com.cn", prefix: /^cn-/ },
  { name: "aws-us-gov", dnsSuffix: "amazonaws.com", prefix: /^us-gov-/ },
];

function partitionOf(region: string | undefined): Partition {
  return PARTITIONS.find(({ prefix }) => region !== undefined && prefix.test(region)) ?? STANDARD;
}

/** An account that exists nowhere, so that names and ARNs made from it are known. */
export function getCallerIdentity(_args: JsonObject, { region }: LookupContext): JsonObject {
  const { name } = partitionOf(region);
  return {
    accountId: STAND_IN_ACCOUNT,
    arn: `arn:${name}:sts::${STAND_IN_ACCOUNT}:assumed-role/preflight/preflight`,
    id: STAND_IN_ACCOUNT,
    userId: "AROAPREFLIGHTEXAMPLE:preflight",
  };
}

export function getPartition(_args: JsonObject, { region }: LookupContext): JsonObject {
  const { name, dnsSuffix } = partitionOf(region);
  return { dnsSuffix, id: name, partition: name, reverseDnsPrefix: dnsSuffix.split(".").reverse().join(".") };
}

export function getRegion(args: JsonObject, context: LookupContext): JsonObject | undefined {
  const region = [args.region, args.name, context.region].find((name) => typeof name === "string");
  if (typeof region !== "string") {
    return undefined;
  }
  const endpoint = `ec2.${region}.${partitionOf(region).dnsSuffix}`;
  return { description: region, endpoint, id: region, name: region, region };
}
