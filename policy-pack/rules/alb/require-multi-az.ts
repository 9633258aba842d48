import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import { tokens } from "../../../model/aws/tokens";
import { known, stated } from "../../../model/graph/reading";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import type { Finding, StackFinding } from "../../engine/finding";
import { stackRule } from "../../engine/rule";
import { demandZones, knownItems } from "../../readings/subnet-zones";

type LoadBalancer = Member<Plain<LoadBalancerArgs>>;

function* judge(balancer: LoadBalancer, zones: number): Check<Finding> {
  const mappings = stated(balancer, "subnetMappings") ?? [];
  if (mappings.length > 0) {
    const ids = Array.from({ length: mappings.length }, (_, index) => known(() => mappings[index]?.subnetId));
    yield* demandZones(balancer, "subnetMappings", ids, zones);
  } else {
    yield* demandZones(balancer, "subnets", knownItems(balancer.props.subnets ?? []), zones);
  }
}

const subnet = (name: string, availabilityZone: string) => resource(tokens.subnet, name, { availabilityZone });
const two = { subnets: [unknown.string, unknown.string] };

export default stackRule({
  meta: {
    name: "alb-require-multi-az",
    severity: "high",
    law: "A load balancer spans several Availability Zones.",
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
