import { knownRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import type { Member, Stack } from "../../../model/graph/stack";
import { type Action, nothing, type Reach } from "./action";
import { idOf, ownArn, type Place, textOf } from "./place";

interface Subnet {
  readonly member: Member<unknown>;
  readonly arn: string | undefined;
  readonly zone: string | undefined;
}

const MANAGED = ["AWSFaultInjectionSimulatorNetworkAccess"];

/** FIS reference, `aws:network:route-table-disrupt-cross-region-connectivity`. */
export function cutRegions(stack: Stack, place: Place): Reach {
  const subnets = subnetsOf(stack, place);
  return aimedAt(subnets, (arns) => ({
    name: "cut-regions",
    id: "aws:network:route-table-disrupt-cross-region-connectivity",
    description: `The subnets of ${place.region} reach nothing in ${place.elsewhere}`,
    parameters: { region: place.elsewhere },
    lasts: true,
    target: target(arns),
    allow: [],
    managed: MANAGED,
    differs: [
      `only what begins in the subnets is cut: health checkers and clients of other regions still reach ${place.region}`,
      "the quota of routes per route table has to be raised to 250 more than there are (350 where us-east-1 is cut off)",
    ],
  }));
}

/** FIS reference, `aws:network:disrupt-connectivity`: all subnets of one zone, which has the most of them. */
export function cutZone(stack: Stack, place: Place): Reach {
  const subnets = subnetsOf(stack, place);
  const zones = new Map<string, Subnet[]>();
  for (const subnet of subnets) {
    if (subnet.zone !== undefined) zones.set(subnet.zone, [...(zones.get(subnet.zone) ?? []), subnet]);
  }
  if (zones.size < 2) {
    return { actions: [], lacks: [`no two zones of ${place.region} are known of its subnets`] };
  }
  const [zone, chosen] = [...zones].sort(
    ([one, some], [other, others]) => others.length - some.length || (one < other ? -1 : 1),
  )[0] ?? ["", []];
  return aimedAt(chosen, (arns) => ({
    name: "cut-zone",
    id: "aws:network:disrupt-connectivity",
    description: `No traffic enters or leaves the subnets of ${zone}`,
    parameters: { scope: "all" },
    lasts: true,
    target: target(arns),
    allow: [],
    managed: MANAGED,
    differs: [
      "what runs in the zone goes on, and reaches what is in its own subnet",
      "functions and tables of the zone are not cut",
    ],
  }));
}

function aimedAt(subnets: readonly Subnet[], action: (arns: readonly string[]) => Action): Reach {
  if (subnets.length === 0) return { ...nothing, lacks: ["the stack has no subnet there"] };
  const arns = subnets.flatMap(({ arn }) => arn ?? []);
  if (arns.length < subnets.length) {
    const [hidden] = subnets.filter(({ arn }) => arn === undefined);
    return {
      actions: [],
      lacks: [
        `the id of subnet ${hidden?.member.name} is not known before deployment: give the export of the deployed stack (--export FILE)`,
      ],
    };
  }
  return { actions: [action([...arns].sort())], lacks: [] };
}

function target(resourceArns: readonly string[]): Action["target"] & object {
  return {
    key: "Subnets",
    name: "subnets",
    is: { resourceType: "aws:ec2:subnet", resourceArns, selectionMode: "ALL" },
  };
}

function subnetsOf(stack: Stack, place: Place): readonly Subnet[] {
  return stack
    .of(tokens.subnet)
    .filter((member) => knownRegion(member) === place.region)
    .map((member) => {
      const id = idOf(member);
      return {
        member,
        arn: ownArn(member, place, "ec2", id === undefined ? undefined : `subnet/${id}`),
        zone: textOf(() => member.props.availabilityZone) ?? textOf(() => member.props.availabilityZoneId),
      };
    });
}
