import type { GroupArgs } from "@pulumi/aws/autoscaling";
import { tokens } from "../../../model/aws/tokens";
import { stated } from "../../../model/graph/reading";
import type { Member, Plain } from "../../../model/graph/stack";
import { unknown } from "../../../model/graph/unknown";
import { about, type Check, skip } from "../../engine/check";
import { resource } from "../../engine/example";
import { type Finding, type StackFinding, Word } from "../../engine/finding";
import { stackRule } from "../../engine/rule";
import { demandZones, knownItems } from "../../readings/subnet-zones";

type Group = Member<Plain<GroupArgs>>;

/** A group says where it may start instances by its subnets or, outside a VPC of its own, by zones. */
function* judge(group: Group, minimum: number): Check<Finding> {
  const at = "availabilityZones";
  const subnets = stated(group, "vpcZoneIdentifiers") ?? [];
  const zones = subnets.length > 0 ? [] : (stated(group, at) ?? []);
  if (zones.length === 0) {
    yield* demandZones(group, "vpcZoneIdentifiers", knownItems(subnets), minimum);
    return;
  }
  const count = new Set(zones).size;
  if (!(count >= minimum)) {
    yield { at, got: new Word(count === 1 ? "one zone" : `${count} zones`), want: `at least ${minimum} zones` };
  }
}

const subnet = (name: string, availabilityZone: string) => resource(tokens.subnet, name, { availabilityZone });
const sizes = { minSize: 2, maxSize: 6 };
const two = { ...sizes, vpcZoneIdentifiers: [unknown.string, unknown.string] };

export default stackRule({
  meta: {
    name: "autoscaling-require-multi-az",
    severity: "high",
    law: "An Auto Scaling group spans several Availability Zones.",
    rationale: "A group that knows one zone can replace nothing when that zone is lost.",
    remediation: "Give the group subnets in as many availability zones as expected.",
    url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html#arch-AutoScalingMultiAZ",
    framework: { wellArchitected: "REL10-BP01", nist: ["CP-10", "SC-36"] },
  },
  config: {
    minimumZones: { type: "integer", minimum: 1, default: 2, description: "Fewest availability zones." },
  },
  *check(stack, { minimumZones }): Check<StackFinding> {
    const groups = stack.of(tokens.autoScalingGroup);
    for (const group of groups) {
      yield* about(group, () => judge(group, minimumZones));
    }
    if (groups.length === 0) {
      return skip("there is no Auto Scaling group");
    }
  },
  examples: {
    pass: [
      {
        because: "its subnets are in two zones",
        given: [
          subnet("a", "us-east-1a"),
          subnet("b", "us-east-1b"),
          resource(tokens.autoScalingGroup, "web", two, { sources: { vpcZoneIdentifiers: ["a", "b"] } }),
        ],
      },
      {
        because: "it names two zones itself",
        given: [
          resource(tokens.autoScalingGroup, "web", { ...sizes, availabilityZones: ["us-east-1a", "us-east-1b"] }),
        ],
      },
    ],
    fail: [
      {
        because: "it has one subnet",
        given: [resource(tokens.autoScalingGroup, "web", { ...sizes, vpcZoneIdentifiers: ["subnet-1"] })],
        at: ["web vpcZoneIdentifiers"],
      },
      {
        because: "both subnets are in one zone",
        given: [
          subnet("a", "us-east-1a"),
          subnet("b", "us-east-1a"),
          resource(tokens.autoScalingGroup, "web", two, { sources: { vpcZoneIdentifiers: ["a", "b"] } }),
        ],
        at: ["web vpcZoneIdentifiers"],
      },
      {
        because: "it names one zone",
        given: [resource(tokens.autoScalingGroup, "web", { ...sizes, availabilityZones: ["us-east-1a"] })],
        at: ["web availabilityZones"],
      },
      {
        because: "the config asks for three zones",
        config: { minimumZones: 3 },
        given: [resource(tokens.autoScalingGroup, "web", two)],
        at: ["web vpcZoneIdentifiers"],
      },
    ],
    undetermined: [
      {
        because: "even the number of its subnets is unknown",
        given: [
          subnet("a", "us-east-1a"),
          resource(
            tokens.autoScalingGroup,
            "web",
            { ...sizes, vpcZoneIdentifiers: unknown.array },
            { sources: { vpcZoneIdentifiers: ["a"] } },
          ),
        ],
        at: ["web vpcZoneIdentifiers"],
      },
    ],
    skip: [{ because: "there is no group", given: [subnet("a", "us-east-1a")] }],
  },
});
