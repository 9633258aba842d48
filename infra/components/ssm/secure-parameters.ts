import { Parameter } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";

export interface SecureParameter {
  readonly parameterName: string;
  readonly description: string;
  readonly value: pulumi.Input<string>;
}

export interface SecureParametersArgs {
  readonly region: Region;
  /** By purpose: the word by which the reader of a parameter asks for it. */
  readonly parameters: Readonly<Record<string, SecureParameter>>;
}

/** Settings of one region, encrypted in its Parameter Store under the account's own key for it. */
export class SecureParameters extends pulumi.ComponentResource {
  /** By purpose. */
  readonly parameterNames: Readonly<Record<string, string>>;
  readonly arns: readonly Arn[];

  constructor(name: string, args: SecureParametersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:ssm:SecureParameters", name, {}, within(args.region, opts));
    const { region } = args;
    const parameters = Object.entries(args.parameters);

    for (const [purpose, { parameterName, description, value }] of parameters) {
      new Parameter(
        `${name}-${purpose}`,
        { name: parameterName, type: "SecureString", description, value: pulumi.secret(value), tags: region.tags },
        { parent: this },
      );
    }

    this.parameterNames = Object.fromEntries(
      parameters.map(([purpose, { parameterName }]) => [purpose, parameterName]),
    );
    this.arns = parameters.map(([, { parameterName }]) => region.arns.parameter(parameterName));
    this.registerOutputs({});
  }
}
