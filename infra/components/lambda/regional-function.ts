import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { logGrants } from "../../iam/grants/logs";
import { queueGrants } from "../../iam/grants/sqs";
import type { Statement } from "../../iam/statement";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";
import type { Mebibytes } from "../../units/size";
import { inDays, type Seconds } from "../../units/time";
import { ServiceRole } from "../iam/service-role";
import type { Queue } from "../sqs/queue";

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

export interface RegionalFunctionArgs {
  readonly region: Region;
  readonly functionName: string;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly code: FunctionCode;
  readonly environment: Readonly<Record<string, string>>;
  /** What the function may do, besides writing its log and its dead letters. */
  readonly statements: readonly Statement[];
  /** Takes what an asynchronous invocation could not deliver. */
  readonly deadLetters: Queue;
}

/** A function with a role, a log group and a dead-letter target of its own. */
export class RegionalFunction extends pulumi.ComponentResource {
  readonly functionName: string;
  readonly arn: Arn;
  readonly function: lambda.Function;

  constructor(name: string, args: RegionalFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:lambda:RegionalFunction", name, {}, within(args.region, opts));
    const { region, functionName, roleName, logGroupName, code, environment, deadLetters } = args;
    this.functionName = functionName;
    this.arn = region.arns.function(functionName);

    const logs = new LogGroup(
      `${name}-logs`,
      { name: logGroupName, retentionInDays: inDays(code.logRetention), skipDestroy: false, tags: region.tags },
      { parent: this },
    );
    const role = new ServiceRole(
      name,
      {
        region,
        roleName,
        service: "lambda.amazonaws.com",
        statements: [
          logGrants.write(region.arns.logStreams(logGroupName)),
          queueGrants.send(deadLetters.arn),
          ...args.statements,
        ],
      },
      { parent: this },
    );
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
        deadLetterConfig: { targetArn: deadLetters.arn },
        loggingConfig: { logFormat: "JSON", logGroup: logGroupName },
        tags: region.tags,
      },
      // Lambda checks the role's rights at creation, and uses them until the function is gone.
      { parent: this, dependsOn: [role.policy, logs, deadLetters.queue] },
    );

    this.registerOutputs({ arn: this.arn });
  }
}
