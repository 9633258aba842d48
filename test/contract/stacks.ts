import type { GraphResource, Recording } from "../../preflight/graph";
import { recorded } from "../helpers/recorded";

/** A recorded stack, as the tests speak of it. */
export interface DeclaredStack {
  readonly name: string;
  readonly recording: Recording;
}

const systems = ["trading", "payments", "transactions", "healthcare", "fleet"] as const;
const zone = { hostedZoneId: "Z0123456789ABCDEFGHIJ" };
const europe = ["eu-central-1", "eu-west-1"] as const;
const asia = ["ap-southeast-1", "ap-northeast-1"] as const;

/** Payments and healthcare have a certificate in each region, and their own file has those of the usual regions. */
const withCertificates: readonly string[] = ["payments", "healthcare"];

/** What a system can be told besides, that makes other resources. */
const further: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  fleet: { "in production": { retention: "production", firewall: "on" } },
};

/** A stack as its file has it, and with other values that people give: a zone, the longest suffix, other regions. */
export async function declaredStacks(): Promise<readonly DeclaredStack[]> {
  const stacks: DeclaredStack[] = [];
  for (const system of systems) {
    const variants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      "as it is": {},
      "its longest suffix": { environmentSuffix: "a".repeat(await longestSuffix(system)) },
      "a zone": zone,
      Europe: pairOf(system, europe),
      Asia: pairOf(system, asia),
      ...further[system],
    };
    for (const [variant, config] of Object.entries(variants)) {
      stacks.push({ name: `${system}, ${variant}`, recording: await recorded(system, config) });
    }
  }
  return stacks;
}

function pairOf(system: string, [primaryRegion, secondaryRegion]: readonly [string, string]) {
  const pair = { primaryRegion, secondaryRegion };
  const arns = [primaryRegion, secondaryRegion].map((region) => [
    region,
    `arn:aws:acm:${region}:123456789012:certificate/00000000-0000-4000-8000-000000000001`,
  ]);
  return withCertificates.includes(system)
    ? { ...pair, certificateArns: JSON.stringify(Object.fromEntries(arns)) }
    : pair;
}

/** How long a suffix the program takes: it says so when it refuses one. */
async function longestSuffix(system: string): Promise<number> {
  const refusal = await recorded(system, { environmentSuffix: "a".repeat(60) }).then(
    () => "",
    (error: Error) => error.message,
  );
  const [, length] = /at most (\d+) characters/.exec(refusal) ?? [];
  if (length === undefined) {
    throw new Error(`${system} refuses no suffix of 60 characters, expected its longest one: ${refusal}`);
  }
  return Number(length);
}

/** The resources that the AWS provider manages. */
export function awsResources({ recording }: DeclaredStack): readonly GraphResource[] {
  return recording.resources.filter(({ type, external }) => type.startsWith("aws:") && !external);
}

/** Where a resource is: of its own accord, or by its provider. */
export function regionOf({ recording }: DeclaredStack, { inputs, provider }: GraphResource): string {
  const owner = recording.resources.find(({ urn }) => urn === provider);
  const region = inputs.region ?? owner?.inputs.region;
  return typeof region === "string" ? region : "";
}
