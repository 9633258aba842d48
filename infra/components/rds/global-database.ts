import * as ec2 from "@pulumi/aws/ec2";
import * as rds from "@pulumi/aws/rds";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { Arn } from "../../naming/arns";
import { withName } from "../../naming/tags";
import { type ByRole, type Region, type Role, within } from "../../regions/pair";
import type { Cidr } from "../../units/cidr";
import { inDays, type Seconds } from "../../units/time";
import type { Network } from "../ec2/network";

/** What the database has in one region. */
export interface DatabaseSite {
  readonly region: Region;
  readonly network: Network;
  readonly clusterName: string;
  /** Its instances' names; `{number}` stands for 1, 2 and so on. */
  readonly instanceName: string;
  readonly subnetGroupName: string;
  readonly parameterGroupName: string;
  readonly securityGroupName: string;
  /** Networks that may connect: groups of another region cannot be named in a rule. */
  readonly admitted: readonly Cidr[];
  /** A key of this region; absent: the account's own key for databases there. */
  readonly keyArn?: pulumi.Input<string>;
}

export interface GlobalDatabaseArgs {
  readonly globalName: string;
  readonly sites: ByRole<DatabaseSite>;
  /** `15.17`; the same everywhere, or no switchover is possible. */
  readonly engineVersion: string;
  /** Memory-optimised: AWS refuses others in a global database. */
  readonly instanceClass: string;
  /** In each region; with two, the loss of one machine is no regional failover. */
  readonly instances: number;
  readonly databaseName: string;
  readonly username: string;
  readonly password: pulumi.Input<string>;
  readonly backupRetention: Seconds;
}

/** PostgreSQL's port. */
const port = 5432;
const engine = "aurora-postgresql";

/** An Aurora PostgreSQL database that writes in the primary region, and is copied to the secondary as it is written. */
export class GlobalDatabase extends pulumi.ComponentResource {
  /** Leads to the cluster that takes writes, whichever that is now. */
  readonly writerEndpoint: pulumi.Output<string>;
  readonly globalName: string;
  readonly clusterNames: ByRole<string>;
  readonly clusterArns: ByRole<Arn>;
  readonly instanceNames: ByRole<readonly string[]>;
  readonly clusters: ByRole<rds.Cluster>;
  /** What connects waits for these. */
  readonly instances: ByRole<readonly rds.ClusterInstance[]>;

