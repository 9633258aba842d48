import { tokens } from "../../model/aws/tokens";
import { known } from "../../model/graph/reading";
import type { Member, Stack } from "../../model/graph/stack";
import { regionOf, replicaRegions } from "../../model/recovery/crossings";
import { shellWord } from "./words";

/** A resource that somebody looks for when a region is lost. */
export interface Thing {
  readonly what: string;
  readonly region: string;
  /** The name in AWS; undefined where only a deployment gives it one. */
  readonly name: string | undefined;
  /** How its ARN or address is found, without the state of the stack. */
  readonly find: string;
}

interface Kind {
  readonly what: string;
  readonly tokens: (typeof tokens)[keyof typeof tokens];
  readonly named: string;
  /** What AWS calls the type, for a search by tags. */
  readonly type: string;
  readonly find: (name: string) => string;
}

const KINDS: readonly Kind[] = [
  {
    what: "Table",
    tokens: tokens.table,
    named: "name",
    type: "dynamodb:table",
    find: (name) => `dynamodb describe-table --table-name ${name} --query Table.TableArn`,
  },
  {
    what: "Database cluster",
    tokens: tokens.cluster,
    named: "clusterIdentifier",
    type: "rds:cluster",
    find: (name) => `rds describe-db-clusters --db-cluster-identifier ${name} --query 'DBClusters[0].DBClusterArn'`,
  },
  {
    what: "Bucket",
    tokens: tokens.bucket,
    named: "bucket",
    type: "s3",
    find: (name) => `s3api get-bucket-location --bucket ${name} --query LocationConstraint`,
  },
  {
    what: "Function",
    tokens: tokens.function,
    named: "name",
    type: "lambda:function",
    find: (name) => `lambda get-function --function-name ${name} --query Configuration.FunctionArn`,
  },
  {
    what: "Load balancer",
    tokens: tokens.loadBalancer,
    named: "name",
    type: "elasticloadbalancing:loadbalancer",
    find: (name) => `elbv2 describe-load-balancers --names ${name} --query 'LoadBalancers[0].DNSName'`,
  },
  {
    what: "Auto Scaling group",
    tokens: tokens.autoScalingGroup,
    named: "name",
    type: "autoscaling:autoScalingGroup",
    find: (name) =>
      `autoscaling describe-auto-scaling-groups --auto-scaling-group-names ${name} --query 'AutoScalingGroups[0].AutoScalingGroupARN'`,
  },
  {
    what: "Queue",
    tokens: tokens.queue,
    named: "name",
    type: "sqs",
    find: (name) => `sqs get-queue-url --queue-name ${name} --query QueueUrl`,
  },
  {
    what: "Topic",
    tokens: tokens.topic,
    named: "name",
    type: "sns",
    find: (name) => `sns list-topics --query "Topics[?ends_with(TopicArn, ':"${name}"')].TopicArn"`,
  },
  {
    what: "Parameter",
    tokens: tokens.parameter,
    named: "name",
    type: "ssm:parameter",
    find: (name) => `ssm get-parameter --name ${name} --query Parameter.ARN`,
  },
];

/** What a stack has in its regions, replicas included, in the order of a runbook: kind, name, region. */
export function thingsOf(stack: Stack): readonly Thing[] {
  const replicas = replicaRegions(stack);
  const regionsOf = (member: Member<object>) => {
    const regions = [regionOf(member), ...(replicas.get(member) ?? [])];
    return [...new Set(regions.filter((region) => region !== ""))];
  };
  return KINDS.flatMap((kind) => {
    const members: readonly Member<object>[] = stack.of<object>(kind.tokens as never);
    const things = members.flatMap((member) => regionsOf(member).map((region) => thingOf(kind, member, region)));
    return things.sort((one, other) => compare(one.name ?? "", other.name ?? "") || compare(one.region, other.region));
  });
}

function thingOf({ what, named, type, find }: Kind, member: Member<object>, region: string): Thing {
  const value = known(() => (member.props as Readonly<Record<string, unknown>>)[named]);
  const name = typeof value === "string" && value !== "" ? value : undefined;
  const command =
    name === undefined
      ? `resourcegroupstaggingapi get-resources --resource-type-filters ${type} --query 'ResourceTagMappingList[].ResourceARN'`
      : find(shellWord(name));
  const [service = "", operation = "", ...rest] = command.split(" ");
  return {
    what,
    region,
    name,
    find: ["aws", service, operation, "--region", region, ...rest, "--output text"].join(" "),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
