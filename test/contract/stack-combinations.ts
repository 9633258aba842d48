import type { GraphResource, JsonObject } from "../../preflight/graph";
import { isUnknown } from "../helpers/graph";
import { given, isGlobal, list, type Named, object, unsupportedOf } from "./combinations";
import { awsResources, type DeclaredStack, regionOf } from "./stacks";

/** One that shows only beside the other resources of a stack. */
export interface StackCombination extends Named {
  readonly has: (inputs: JsonObject, at: Place) => boolean;
}

interface Place {
  readonly region: string;
  readonly stack: DeclaredStack;
  readonly resource: GraphResource;
}

/** Resources of a type whose outputs went into a property. */
function sourcesOf({ stack, resource }: Place, property: string, type: string): readonly GraphResource[] {
  const urns = resource.propertyDependencies[property] ?? [];
  return stack.recording.resources.filter((each) => each.type === type && urns.includes(each.urn));
}

export const stackCombinations: readonly StackCombination[] = [
  {
    what: "a refresh that rolls back by itself, of a group whose image is an SSM parameter",
    source: "botocore autoscaling RefreshPreferences.AutoRollback",
    on: "aws:autoscaling/group:Group",
    has: ({ instanceRefresh }, at) =>
      object(object(instanceRefresh).preferences).autoRollback === true &&
      sourcesOf(at, "launchTemplate", "aws:ec2/launchTemplate:LaunchTemplate").some(({ inputs }) =>
        String(inputs.imageId).startsWith("resolve:ssm:"),
      ),
  },
  {
    what: "a user name, a password or a database's name of a cluster that replicates another one",
    source: "Aurora guide, adding a Region to a global database",
    on: "aws:rds/cluster:Cluster",
    has: (inputs, at) =>
      isGlobal(inputs) &&
      at.stack.recording.resources.some(
        ({ type, urn }) => type === at.resource.type && at.resource.dependencies.includes(urn),
      ) &&
      [inputs.masterUsername, inputs.masterPassword, inputs.databaseName].some(given),
  },
  {
    what: "an instance of class db.t in a global database",
    source: "Aurora guide, limitations of global databases",
    on: "aws:rds/clusterInstance:ClusterInstance",
    has: ({ instanceClass }, { stack }) =>
      String(instanceClass).startsWith("db.t") &&
      stack.recording.resources.some(({ type }) => type === "aws:rds/globalCluster:GlobalCluster"),
  },
  {
    what: "a health check that reads an alarm on metric math, a percentile or a period below a minute",
    source: "Route 53 guide, how Route 53 determines the status of health checks that monitor CloudWatch alarms",
    on: "aws:route53/healthCheck:HealthCheck",
    has: ({ cloudwatchAlarmName }, { stack }) =>
      awsResources(stack).some(
        ({ type, inputs }) =>
          type === "aws:cloudwatch/metricAlarm:MetricAlarm" &&
          inputs.name === cloudwatchAlarmName &&
          (list(inputs.metricQueries).length > 0 || given(inputs.extendedStatistic) || Number(inputs.period) < 60),
      ),
  },
  {
    what: "a queue that hides a message for a shorter time than the function behind it may run",
    source: "Lambda guide, creating and configuring an Amazon SQS event source mapping",
    on: "aws:lambda/eventSourceMapping:EventSourceMapping",
    has: ({ eventSourceArn, functionName }, { stack, region }) => {
      const here = awsResources(stack).filter((each) => regionOf(stack, each) === region);
      const queue = here.find(
        ({ type, inputs }) => type === "aws:sqs/queue:Queue" && String(eventSourceArn).endsWith(`:${inputs.name}`),
      );
      const consumer = here.find(
        ({ type, inputs }) => type === "aws:lambda/function:Function" && isCalled(inputs.name, functionName),
      );
      const seconds = Number(queue?.inputs.visibilityTimeoutSeconds ?? 30);
      return queue !== undefined && consumer !== undefined && seconds < Number(consumer.inputs.timeout ?? 3);
    },
  },
  {
    what: "replication from a bucket without versions",
    source: "S3 guide, requirements for replication; botocore s3 PutBucketReplication",
    on: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    has: ({ bucket }, { stack }) =>
      !awsResources(stack).some(
        ({ type, inputs }) =>
          type === "aws:s3/bucketVersioning:BucketVersioning" &&
          (inputs.bucket === bucket || isUnknown(bucket)) &&
          object(inputs.versioningConfiguration).status === "Enabled",
      ),
  },
];

export interface Unsupported {
  readonly stack: string;
  readonly urn: string;
  readonly what: string;
}

/** Every unsupported combination of a stack. */
export function unsupportedIn(stack: DeclaredStack): readonly Unsupported[] {
  return awsResources(stack).flatMap((resource) => {
    const { type, inputs, urn } = resource;
    const place = { region: regionOf(stack, resource), stack, resource };
    const beside = stackCombinations.filter(({ on, has }) => on === type && has(inputs, place));
    const found: readonly Named[] = [...unsupportedOf(type, inputs, place.region), ...beside];
    return found.map(({ what }) => ({ stack: stack.name, urn, what }));
  });
}

/** A function is called by its name, or by its ARN, with or without a version or an alias. */
function isCalled(name: unknown, called: unknown): boolean {
  const [, named = called] = /:function:([^:]+)/.exec(String(called)) ?? [];
  return named === name;
}
