import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";
import type { Mebibytes } from "../../units/size";
import { inDays, type Seconds } from "../../units/time";
import type { Network } from "../ec2/network";
import type { ServiceRole } from "../iam/service-role";
import type { Queue } from "../sqs/queue";
import { type FunctionRights, functionRole } from "./function-role";

/** What is the same in every region. */
export interface FunctionCode {
  /** One file, `index.js`, that exports `handler`. */
  readonly archive: pulumi.asset.Archive;
  readonly runtime: string;
  readonly memory: Mebibytes;
  readonly timeout: Seconds;
  /** Instances kept for this function alone; absent: it shares the account's. */
  readonly reservedConcurrency?: number;
  readonly logRetention: Seconds;
}

interface FunctionArgs {
  readonly region: Region;
  readonly functionName: string;
  readonly logGroupName: string;
  readonly code: FunctionCode;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** Takes what an asynchronous invocation could not deliver; absent: whoever calls the function waits for its answer. */
  readonly deadLetters?: Queue;
  /** Absent: callers get what was deployed last, at once. */
  readonly release?: Release;
  /** What must be there before the function is made or changed: the options of a component are not its children's. */
  readonly after?: readonly pulumi.Resource[];
  /** Where the function runs when it runs inside a network of ours: its private subnets, behind a group of its own. */
  readonly network?: { readonly of: Network; readonly groupId: pulumi.Input<string> };
}

/** Every deployment is a version that is kept; callers come to the one that an alias names. */
export interface Release {
  readonly aliasName: string;
  /** The alias leads to a new version when these are done, and not before. */
  readonly after: readonly pulumi.Resource[];
}

/** The rights of a role that is made here, or a role that was made before because a policy of somebody's names it. */
export type RegionalFunctionArgs = FunctionArgs &
  (Pick<FunctionRights, "roleName" | "statements"> | { readonly role: ServiceRole });

/** A function with a role and a log group of its own. */
export class RegionalFunction extends pulumi.ComponentResource {
  readonly functionName: string;
  readonly arn: Arn;
  /** What callers call: the function, or its alias. */
  readonly calledArn: Arn;
  /** How an event source mapping names it. */
  readonly calledName: string;
  /** What a permission is about; absent: the function itself. */
  readonly qualifier?: string;
  readonly called: pulumi.Resource;
  readonly function: lambda.Function;
  /** Grows with each deployment that changes something; without a release it is `$LATEST`. */
  readonly version: pulumi.Output<string>;

  constructor(name: string, args: RegionalFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lambda:RegionalFunction", name, {}, within(args.region, opts));
    const { region, functionName, logGroupName, code, environment, deadLetters, network, release, after = [] } = args;
    this.functionName = functionName;
    this.arn = region.arns.function(functionName);
    this.calledArn = release === undefined ? this.arn : region.arns.functionAlias(functionName, release.aliasName);
    this.calledName = release === undefined ? functionName : this.calledArn;
    this.qualifier = release?.aliasName;

    const logs = new LogGroup(
      `${name}-logs`,
      { name: logGroupName, retentionInDays: inDays(code.logRetention), skipDestroy: false, tags: region.tags },
      { parent: this },
    );
    const role = "role" in args ? args.role : functionRole(name, args, { parent: this });
    this.function = new lambda.Function(
      `${name}-function`,
      {
        name: functionName,
        role: role.arn,
        packageType: "Zip",
        code: code.archive,
        handler: "index.handler",
        runtime: code.runtime,
        memorySize: code.memory,
        timeout: code.timeout,
        reservedConcurrentExecutions: code.reservedConcurrency,
        environment: { variables: { ...environment } },
        ...(network === undefined ? {} : insideNetwork(network)),
        ...(deadLetters === undefined ? {} : { deadLetterConfig: { targetArn: deadLetters.arn } }),
        ...(release === undefined ? {} : { publish: true }),
        loggingConfig: { logFormat: "JSON", logGroup: logGroupName },
        tags: region.tags,
      },
      // Lambda checks the role's rights at creation, and uses them until the function is gone.
      { parent: this, dependsOn: [role.policy, logs, ...(deadLetters ? [deadLetters.queue] : []), ...after] },
    );
    this.version = this.function.version;
    this.called = release === undefined ? this.function : this.#alias(name, release);

    this.registerOutputs({ arn: this.arn });
  }

  #alias(name: string, { aliasName, after }: Release): lambda.Alias {
    return new lambda.Alias(
      `${name}-alias`,
      {
        name: aliasName,
        description: "The version that serves",
        functionName: this.function.name,
        functionVersion: this.version,
      },
      { parent: this, dependsOn: [...after] },
    );
  }
}

/** Lambda gives its interfaces back late: before a destroy the function leaves the group, so that the group can go. */
function insideNetwork({ of: network, groupId }: Required<FunctionArgs>["network"]) {
  return {
    vpcConfig: { subnetIds: [...network.privateSubnetIds], securityGroupIds: [groupId] },
    replaceSecurityGroupsOnDestroy: true,
    replacementSecurityGroupIds: [network.defaultGroupId],
  };
}
