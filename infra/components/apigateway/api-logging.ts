import { Account } from "@pulumi/aws/apigateway";
import { Role, RolePolicyAttachment } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { trustService } from "../../iam/trust";
import { type Region, within } from "../../regions/pair";

export interface ApiLoggingArgs {
  readonly region: Region;
  readonly roleName: string;
}

/**
 * Lets API Gateway write logs, for every API of the account in this region: there is one such setting, and destroying
 * it ends the logging of all of them. For an account that nobody else uses.
 */
export class ApiLogging extends pulumi.ComponentResource {
  readonly account: Account;

  constructor(name: string, args: ApiLoggingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:apigateway:ApiLogging", name, {}, within(args.region, opts));
    const { region, roleName } = args;

    const role = new Role(
      `${name}-role`,
      {
        name: roleName,
        assumeRolePolicy: trustService("apigateway.amazonaws.com"),
        forceDetachPolicies: true,
        tags: region.tags,
      },
      { parent: this },
    );
    // API Gateway refuses a role without all the rights in this policy of AWS, before it writes a line.
    const rights = new RolePolicyAttachment(
      `${name}-rights`,
      {
        role: role.name,
        policyArn: `arn:${region.arns.scope.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
      },
      { parent: this },
    );
    this.account = new Account(
      `${name}-account`,
      { cloudwatchRoleArn: region.arns.role(roleName) },
      { parent: this, dependsOn: [role, rights] },
    );

    this.registerOutputs({});
  }
}
