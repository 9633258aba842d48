import * as pulumi from "@pulumi/pulumi";

/** Where a cluster answers. */
export interface ClusterEndpoints {
  /** Where the cluster's writer answers. In a standby region: once it is promoted. */
  readonly writer: pulumi.Output<string>;
  readonly reader: pulumi.Output<string>;
}

/**
 * The endpoints of a cluster of a global database. RDS has been seen to tell no writer endpoint of a secondary cluster,
 * and lists it as inactive; after a promotion it is the readers' name without `-ro`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-connecting.html
 */
export function endpointsOf(readerEndpoint: pulumi.Output<string>): ClusterEndpoints {
  return { writer: readerEndpoint.apply(writerNameOf), reader: readerEndpoint };
}

/** @throws RunError for a name that does not have the form of a cluster's reader endpoint */
export function writerNameOf(readerEndpoint: string): string {
  const form = /^([\w-]+)\.cluster-ro-(\w+\..+)$/.exec(readerEndpoint);
  if (form === null) {
    throw new pulumi.RunError(
      `the reader endpoint of the database is ${JSON.stringify(readerEndpoint)}, expected the form NAME.cluster-ro-ID.REGION.rds.amazonaws.com, from which the writer's name is made`,
    );
  }
  return `${form[1]}.cluster-${form[2]}`;
}
