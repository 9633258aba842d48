import type { RoleArgs } from "@pulumi/aws/iam";
import { findStatement, openDocument } from "../aws/iam-document";
import { Directory, type Found, theOne } from "../aws/references";
import { tokens } from "../aws/tokens";
import { matchesWildcard } from "../aws/wildcard";
import { Block } from "../graph/block";
import { Interruption } from "../graph/interruption";
import { isGiven, stated } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import { readEach } from "./term";

export type Role = Member<Plain<RoleArgs>>;

/** A role, and a document that says what it may do. */
interface Grant {
  /** What hides whose it is, instead. */
  readonly role: Role | Interruption;
  readonly document: () => unknown;
}

/**
 * The roles of a stack that may do one of some actions. What is unknown is yielded: it may be one more. So may a document
 * that cannot be read: `trustsUnreadable` has it count, since AWS refuses it and other policies report it.
 */
export function* readRolesThatMay(
  stack: Stack,
  actions: readonly string[],
  into: Set<string>,
  trustsUnreadable = false,
): Generator<Interruption, void, void> {
  const grants: Grant[] = [];
  yield* readGrants(stack, grants);
  yield* readEach(
    grants,
    ({ role, document }) => {
      const held = document();
      if (allowsOneOf(held, actions) || (trustsUnreadable && isUnreadable(held))) {
        if (role instanceof Interruption) {
          throw role.cause;
        }
        into.add(role.urn);
      }
      return undefined;
    },
    [],
  );
}

/** Whose a policy is: the roles that a value means, or what hides them. */
function holdersOf({ members, unknown }: Found<Role["props"]>): readonly (Role | Interruption)[] {
  return unknown === undefined ? members : [unknown];
}

function* readGrants(stack: Stack, into: Grant[]): Generator<Interruption, void, void> {
  const roles = new Directory(stack.of(tokens.role));
  const policies = new Directory(stack.of(tokens.managedPolicy));
  for (const role of stack.of(tokens.role)) {
    const inline = new Block([], () => ({ inlinePolicies: stated(role, "inlinePolicies") }));
    yield* readEach([role], () => void into.push(...inlineGrants(role, inline)), []);
  }
  for (const policy of stack.of(tokens.rolePolicy)) {
    const holders = holdersOf(roles.find(policy, "role", () => policy.props.role));
    into.push(...holders.map((role) => ({ role, document: () => policy.props.policy })));
  }
  for (const attachment of stack.of(tokens.rolePolicyAttachment)) {
    const holders = holdersOf(roles.find(attachment, "role", () => attachment.props.role));
    const attached = policies.find(attachment, "policyArn", () => attachment.props.policyArn);
    const documents =
      attached.unknown !== undefined
        ? [() => theOne(attached)]
        : attached.members.map(
            ({ props }) =>
              () =>
                props.policy,
          );
    into.push(...holders.flatMap((role) => documents.map((document) => ({ role, document }))));
  }
}

function inlineGrants(role: Role, properties: Block): readonly Grant[] {
  return properties.children("inlinePolicies").map((inline) => ({ role, document: () => inline.read("policy") }));
}

/** What a role may do, as far as this stack says. */
export interface RoleGrants {
  readonly documents: readonly (() => unknown)[];
  /** False when it also has policies that are managed elsewhere. */
  readonly isWhole: boolean;
}

/** The documents of each role, and whether they are all. */
export function grantsByRole(stack: Stack): ReadonlyMap<string, RoleGrants> {
  const grants: Grant[] = [];
  const unread = [...readGrants(stack, grants)];
  const roles = stack.of(tokens.role);
  const directory = new Directory(roles);
  const policies = new Directory(stack.of(tokens.managedPolicy));
  const open = new Set<string>();
  let isAnyOpen = unread.length > 0;
  for (const attachment of stack.of(tokens.rolePolicyAttachment)) {
    const { members, unknown } = directory.find(attachment, "role", () => attachment.props.role);
    isAnyOpen ||= unknown !== undefined;
    if (policies.find(attachment, "policyArn", () => attachment.props.policyArn).members.length === 0) {
      for (const { urn } of members) {
        open.add(urn);
      }
    }
  }
  for (const policy of stack.of(tokens.rolePolicy)) {
    isAnyOpen ||= directory.find(policy, "role", () => policy.props.role).unknown !== undefined;
  }
  isAnyOpen ||= stack.of(tokens.policyAttachment).length > 0;
  const byRole = new Map<string, Grant[]>(roles.map(({ urn }) => [urn, []]));
  for (const grant of grants) {
    if (!(grant.role instanceof Interruption)) {
      byRole.get(grant.role.urn)?.push(grant);
    }
  }
  return new Map(
    roles.map((role) => [
      role.urn,
      {
        documents: (byRole.get(role.urn) ?? []).map(({ document }) => document),
        isWhole: !isAnyOpen && !open.has(role.urn) && !isGiven(() => role.props.managedPolicyArns),
      },
    ]),
  );
}

/** True when a document, or a statement in it, cannot be read. */
export function isUnreadable(document: unknown): boolean {
  if (document === undefined || document === null || document === "") {
    return false;
  }
  const { statements, faults } = openDocument(document, []);
  return faults.length > 0 || statements.some(({ at, read }) => findStatement(read(), at) === undefined);
}

/** Wildcards count: who may do everything may do these as well. */
export function allowsOneOf(document: unknown, actions: readonly string[]): boolean {
  return openDocument(document, []).statements.some((entry) => {
    const statement = findStatement(entry.read(), []);
    return (
      statement !== undefined &&
      !statement.denies() &&
      statement.entries("Action").some(({ read }) => {
        const pattern = String(read()).toLowerCase();
        return actions.some((action) => matchesWildcard(pattern, action.toLowerCase()));
      })
    );
  });
}
