import type { RoleArgs } from "@pulumi/aws/iam";
import { findStatement, openDocument } from "../aws/iam-document";
import { Directory } from "../aws/references";
import { tokens } from "../aws/tokens";
import { isGiven, known } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
import type { Fault } from "./fault";
import type { Replication } from "./replication";
import { allowsOneOf, grantsByRole, type RoleGrants } from "./role-actions";

/** What the role of a replication must be allowed, by the S3 user guide: to read the source and to write the copies. */
const needed: readonly (readonly string[])[] = [
  ["s3:GetObjectVersionForReplication", "s3:GetObjectVersion"],
  ["s3:ReplicateObject"],
];

/** The roles under which S3 copies objects. */
export class CopyRoles {
  private readonly roles: Directory<Plain<RoleArgs>>;
  private grants: ReadonlyMap<string, RoleGrants> | undefined;

  constructor(private readonly stack: Stack) {
    this.roles = new Directory(stack.of(tokens.role));
  }

  /** Why the role of a replication cannot copy; undefined when it can, or when it is not all in this stack. */
  faultOf({ owner, holder }: Replication): Omit<Fault, "urn"> | undefined {
    const [role, ...others] = this.roles.find(owner, "role", () => holder.read("role")).members;
    if (role === undefined || others.length > 0) {
      return undefined;
    }
    const at = "role";
    if (!mayBeAssumed(role)) {
      return { at, got: role.name, want: "a role that s3.amazonaws.com may assume" };
    }
    this.grants ??= grantsByRole(this.stack);
    const grants = this.grants.get(role.urn);
    if (grants?.isWhole === false) {
      return undefined;
    }
    const missing = needed.find(
      (actions) => !(grants?.documents ?? []).some((document) => mayOneOf(document, actions)),
    );
    return missing === undefined ? undefined : { at, got: role.name, want: `a role that may ${missing[0]}` };
  }
}

/** Nothing that is known speaks against it. */
function mayOneOf(document: () => unknown, actions: readonly string[]): boolean {
  const held = known(() => ({ document: document() }));
  return held === undefined || known(() => allowsOneOf(held.document, actions)) !== false;
}

function mayBeAssumed(role: Member<Plain<RoleArgs>>): boolean {
  if (!isGiven(() => role.props.assumeRolePolicy)) {
    return true;
  }
  const services = known(() =>
    openDocument(role.props.assumeRolePolicy, []).statements.flatMap(({ at, read }) => {
      const statement = findStatement(read(), at);
      return statement === undefined || statement.denies()
        ? []
        : statement.principals().map((principal) => principal.read());
    }),
  );
  return services === undefined || services.some((service) => service === "s3.amazonaws.com" || service === "*");
}
