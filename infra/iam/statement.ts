import type { Arn } from "../naming/arns";

/** Who a statement of a resource's own policy, or of a role's trust, is about. */
export type Principal =
  | { readonly service: string }
  | { readonly aws: Arn }
  /** Only a Deny may speak about everybody. */
  | "everybody";

export interface Statement {
  /** Letters and digits; says what the statement is for. */
  readonly sid: string;
  readonly effect: "Allow" | "Deny";
  /** Absent in the policy of a role, whose principal is the role. */
  readonly principal?: Principal;
  readonly actions: readonly string[];
  /** Absent in a trust policy, whose resource is the role. */
  readonly resources?: readonly Arn[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * The JSON text of a policy. Plain text in, plain text out: it is known at preview, so a policy pack can read it.
 * @throws Error when a statement allows by a wildcard, or allows everybody
 */
export function policyDocument(statements: readonly Statement[]): string {
  statements.forEach(refuseWildcards);
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(written) });
}

function written({ sid, effect, principal, actions, resources, conditions }: Statement) {
  return {
    Sid: sid,
    Effect: effect,
    ...(principal === undefined ? {} : { Principal: writtenPrincipal(principal) }),
    Action: actions,
    ...(resources === undefined ? {} : { Resource: resources }),
    ...(conditions === undefined ? {} : { Condition: conditions }),
  };
}

function writtenPrincipal(principal: Principal) {
  if (principal === "everybody") {
    return "*";
  }
  return "service" in principal ? { Service: principal.service } : { AWS: principal.aws };
}

function refuseWildcards(statement: Statement): void {
  const { sid, effect, principal, actions, resources = [] } = statement;
  if (effect === "Deny") {
    return;
  }
  const wide = [...actions.filter((action) => /[*?]/.test(action)), ...resources.filter(isWide)];
  if (principal === "everybody" || wide.length > 0) {
    const found = principal === "everybody" ? "everybody" : wide.join(", ");
    throw new Error(`The statement ${sid} allows ${found}, expected named actions on named resources.`);
  }
}

/** A path below one named resource (`bucket/*`, `log-group:name:*`) is narrow; a wildcard anywhere else is wide. */
function isWide(arn: Arn): boolean {
  const [, partition = "", service = "", region = "", account = "", ...rest] = arn.split(":");
  const resource = rest.join(":");
  const named = resource.replace(/[/:]\*$/, "");
  const namesOneThing = named === resource || service === "s3" || /[/:]/.test(named);
  return (
    !namesOneThing || named === "" || [partition, service, region, account, named].some((part) => /[*?]/.test(part))
  );
}
