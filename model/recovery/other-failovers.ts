import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import { Directory, Referrers } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { acceleratorInterval, defaultFailureThreshold, originFailover } from "./estimates";
import { relationOf, type Targets } from "./targets";
import { type Reading, readEach, type Term } from "./term";

/**
 * Failovers that move no record: a distribution with a second origin, an accelerator with endpoints in two regions, a plan of
 * ARC Region switch. Each as the time it takes.
 */
export function* readOtherFailovers(stack: Stack, targets: Targets, into: Term[]): Reading {
  yield* readEach(stack.of(tokens.distribution), (distribution) => originTerm(distribution, targets), into);
  const groups = stack.of(tokens.acceleratorGroup);
  yield* readAccelerators(stack, groups, into);
  yield* readEach(stack.of(tokens.switchPlan), planTerm, into);
}

type Distribution = Member<Plain<DistributionArgs>>;

/** An origin group whose members are apart: CloudFront asks the second one when the first does not answer. */
function originTerm(distribution: Distribution, targets: Targets): Term | undefined {
  const props = new Block([], () => distribution.props);
  const origins = props.children("origin");
  const hostOf = (id: unknown) => origins.find((origin) => origin.read("originId") === id)?.read("domainName");
  const group = props.children("originGroup").find((candidate) => {
    const members = candidate.children("member").map((member) => hostOf(member.read("originId")));
    const [first, second] = members.map((host) => targets.from(distribution, "", () => host));
    return first !== undefined && second !== undefined && isApart(relationOf(first, second));
  });
  return group === undefined
    ? undefined
    : {
        name: "failover to the second origin",
        seconds: originFailover.seconds,
        urn: distribution.urn,
        at: "originGroups",
        got: undefined,
        basis: originFailover.source,
        estimate: { seconds: originFailover.seconds, confidence: originFailover.confidence },
      };
}

function isApart(relation: string): boolean {
  return relation === "apart" || relation === "untold";
}

type Group = ReturnType<typeof groupsOf>[number];

function groupsOf(stack: Stack) {
  return stack.of(tokens.acceleratorGroup);
}

/** Endpoint groups of one listener in two regions: the accelerator leaves the one whose endpoints fail. */
function* readAccelerators(stack: Stack, groups: readonly Group[], into: Term[]): Reading {
  const listeners = stack.of(tokens.acceleratorListener);
  const byListener = new Referrers(groups, "listenerArn", new Directory(listeners));
  yield* byListener.unknown;
  for (const listener of listeners) {
    const members = byListener.of(listener);
    const regions = new Set(members.map((group) => stated(group, "endpointGroupRegion") ?? findRegion(group)));
    if (regions.size > 1) {
      yield* readEach(members.slice(0, 1), acceleratorTerm, into);
    }
  }
}

function acceleratorTerm(group: Group): Term {
  const interval = Number(stated(group, "healthCheckIntervalSeconds") ?? acceleratorInterval.seconds);
  const threshold = Number(stated(group, "thresholdCount") ?? defaultFailureThreshold);
  return {
    name: "detection by the accelerator",
    seconds: interval * threshold,
    urn: group.urn,
    at: "thresholdCount",
    got: threshold,
    basis: `${interval} seconds between requests, ${threshold} failures in a row; no DNS answer changes`,
  };
}

/** A plan states the time in which its steps are meant to be done. */
function planTerm(plan: Member<Plain<import("@pulumi/aws/arcregionswitch").PlanArgs>>): Term | undefined {
  const minutes = stated(plan, "recoveryTimeObjectiveMinutes");
  const at = "recoveryTimeObjectiveMinutes";
  const stands = { urn: plan.urn, at, got: minutes, name: "plan of ARC Region switch" };
  return typeof minutes === "number"
    ? { ...stands, seconds: minutes * 60, basis: "the recovery time objective that the plan states" }
    : {
        ...stands,
        seconds: Number.POSITIVE_INFINITY,
        basis: "the plan states no recovery time objective",
        want: "the minutes in which the plan is meant to be done",
      };
}
