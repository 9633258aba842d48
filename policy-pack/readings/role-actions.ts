import type { RoleArgs } from "@pulumi/aws/iam";
import { findStatement, openDocument } from "../../model/aws/iam-document";
import { Directory } from "../../model/aws/references";
import { tokens } from "../../model/aws/tokens";
import { matchesWildcard } from "../../model/aws/wildcard";
import { Block } from "../../model/graph/block";
import type { Interruption } from "../../model/graph/interruption";
import { stated } from "../../model/graph/reading";
import type { Member, Plain, Stack } from "../../model/graph/stack";
import { isToldElsewhere } from "../engine/unreadable";
import { readEach } from "./recovery-term";

export type Role = Member<Plain<RoleArgs>>;

/** A role, and a document that says what it may do. */
interface Grant {
  readonly role: Role;
  readonly document: () => unknown;
}

/**
 * The roles of a stack that may do one of some actions. What is unknown is yielded: it may be one more. So may a document
 * that cannot be read: `trustsUnreadable` has it count, where a law would else tell what another tells.
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
      if (allowsOneOf(held, actions) || (trustsUnreadable && isToldElsewhere(held, "identity"))) {
        into.add(role.urn);
      }
      return undefined;
    },
    [],
  );
}

function* readGrants(stack: Stack, into: Grant[]): Generator<Interruption, void, void> {
  const roles = new Directory(stack.of(tokens.role));
  const policies = new Directory(stack.of(tokens.managedPolicy));
  for (const role of stack.of(tokens.role)) {
    const inline = new Block([], () => ({ inlinePolicies: stated(role, "inlinePolicies") }));
    yield* readEach([role], () => void into.push(...inlineGrants(role, inline)), []);
  }
  for (const policy of stack.of(tokens.rolePolicy)) {
    const { members } = roles.find(policy, "role", () => policy.props.role);
    into.push(...members.map((role) => ({ role, document: () => policy.props.policy })));
  }
  for (const attachment of stack.of(tokens.rolePolicyAttachment)) {
    const { members } = roles.find(attachment, "role", () => attachment.props.role);
    const attached = policies.find(attachment, "policyArn", () => attachment.props.policyArn).members;
    into.push(...members.flatMap((role) => attached.map(({ props }) => ({ role, document: () => props.policy }))));
  }
}

function inlineGrants(role: Role, properties: Block): readonly Grant[] {
  return properties.children("inlinePolicies").map((inline) => ({ role, document: () => inline.read("policy") }));
}

/** Wildcards count: who may do everything may do these as well. */
function allowsOneOf(document: unknown, actions: readonly string[]): boolean {
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
