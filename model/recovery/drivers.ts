import { Directory } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { type Interruption, unknowable } from "../graph/interruption";
import { known } from "../graph/reading";
import type { Member, Stack } from "../graph/stack";
import { findSecondaries, type GlobalDatabase } from "./databases";
import { readRolesThatMay } from "./role-actions";
import { readEach } from "./term";

/** Actions by which traffic or data is moved to another region when one is lost. */
export const failoverActions = [
  "rds:FailoverGlobalCluster",
  "rds:RemoveFromGlobalCluster",
  "rds:PromoteReadReplica",
  "rds:PromoteReadReplicaDBCluster",
  "route53:ChangeResourceRecordSets",
  "route53-recovery-cluster:UpdateRoutingControlState",
  "route53-recovery-cluster:UpdateRoutingControlStates",
  "arc-region-switch:StartPlanExecution",
  "elasticache:FailoverGlobalReplicationGroup",
];

/** What acts under a role, and the property that names the role. */
function* actorsOf(stack: Stack): Generator<readonly [Member<unknown>, string, () => unknown]> {
  for (const actor of stack.of(tokens.function)) {
    yield [actor, "role", () => actor.props.role];
  }
  for (const actor of stack.of(tokens.stateMachine)) {
    yield [actor, "roleArn", () => actor.props.roleArn];
  }
  for (const actor of stack.of(tokens.eventTarget)) {
    yield [actor, "roleArn", () => actor.props.roleArn];
  }
  for (const actor of stack.of(tokens.schedule)) {
    yield [actor, "target", () => actor.props.target?.roleArn];
  }
}

/**
 * What acts under one of these roles: functions, state machines, targets of rules, schedules. What hides under which role
 * one acts is yielded.
 */
export function* readDrivers(
  stack: Stack,
  roles: ReadonlySet<string>,
): Generator<Interruption, readonly Member<unknown>[], void> {
  const drivers: Member<unknown>[] = [];
  const directory = new Directory(stack.of(tokens.role));
  for (const [actor, property, read] of roles.size > 0 ? actorsOf(stack) : []) {
    const { members, unknown } = directory.find(actor, property, read);
    if (unknown !== undefined) {
      yield unknown;
    } else if (members.some(({ urn }) => roles.has(urn))) {
      drivers.push(actor);
    }
  }
  return drivers;
}

/** What starts something without being asked: the targets of rules, schedules, subscriptions of topics. */
function* startersOf(stack: Stack): Generator<readonly [Member<unknown>, string, () => unknown]> {
  for (const target of stack.of(tokens.eventTarget)) {
    yield [target, "arn", () => target.props.arn];
  }
  for (const schedule of stack.of(tokens.schedule)) {
    yield [schedule, "target", () => schedule.props.target?.arn];
  }
  for (const subscription of stack.of(tokens.topicSubscription)) {
    yield [subscription, "endpoint", () => subscription.props.endpoint];
  }
}

/** True when something in the stack fails these databases over without being asked. */
export function* readAutomaticFailover(
  stack: Stack,
  databases: readonly GlobalDatabase[],
): Generator<Interruption, boolean, void> {
  const drivers = yield* readAutomaticDrivers(stack, databases);
  return drivers.length > 0;
}

/**
 * What fails these databases over without being asked: it may, a rule, a schedule or a topic starts it, and it is not in
 * the region that it should lead out of.
 */
export function* readAutomaticDrivers(
  stack: Stack,
  databases: readonly GlobalDatabase[],
): Generator<Interruption, readonly Member<unknown>[], void> {
  const roles = new Set<string>();
  yield* readRolesThatMay(stack, ["rds:FailoverGlobalCluster"], roles, true);
  const lost = new Set(databases.map(originRegion).filter((region) => region !== undefined));
  const acting = yield* readDrivers(stack, roles);
  const drivers: Member<unknown>[] = [];
  yield* readEach(
    acting,
    (driver) => {
      const isOutside = lost.size === 0 || !lost.has(findRegion(driver) ?? unknowable("region"));
      return isOutside ? driver : undefined;
    },
    drivers,
  );
  const startable = [stack.of(tokens.function), stack.of(tokens.stateMachine)].map(
    (members) => new Directory<unknown>(members),
  );
  const started = [...startersOf(stack)].flatMap(([starter, property, read]) => [
    starter,
    ...startable.flatMap((directory) => directory.find(starter, property, read).members),
  ]);
  const urns = new Set(started.map(({ urn }) => urn));
  return drivers.filter(({ urn }) => urns.has(urn));
}

/** The region whose loss makes a promotion necessary; undefined when it cannot be told which cluster writes. */
function originRegion(database: GlobalDatabase): string | undefined {
  const secondaries = findSecondaries(database);
  const origins = database.members.filter((member) => secondaries?.includes(member) === false);
  return origins.length === 1 ? known(() => findRegion(origins[0] as Member<unknown>)) : undefined;
}
