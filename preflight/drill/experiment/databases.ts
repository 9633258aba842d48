import { Directory, Referrers } from "../../../model/aws/references";
import { knownRegion } from "../../../model/aws/region";
import { tokens } from "../../../model/aws/tokens";
import { known } from "../../../model/graph/reading";
import type { Stack } from "../../../model/graph/stack";
import { type Action, allow, lookUp, type Reach, together } from "./action";
import { ownArn, type Place, textOf } from "./place";

/** The instance that writes is lost, and another one of the same database takes over. */
export function loseWriters(stack: Stack, place: Place): Reach {
  return together(failClustersOver(stack, place), failInstancesOver(stack, place));
}

/** FIS reference, `aws:rds:failover-db-cluster`. */
function failClustersOver(stack: Stack, place: Place): Reach {
  const clusters = stack.of(tokens.cluster).filter((cluster) => knownRegion(cluster) === place.region);
  const instances = new Referrers(
    stack.of(tokens.clusterInstance),
    "clusterIdentifier",
    new Directory(stack.of(tokens.cluster)),
  );
  const found = clusters.map((cluster) => {
    const name = textOf(() => cluster.props.clusterIdentifier);
    const arn = ownArn(cluster, place, "rds", name === undefined ? undefined : `cluster:${name}`);
    return { cluster, arn, count: instances.of(cluster).length };
  });
  const arns = found.flatMap(({ arn, count }) => (arn === undefined || count < 2 ? [] : [arn]));
  return {
    actions: arns.length === 0 ? [] : [failOver(arns)],
    lacks: found.flatMap(({ cluster, arn, count }) => {
      if (count < 2) return [`cluster ${cluster.name} has no second instance that could take over`];
      return arn === undefined ? [`the name of cluster ${cluster.name} is not known before deployment`] : [];
    }),
  };
}

function failOver(resourceArns: readonly string[]): Action {
  return {
    name: "fail-over-clusters",
    id: "aws:rds:failover-db-cluster",
    description: "Another instance of the cluster takes the writer's place",
    parameters: {},
    lasts: false,
    target: {
      key: "Clusters",
      name: "clusters",
      is: { resourceType: "aws:rds:cluster", resourceArns, selectionMode: "ALL" },
    },
    allow: [allow(["rds:FailoverDBCluster"], resourceArns), allow(["rds:DescribeDBClusters"], ["*"]), lookUp],
    differs: ["the instance that wrote is back at once, as a reader"],
  };
}

/** FIS reference, `aws:rds:reboot-db-instances` with `forceFailover`, of instances in two zones. */
function failInstancesOver(stack: Stack, place: Place): Reach {
  const found = stack
    .of(tokens.databaseInstance)
    .filter((instance) => knownRegion(instance) === place.region)
    .map((instance) => {
      const name = textOf(() => instance.props.identifier);
      const arn = ownArn(instance, place, "rds", name === undefined ? undefined : `db:${name}`);
      return { instance, arn, isDouble: known(() => instance.props.multiAz) === true };
    });
  const resourceArns = found.flatMap(({ arn, isDouble }) => (arn === undefined || !isDouble ? [] : [arn]));
  const action: Action = {
    name: "fail-over-instances",
    id: "aws:rds:reboot-db-instances",
    description: "The instance in the other zone takes over",
    parameters: { forceFailover: "true" },
    lasts: false,
    target: {
      key: "DBInstances",
      name: "instances",
      is: { resourceType: "aws:rds:db", resourceArns, selectionMode: "ALL" },
    },
    allow: [allow(["rds:RebootDBInstance"], resourceArns), allow(["rds:DescribeDBInstances"], ["*"]), lookUp],
    differs: ["the instance that wrote is back at once, in the other zone"],
  };
  return {
    actions: resourceArns.length === 0 ? [] : [action],
    lacks: found.flatMap(({ instance, arn, isDouble }) => {
      if (!isDouble) return [`database ${instance.name} has no second zone (multiAz) that could take over`];
      return arn === undefined ? [`the name of database ${instance.name} is not known before deployment`] : [];
    }),
  };
}
