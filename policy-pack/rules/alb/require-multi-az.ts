import type { SubnetArgs } from "@pulumi/aws/ec2";
import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type Finding, type StackFinding, Word } from "../../engine/finding";
import { known, stated } from "../../engine/links";
import { stackRule } from "../../engine/rule";
import { unknown } from "../../engine/sdk";
import type { Member } from "../../engine/stack";
import type { Plain } from "../../engine/subject";
import { tokens } from "../../facts/tokens";

type LoadBalancer = Member<Plain<LoadBalancerArgs>>;
type Subnet = Member<Plain<SubnetArgs>>;

/** How many different subnets a load balancer is given; a subnet of the stack counts once, however often it is named. */
function countSubnets(ids: readonly (string | undefined)[], sources: readonly Member[]): number {
  const told = new Set(ids.filter((id) => id !== undefined));
  const untold = ids.length - ids.filter((id) => id !== undefined).length;
  const areSubnets = sources.length > 0 && sources.every(({ type }) => tokens.subnet.has(type));
  return told.size + (areSubnets && told.size === 0 ? Math.min(untold, sources.length) : untold);
}

/** The zones of a load balancer's subnets, if all of them are in the stack and tell theirs. */
function findZones(count: number, sources: readonly Member[]): ReadonlySet<string> | undefined {
  const subnets = sources.filter(({ type }) => tokens.subnet.has(type)) as unknown as readonly Subnet[];
  const zones = subnets.map(
    ({ props }) => known(() => props.availabilityZone) ?? known(() => props.availabilityZoneId),
  );
  const told = zones.filter((zone) => zone !== undefined);
  return told.length === count ? new Set(told) : undefined;
}

function* judge(balancer: LoadBalancer, zones: number): Check<Finding> {
  const mappings = stated(balancer, "subnetMappings") ?? [];
  const subnets = balancer.props.subnets ?? [];
  const at = mappings.length > 0 ? "subnetMappings" : "subnets";
  const ids =
    mappings.length > 0
      ? Array.from({ length: mappings.length }, (_, index) => known(() => mappings[index]?.subnetId))
      : Array.from({ length: subnets.length }, (_, index) => known(() => subnets[index]));
  const count = countSubnets(ids, balancer.sourcesOf(at));
  if (!(count >= zones)) {
    const got = count === 0 ? undefined : new Word(count === 1 ? "one subnet" : `${count} subnets`);
    yield { at, got, want: `subnets in at least ${zones} availability zones` };
    return;
  }
  const found = findZones(count, balancer.sourcesOf(at));
  if (found !== undefined && found.size < zones) {
    const got = new Word(`in ${[...found].sort().join(" and ")} only`);
    yield { at, got, want: `subnets in at least ${zones} availability zones` };
  }
}

const subnet = (name: string, availabilityZone: string) => resource(tokens.subnet, name, { availabilityZone });
const two = { subnets: [unknown.string, unknown.string] };

export default stackRule({
  meta: {
    name: "alb-require-multi-az",
    severity: "high",
    law: "A load balancer has a foot in several availability zones.",
    rationale: "The loss of one zone is the commonest outage; it must not become the loss of a region.",
    remediation: "Spread the load balancer's subnets over as many availability zones as expected.",
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones",
    framework: { wellArchitected: "REL10-BP01", nist: ["CP-10", "SC-36"] },
  },
  config: {
    minimumZones: { type: "integer", minimum: 1, default: 2, description: "Fewest availability zones." },
  },
  *check(stack, { minimumZones }): Check<StackFinding> {
    const balancers = stack.of(tokens.loadBalancer);
    for (const balancer of balancers) {
      yield* about(balancer, () => judge(balancer, minimumZones));
    }
    if (balancers.length === 0) {
      return skip("there is no load balancer");
    }
  },
  examples: {
    pass: [
      {
        because: "its subnets are in two zones",
        given: [
          subnet("a", "us-east-1a"),
          subnet("b", "us-east-1b"),
          resource(tokens.loadBalancer, "front", two, { sources: { subnets: ["a", "b"] } }),
        ],
      },
      {
        because: "it has two subnets of another stack",
        given: [resource(tokens.loadBalancer, "front", { subnets: ["subnet-1", "subnet-2"] })],
      },
    ],
    fail: [
      {
        because: "it has one subnet",
        given: [resource(tokens.loadBalancer, "front", { subnets: ["subnet-1"] })],
        at: ["front subnets"],
      },
      {
        because: "both subnets are in one zone",
        given: [
          subnet("a", "us-east-1a"),
          subnet("b", "us-east-1a"),
          resource(tokens.loadBalancer, "front", two, { sources: { subnets: ["a", "b"] } }),
        ],
        at: ["front subnets"],
      },
      {
        because: "the config asks for three zones",
        config: { minimumZones: 3 },
        given: [
          subnet("a", "us-east-1a"),
          subnet("b", "us-east-1b"),
          resource(tokens.loadBalancer, "front", two, { sources: { subnets: ["a", "b"] } }),
        ],
        at: ["front subnets"],
      },
    ],
    undetermined: [
      {
        because: "even the number of its subnets is unknown",
        given: [resource(tokens.loadBalancer, "front", { subnets: unknown.array })],
        at: ["front subnets"],
      },
    ],
    skip: [{ because: "there is no load balancer", given: [subnet("a", "us-east-1a")] }],
  },
});