  constructor(name: string, args: GlobalDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:rds:GlobalDatabase", name, {}, within(args.sites.primary.region, opts));
    const { globalName, sites, engineVersion, databaseName, username, password } = args;
    this.globalName = globalName;

    const global = new rds.GlobalCluster(
      `${name}-global`,
      {
        globalClusterIdentifier: globalName,
        engine,
        engineVersion,
        databaseName,
        storageEncrypted: true,
        deletionProtection: false,
        // Members leave slowly: without it a destroy finds the global cluster not empty.
        forceDestroy: true,
        tags: sites.primary.region.tags,
      },
      { parent: this },
    );
    const primary = this.#cluster(name, "primary", args, global, {
      databaseName,
      masterUsername: username,
      masterPassword: pulumi.secret(password),
    });
    const primaryInstances = this.#instances(name, "primary", args, primary);
    // The secondary takes user, password and database from the primary, which must have a living writer by then.
    const secondary = this.#cluster(name, "secondary", args, global, {}, primaryInstances);
    const secondaryInstances = this.#instances(name, "secondary", args, secondary);

    this.writerEndpoint = global.endpoint;
    this.clusters = { primary, secondary };
    this.instances = { primary: primaryInstances, secondary: secondaryInstances };
    this.clusterNames = { primary: sites.primary.clusterName, secondary: sites.secondary.clusterName };
    this.clusterArns = {
      primary: sites.primary.region.arns.databaseCluster(sites.primary.clusterName),
      secondary: sites.secondary.region.arns.databaseCluster(sites.secondary.clusterName),
    };
    this.instanceNames = {
      primary: instanceNames(sites.primary, args),
      secondary: instanceNames(sites.secondary, args),
    };
    this.registerOutputs({ globalName });
  }

  #cluster(
    name: string,
    role: Role,
    { sites, engineVersion, backupRetention }: GlobalDatabaseArgs,
    global: rds.GlobalCluster,
    owner: Pick<rds.ClusterArgs, "databaseName" | "masterUsername" | "masterPassword">,
    after: readonly pulumi.Resource[] = [],
  ): rds.Cluster {
    const site = sites[role];
    const { region, network, clusterName, subnetGroupName, parameterGroupName, keyArn } = site;
    const here = { parent: this, provider: region.provider };

    const subnets = new rds.SubnetGroup(
      `${name}-subnets-${role}`,
      { name: subnetGroupName, subnetIds: [...network.privateSubnetIds], tags: region.tags },
      here,
    );
    const parameters = new rds.ClusterParameterGroup(
      `${name}-parameters-${role}`,
      {
        name: parameterGroupName,
        family: `${engine}${engineVersion.split(".")[0]}`,
        description: "Connections over TLS only",
        parameters: [{ name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" }],
        tags: region.tags,
      },
      here,
    );
    return new rds.Cluster(
      `${name}-cluster-${role}`,
      {
        clusterIdentifier: clusterName,
        globalClusterIdentifier: global.id,
        engine,
        engineVersion,
        ...owner,
        dbSubnetGroupName: subnets.name,
        dbClusterParameterGroupName: parameters.name,
        vpcSecurityGroupIds: [this.#guard(name, role, site)],
        storageEncrypted: true,
        ...(keyArn === undefined ? {} : { kmsKeyId: keyArn }),
        backupRetentionPeriod: inDays(backupRetention),
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: true,
        deletionProtection: false,
        skipFinalSnapshot: true,
        applyImmediately: true,
        tags: region.tags,
      },
      {
        ...here,
        dependsOn: [...after],
        // After a failover the roles are swapped: what AWS then says of source and version is no drift to undo.
        ignoreChanges: ["replicationSourceIdentifier", "engineVersion"],
      },
    );
  }

  #guard(name: string, role: Role, { region, network, securityGroupName, admitted }: DatabaseSite) {
    const here = { parent: this, provider: region.provider };
    const group = new ec2.SecurityGroup(
      `${name}-guard-${role}`,
      {
        name: securityGroupName,
        description: "Connections to the database",
        vpcId: network.vpcId,
        tags: withName(region.tags, securityGroupName),
      },
      here,
    );
    admitted.forEach((cidr, index) => {
      new SecurityGroupIngressRule(
        `${name}-from-network-${index + 1}-${role}`,
        {
          securityGroupId: group.id,
          description: `PostgreSQL from ${cidr.text}`,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrIpv4: cidr.text,
          tags: region.tags,
        },
        here,
      );
    });
    return group.id;
  }

  #instances(name: string, role: Role, args: GlobalDatabaseArgs, cluster: rds.Cluster): readonly rds.ClusterInstance[] {
    const site = args.sites[role];
    return instanceNames(site, args).map(
      (identifier, index) =>
        new rds.ClusterInstance(
          `${name}-instance-${index + 1}-${role}`,
          {
            identifier,
            clusterIdentifier: cluster.id,
            engine,
            engineVersion: cluster.engineVersion,
            instanceClass: args.instanceClass,
            publiclyAccessible: false,
            promotionTier: index,
            copyTagsToSnapshot: true,
            applyImmediately: true,
            tags: site.region.tags,
          },
          { parent: this, provider: site.region.provider },
        ),
    );
  }
}

function instanceNames({ instanceName }: DatabaseSite, { instances }: GlobalDatabaseArgs): readonly string[] {
  return Array.from({ length: instances }, (_, index) => instanceName.replace("{number}", String(index + 1)));
}
