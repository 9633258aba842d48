import { Directory } from "../../model/aws/references";
import { tokens } from "../../model/aws/tokens";
import type { Interruption } from "../../model/graph/interruption";
import type { Member, Stack } from "../../model/graph/stack";
import { readRolesThatMay } from "./role-actions";

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

/** What acts under one of these roles: functions, state machines, targets of rules, schedules. */
export function findDrivers(stack: Stack, roles: ReadonlySet<string>): readonly Member<unknown>[] {
  const directory = new Directory(stack.of(tokens.role).filter(({ urn }) => roles.has(urn)));
  return [...actorsOf(stack)].flatMap(([actor, property, read]) =>
    directory.find(actor, property, read).members.length > 0 ? [actor] : [],
  );
}

/**
 * True when something in the stack fails a global database over without being asked: a function that may, and that a
 * rule's events or its clock start. Where it lives is another law's matter.
 */
export function* readAutomaticFailover(stack: Stack): Generator<Interruption, boolean, void> {
  const roles = new Set<string>();
  yield* readRolesThatMay(stack, ["rds:FailoverGlobalCluster"], roles, true);
  const drivers = new Set(findDrivers(stack, roles).map(({ urn }) => urn));
  const functions = new Directory(stack.of(tokens.function));
  const started = stack
    .of(tokens.eventTarget)
    .flatMap((target) => functions.find(target, "arn", () => target.props.arn).members);
  return started.some(({ urn }) => drivers.has(urn));
}
