import { knownRegion } from "../../../model/aws/region";
import { isFedBy } from "../../../model/aws/sources";
import { tokens } from "../../../model/aws/tokens";
import { isGiven, known } from "../../../model/graph/reading";
import type { Member, Stack } from "../../../model/graph/stack";
import { type Action, allow, lookUp, nameFor, type Reach, together } from "./action";
import { arnIn, idOf, ownArn, type Place, textOf } from "./place";

interface Group {
  readonly member: Member<unknown>;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Those that its instances have. */
  readonly instanceTags: Readonly<Record<string, string>>;
  readonly zones: readonly string[];
  readonly hasTemplate: boolean;
}

/**
 * FIS reference, `aws:ec2:terminate-instances` and `aws:ec2:asg-insufficient-instance-capacity-error`: the instances go,
 * and no others come. The names of zones keep both from another region.
 */
export function starveGroups(stack: Stack, place: Place): Reach {
  const groups = stack
    .of(tokens.autoScalingGroup)
    .filter((group) => knownRegion(group) === place.region)
    .map((group) => readGroup(group, stack));
  return together(...groups.map((group) => starve(group, groups, place)));
}

function starve(group: Group, all: readonly Group[], place: Place): Reach {
  const lack = lackOf(group, all, place);
  if (lack !== undefined) return { actions: [], lacks: [lack] };
  const zones = group.zones;
  const prevent: Action = {
    name: nameFor("starve", group.name),
    id: "aws:ec2:asg-insufficient-instance-capacity-error",
    description: `Group ${group.name} gets no new instance`.slice(0, 512),
    parameters: { availabilityZoneIdentifiers: zones.join(","), percentage: "100" },
    lasts: true,
    target: {
      key: "AutoScalingGroups",
      name: nameFor("group", group.name),
      is: { resourceType: "aws:ec2:autoscaling-group", ...findBy(group, place), selectionMode: "ALL" },
    },
    allow: [
      {
        ...allow(["ec2:InjectApiError"], ["*"]),
        Condition: {
          StringEquals: { "ec2:FisActionId": "aws:ec2:asg-insufficient-instance-capacity-error" },
          "ForAllValues:StringLike": {
            "ec2:FisTargetArns": [arnIn(place, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${group.name}`)],
          },
        },
      },
      allow(["autoscaling:DescribeAutoScalingGroups"], ["*"]),
      lookUp,
    ],
  };
  const wait: Action = {
    name: nameFor("wait-for", group.name),
    id: "aws:fis:wait",
    description: "Until no new instance can come",
    parameters: { duration: "PT1M" },
    lasts: false,
    allow: [],
  };
  const end: Action = {
    name: nameFor("terminate", group.name),
    id: "aws:ec2:terminate-instances",
    description: `All instances of group ${group.name} are gone`.slice(0, 512),
    parameters: {},
    lasts: false,
    startAfter: [wait.name],
    target: {
      key: "Instances",
      name: nameFor("instances", group.name),
      is: {
        resourceType: "aws:ec2:instance",
        resourceTags: group.instanceTags,
        filters: [
          { path: "State.Name", values: ["running"] },
          { path: "Placement.AvailabilityZone", values: zones },
        ],
        selectionMode: "ALL",
      },
    },
    allow: [
      {
        ...allow(["ec2:TerminateInstances"], [arnIn(place, "ec2", "instance/*")]),
        Condition: {
          StringEquals: Object.fromEntries(
            Object.entries(group.instanceTags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
          ),
        },
      },
      allow(["ec2:DescribeInstances"], ["*"]),
    ],
    differs: [
      "the load balancer answers with errors, having no target: it does not refuse",
      `instances are found by the tags of group ${group.name}: nothing else of the account may have all of them in ${place.region}`,
    ],
  };
  return { actions: [prevent, wait, end], lacks: [] };
}

/** By its ARN, which has an id that only AWS knows; before deployment by its tags. */
function findBy({ member, tags }: Group, place: Place) {
  const arn = ownArn(member, place, "autoscaling", undefined);
  return arn === undefined ? { resourceTags: tags } : { resourceArns: [arn] };
}

function lackOf(group: Group, all: readonly Group[], place: Place): string | undefined {
  const { name, tags, instanceTags, zones, hasTemplate } = group;
  const others = all.filter((other) => other !== group);
  if (!hasTemplate) return `group ${name} has no launch template, and FIS starves no other`;
  if (zones.length === 0 || !zones.every((zone) => zone.startsWith(place.region))) {
    return `the zones of group ${name} are not known by name`;
  }
  if (Object.keys(instanceTags).length === 0) {
    return `no tag of group ${name} is known that its instances get (propagateAtLaunch), and FIS finds them by tags`;
  }
  const alike = others.find((other) => hasAll(other.tags, tags) || hasAll(other.instanceTags, instanceTags));
  return alike === undefined ? undefined : `group ${alike.name} has all tags of group ${name}: FIS would hit both`;
}

function hasAll(tags: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}

function readGroup(group: ReturnType<typeof groupsOf>[number], stack: Stack): Group {
  const tags = known(() =>
    (group.props.tags ?? []).map(({ key, value, propagateAtLaunch }) => ({ key, value, propagateAtLaunch })),
  );
  const texts = (tags ?? []).filter(({ key, value }) => typeof key === "string" && typeof value === "string");
  const isWhole = tags !== undefined && texts.length === tags.length;
  const collect = (some: typeof texts) =>
    Object.fromEntries((isWhole ? some : []).map(({ key, value }) => [String(key), String(value)]));
  return {
    member: group,
    name: textOf(() => group.props.name) ?? group.name,
    tags: collect(texts),
    instanceTags: collect(texts.filter(({ propagateAtLaunch }) => propagateAtLaunch === true)),
    zones: zonesOf(group, stack),
    hasTemplate: isGiven(() => group.props.launchTemplate) || isGiven(() => group.props.mixedInstancesPolicy),
  };
}

function groupsOf(stack: Stack) {
  return stack.of(tokens.autoScalingGroup);
}

/** Of its subnets, or as it says itself; none where one of them is not known. */
function zonesOf(group: ReturnType<typeof groupsOf>[number], stack: Stack): readonly string[] {
  const own = known(() => [...(group.props.availabilityZones ?? [])]) ?? [];
  const ids = new Set<unknown>(known(() => [...(group.props.vpcZoneIdentifiers ?? [])]) ?? []);
  const subnets = stack
    .of(tokens.subnet)
    .filter((subnet) => isFedBy(group, "vpcZoneIdentifiers", subnet) || ids.has(idOf(subnet)));
  const zones = subnets.map(({ props }) => textOf(() => props.availabilityZone));
  const all = [...own, ...zones];
  return all.every((zone) => typeof zone === "string") ? [...new Set(all as readonly string[])].sort() : [];
}
