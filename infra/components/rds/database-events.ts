import { EventSubscription } from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { within } from "../../regions/pair";
import type { AlertTopic } from "../sns/alert-topic";

export interface DatabaseEventsArgs {
  /** Hears of the clusters in its region. */
  readonly topic: AlertTopic;
  readonly subscriptionName: string;
  /** Clusters of the topic's region. */
  readonly clusterNames: readonly string[];
  /** Those clusters: RDS takes no name of one that is not there. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** What people want to hear of a cluster: that it changed its part, or broke. */
const categories = ["failover", "failure", "global-failover", "notification"];

/** Tells people what RDS itself says of the clusters of one region. */
export class DatabaseEvents extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:rds:DatabaseEvents", name, {}, within(args.topic.region, opts));
    const { topic, subscriptionName, clusterNames, dependsOn } = args;

    new EventSubscription(
      `${name}-subscription`,
      {
        name: subscriptionName,
        snsTopic: topic.arn,
        sourceType: "db-cluster",
        sourceIds: [...clusterNames],
        eventCategories: categories,
        tags: topic.region.tags,
      },
      { parent: this, dependsOn: [topic.topic, ...dependsOn] },
    );

    this.registerOutputs({});
  }
}
