import { Role, RolePolicy } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../../iam/statement";
import { trustService } from "../../iam/trust";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";

export interface ServiceRoleArgs {
  /** The region the role serves; IAM itself is global. */
  readonly region: Region;
  /** Also the name of its one policy. */
  readonly roleName: string;
  /** Who takes the role: `lambda.amazonaws.com`. */
  readonly service: string;
  readonly statements: readonly Statement[];
}

/** A role that one AWS service takes, with one policy that belongs to nothing else. */
export class ServiceRole extends pulumi.ComponentResource {
  readonly arn: Arn;
  readonly role: Role;
  /** What uses the role waits for its policy, and so outlives nothing it needs while it is destroyed. */
  readonly policy: RolePolicy;

  constructor(name: string, args: ServiceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:iam:ServiceRole", name, {}, within(args.region, opts));
    const { region, roleName, service, statements } = args;

    this.role = new Role(
      `${name}-role`,
      {
        name: roleName,
        assumeRolePolicy: trustService(service),
        // A policy somebody attached by hand must not hold up a destroy.
        forceDetachPolicies: true,
        tags: region.tags,
      },
      { parent: this },
    );
    this.policy = new RolePolicy(
      `${name}-policy`,
      { name: roleName, role: this.role.name, policy: policyDocument(statements) },
      { parent: this },
    );

    this.arn = region.arns.role(roleName);
    this.registerOutputs({ arn: this.arn });
  }
}
