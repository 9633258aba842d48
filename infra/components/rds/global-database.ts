import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../../naming/tags";
import { type ByRole, type Region, type RegionPair, within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";
import type { Guard } from "../ec2/guard";
import type { Network } from "../ec2/network";
import { type ClusterEndpoints, endpointsOf } from "./endpoints";

export interface DatabaseSide {
  readonly clusterName: string;
  /** One for each instance; absent: the cluster's name with a number. */
  readonly instanceNames?: readonly string[];
  /** Besides those of the region: by them a backup plan finds the cluster. */
  readonly clusterTags?: Tags;
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  readonly network: Network;
  readonly guard: Guard;
  readonly keyArn: pulumi.Input<string>;
}

export interface GlobalDatabaseArgs extends ByRole<DatabaseSide> {
  readonly pair: RegionPair;
  readonly globalName: string;
  readonly databaseName: string;
  /** `15.4` */
  readonly engineVersion: string;
  /** Memory-optimized: a global database takes no other. */
  readonly instanceClass: string;
  readonly instanceCount: number;
  readonly backupRetention: Seconds;
  /** Whether AWS refuses to delete it until that is taken back, and then leaves a snapshot; absent: it goes with the stack. */
  readonly isKept?: boolean;
  /**
   * Behind it the writer holds commits that are not in the standby (`rds.global_db_rpo`, 20 s at least): what a failover can
   * lose. In the primary's parameter group alone: after a failover nobody is behind the standby, and it would hold them all.
   */
  readonly commitsHeldAfter?: Seconds | undefined;
  /** Whether another database may follow this one, or this one another: what a migration needs, and a reboot before. */
  readonly logicalReplication?: boolean;
  /** How long what PostgreSQL writes down is kept in CloudWatch; absent: it is not sent there. */
  readonly logRetention?: Seconds | undefined;
  readonly username: string;
  readonly password: pulumi.Output<string>;
}

const engine = "aurora-postgresql";

/**
 * What AWS itself changes: a failover makes a replica of the one cluster and a source of the other, and the provider
 * would answer that difference with a promotion; an upgrade of the global cluster upgrades its members.
 */
const movedByAws = ["replicationSourceIdentifier", "engineVersion"];

/** One PostgreSQL database in two regions: written in one, copied by its storage to the other. */
export class GlobalDatabase extends pulumi.ComponentResource {
  readonly globalId: pulumi.Output<string>;
  readonly endpoints: ByRole<ClusterEndpoints>;
  /** Leads to the writer of whichever cluster takes writes now, also from the other region. */
  readonly currentWriter: pulumi.Output<string>;
  readonly instances: ByRole<readonly rds.ClusterInstance[]>;

  constructor(name: string, args: GlobalDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:rds:GlobalDatabase", name, {}, within(args.pair.primary, opts));
    const { pair, globalName, databaseName, engineVersion, username, password, isKept = false } = args;

    // Made empty, and joined by both: a global cluster made around a cluster would be left by it at the next update.
    const global = new rds.GlobalCluster(
      `${name}-global`,
      {
        globalClusterIdentifier: globalName,
        engine,
        engineVersion,
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        databaseName,
        storageEncrypted: true,
        deletionProtection: isKept,
        // Members leave slowly. Counts as the state has it, like every such setting here.
        forceDestroy: !isKept,
        tags: pair.primary.tags,
      },
      { parent: this },
    );
    const primary = this.#cluster(name, pair.primary, args, global, {
      inputs: { masterUsername: username, masterPassword: password, databaseName },
      after: [],
    });
    // It inherits user, password and database, and is refused when it names them. It needs a writer to copy from.
    const secondary = this.#cluster(name, pair.secondary, args, global, { inputs: {}, after: primary.instances });

    this.globalId = global.id;
    this.currentWriter = global.endpoint;
    this.endpoints = {
      primary: endpointsOf(primary.cluster.readerEndpoint),
      secondary: endpointsOf(secondary.cluster.readerEndpoint),
    };
    this.instances = { primary: primary.instances, secondary: secondary.instances };
    this.registerOutputs({ globalId: this.globalId });
  }

  #cluster(
    name: string,
    region: Region,
    args: GlobalDatabaseArgs,
    global: rds.GlobalCluster,
    own: { readonly inputs: Partial<rds.ClusterArgs>; readonly after: readonly pulumi.Resource[] },
  ) {
    const { role, provider, tags } = region;
    const { clusterName, subnetGroupName, parameterGroupName, network, guard, keyArn } = args[role];
    const { instanceNames = [], clusterTags = {} } = args[role];
    const {
      engineVersion,
      instanceClass,
      instanceCount,
      backupRetention,
      logicalReplication = false,
      isKept = false,
    } = args;
    const here = { parent: this, provider };

    const subnets = new rds.SubnetGroup(
      `${name}-${role}-subnets`,
      { name: subnetGroupName, description: clusterName, subnetIds: [...network.privateSubnetIds], tags },
      here,
    );
    const logs = this.#logs(name, region, args);
    const held = role === "primary" ? args.commitsHeldAfter : undefined;
    const parameters = new rds.ClusterParameterGroup(
      `${name}-${role}-parameters`,
      {
        name: parameterGroupName,
        description: clusterName,
        family: `${engine}${engineVersion.split(".")[0]}`,
        parameters: [
          ...["rds.force_ssl", ...(logicalReplication ? ["rds.logical_replication"] : [])].map((parameter) => ({
            name: parameter,
            value: "1",
            applyMethod: "pending-reboot",
          })),
          ...(held === undefined ? [] : [{ name: "rds.global_db_rpo", value: `${held}`, applyMethod: "immediate" }]),
        ],
        tags,
      },
      here,
    );
    const cluster = new rds.Cluster(
      `${name}-${role}`,
      {
        clusterIdentifier: clusterName,
        globalClusterIdentifier: global.id,
        engine,
        engineVersion,
        engineLifecycleSupport: "open-source-rds-extended-support-disabled",
        dbSubnetGroupName: subnets.name,
        dbClusterParameterGroupName: parameters.name,
        vpcSecurityGroupIds: [guard.groupId],
        storageEncrypted: true,
        kmsKeyId: keyArn,
        backupRetentionPeriod: inDays(backupRetention),
        copyTagsToSnapshot: true,
        ...(logs === undefined ? {} : { enabledCloudwatchLogsExports: ["postgresql"] }),
        deletionProtection: isKept,
        // Each leaves its own: after a failover the other one writes.
        ...(isKept
          ? { skipFinalSnapshot: false, finalSnapshotIdentifier: `${clusterName}-final`, deleteAutomatedBackups: false }
          : { skipFinalSnapshot: true }),
        ...own.inputs,
        tags: { ...tags, ...clusterTags },
      },
      { ...here, dependsOn: [...own.after, ...(logs === undefined ? [] : [logs])], ignoreChanges: movedByAws },
    );
    const instances = Array.from(
      { length: instanceCount },
      (_, index) =>
        new rds.ClusterInstance(
          `${name}-${role}-${index + 1}`,
          {
            identifier: instanceNames[index] ?? `${clusterName}-${index + 1}`,
            clusterIdentifier: cluster.id,
            engine,
            instanceClass,
            dbSubnetGroupName: subnets.name,
            publiclyAccessible: false,
            // A member of another minor version could not take over.
            autoMinorVersionUpgrade: false,
            promotionTier: index,
            tags,
          },
          here,
        ),
    );
    return { cluster, instances };
  }

  /** RDS would make it by itself, and keep it for ever. */
  #logs(name: string, { role, provider, tags }: Region, args: GlobalDatabaseArgs): LogGroup | undefined {
    return args.logRetention === undefined
      ? undefined
      : new LogGroup(
          `${name}-${role}-logs`,
          {
            name: `/aws/rds/cluster/${args[role].clusterName}/postgresql`,
            retentionInDays: inDays(args.logRetention),
            skipDestroy: false,
            tags,
          },
          { parent: this, provider },
        );
  }
}
