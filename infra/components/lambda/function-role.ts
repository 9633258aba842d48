import type * as pulumi from "@pulumi/pulumi";
import { logGrants } from "../../iam/grants/logs";
import { queueGrants } from "../../iam/grants/sqs";
import type { Statement } from "../../iam/statement";
import type { Region } from "../../regions/pair";
import { ServiceRole } from "../iam/service-role";
import type { Queue } from "../sqs/queue";

export interface FunctionRights {
  readonly region: Region;
  readonly roleName: string;
  readonly logGroupName: string;
  readonly deadLetters?: Queue;
  /** What the function may do, besides writing its log and, where it has some, its dead letters. */
  readonly statements: readonly Statement[];
}

/** The role of one function. */
export function functionRole(
  name: string,
  { region, roleName, logGroupName, deadLetters, statements }: FunctionRights,
  opts?: pulumi.ComponentResourceOptions,
): ServiceRole {
  const own = [
    logGrants.write(region.arns.logStreams(logGroupName)),
    ...(deadLetters === undefined ? [] : [queueGrants.send(deadLetters.arn)]),
  ];
  return new ServiceRole(
    name,
    { region, roleName, service: "lambda.amazonaws.com", statements: [...own, ...statements] },
    opts,
  );
}
