import type { PlanArgs } from "@pulumi/aws/arcregionswitch";
import { Directory, Referrers } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { isGiven, known, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { acceleratorInterval, defaultFailureThreshold } from "./estimates";
import type { Return } from "./latches";
import { readOriginFailovers } from "./origin-failovers";
import type { OtherFailover } from "./other-failover";
import type { Targets } from "./targets";
import { type Reading, readEach, type Term } from "./term";

/**
 * Failovers that move no record: a distribution with a second origin, an accelerator with endpoints in two regions, a plan of
 * ARC Region switch.
 */
export function* readOtherFailovers(stack: Stack, targets: Targets, into: OtherFailover[]): Reading {
  yield* readOriginFailovers(stack, targets, into);
  yield* readAccelerators(stack, into);
  yield* readEach(stack.of(tokens.switchPlan), planFailover, into);
}

type Group = ReturnType<typeof groupsOf>[number];

function groupsOf(stack: Stack) {
  return stack.of(tokens.acceleratorGroup);
}

function regionOf(group: Group): string | undefined {
  return stated(group, "endpointGroupRegion") ?? findRegion(group);
}

/** Endpoint groups of one listener in two regions: the accelerator leaves the one whose endpoints fail, whatever its dial says. */
function* readAccelerators(stack: Stack, into: OtherFailover[]): Reading {
  const listeners = stack.of(tokens.acceleratorListener);
  const byListener = new Referrers(groupsOf(stack), "listenerArn", new Directory(listeners));
  yield* byListener.unknown;
  for (const listener of listeners) {
    yield* readEach([byListener.of(listener)], acceleratorFailover, into);
  }
}

function acceleratorFailover(groups: readonly Group[]): OtherFailover | undefined {
  // Where no group names an endpoint, something else than this stack adds them.
  const isTold = groups.some(({ props }) => isGiven(() => props.endpointConfigurations));
  const serving = isTold ? groups.filter(hasEndpoint) : groups;
  if (groups.length === 0 || new Set(groups.map(regionOf)).size < 2) {
    return undefined;
  }
  const returns = "by itself" as const;
  const regions = serving.filter(({ props }) => known(() => props.trafficDialPercentage) !== 0).map(regionOf);
  const first = { regions: [...new Set(regions.filter((region) => region !== undefined))], returns };
  const empty = groups.find((group) => !serving.includes(group));
  if (new Set(serving.map(regionOf)).size < 2 && empty !== undefined) {
    const at = "endpointConfigurations";
    const want = "an endpoint with a weight above 0: nothing answers from this region";
    const basis = "no other region has an endpoint that takes traffic";
    const name = "failover of the accelerator";
    const term = { name, seconds: Number.POSITIVE_INFINITY, urn: empty.urn, at, got: undefined, want, basis };
    return { term, ...first };
  }
  const [group] = groups;
  return group === undefined ? undefined : { term: acceleratorTerm(group), ...first };
}

/** An endpoint of weight 0 takes no traffic. */
function hasEndpoint(group: Group): boolean {
  const endpoints = new Block([], () => group.props).children("endpointConfiguration");
  return endpoints.some((endpoint) => endpoint.read("weight") !== 0);
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

export type SwitchPlan = Member<Plain<PlanArgs>>;

/** A plan states the time in which its steps are meant to be done. */
function planFailover(plan: SwitchPlan): OtherFailover {
  const minutes = stated(plan, "recoveryTimeObjectiveMinutes");
  const at = "recoveryTimeObjectiveMinutes";
  const name = "plan of ARC Region switch";
  const without = (place: string, got: unknown, basis: string, want: string): Term => {
    return { name, seconds: Number.POSITIVE_INFINITY, urn: plan.urn, at: place, got, basis, want };
  };
  const regions = stated(plan, "regions");
  const isAlone = Array.isArray(regions) && new Set(regions).size < 2;
  const term = isAlone
    ? without("regions", undefined, "the plan knows one region", "two regions to switch between")
    : stated(plan, "workflows")?.length === 0
      ? without("workflows", undefined, "the plan has no steps", "the steps that move traffic and data")
      : typeof minutes === "number"
        ? {
            name,
            seconds: minutes * 60,
            urn: plan.urn,
            at,
            got: minutes,
            basis: "the recovery time objective that the plan states",
          }
        : without(
            at,
            minutes,
            "the plan states no recovery time objective",
            "the minutes in which the plan is meant to be done",
          );
  return { term, regions: planRegions(plan), returns: returnOf(plan) };
}

/** The primary region; all of them where both are active. */
function planRegions({ props }: SwitchPlan): readonly string[] {
  const primary = known(() => props.primaryRegion);
  const all = known(() => props.regions) ?? [];
  return typeof primary === "string" && primary !== ""
    ? [primary]
    : [...all].filter((region) => typeof region === "string");
}

/** It goes back automatically where a trigger activates the primary region again. */
function returnOf({ props }: SwitchPlan): Return {
  const triggers = known(() => new Block([], () => props).children("trigger"));
  if (triggers === undefined) {
    return "untold";
  }
  const primary = known(() => props.primaryRegion);
  const leadsBack = triggers.some(
    (trigger) =>
      primary !== undefined &&
      known(() => trigger.read("action")) === "activate" &&
      known(() => trigger.read("targetRegion")) === primary,
  );
  return leadsBack ? "by itself" : "by somebody";
}
