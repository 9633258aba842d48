import { BackupPlan } from "../components/backup/backup-plan";
import { BackupVault } from "../components/backup/backup-vault";
import type { ServiceRole } from "../components/iam/service-role";
import { MultiRegionKey } from "../components/kms/multi-region-key";
import { DatabaseEvents } from "../components/rds/database-events";
import { GlobalDatabase } from "../components/rds/global-database";
import type { Bucket } from "../components/s3/bucket";
import type { LifecycleRule } from "../components/s3/lifecycle.plan";
import { DatabasePassword } from "../components/secretsmanager/database-password";
import type { HealthcareConfig } from "../config/types";
import { keyGrants } from "../iam/grants/kms";
import { nameHealthcare } from "../naming/systems/healthcare";
import { type ByRole, inBoth, type RegionPair } from "../regions/pair";
import { days, minutes } from "../units/time";
import type { Ground } from "./healthcare-site";
import { mirroredBuckets } from "./mirrored-buckets";

export const databaseName = "records";
export const assetRule = "assets";
/** Two in each region: the loss of one machine is a matter of the region alone. */
export const instanceCount = 2;
/** Every point in time of the last five weeks can be restored in the region; the longest that Aurora keeps. */
const backupRetention = days(35);
const copies = { schedule: "cron(0 3 * * ? *)", startWindow: minutes(60), retention: days(90) };

/** Assets are read at first and seldom later; earlier versions are kept for as long as a mistake may take to show. */
const lifecycle: readonly LifecycleRule[] = [
  {
    id: "assets",
    prefix: "assets/",
    transitions: [{ after: days(30), to: "INTELLIGENT_TIERING" }],
    expireReplacedAfter: days(90),
    abortUploadsAfter: days(7),
  },
  {
    id: "rehearsals",
    prefix: "rehearsals/",
    transitions: [{ after: days(90), to: "STANDARD_IA" }],
    expireAfter: days(730),
    expireReplacedAfter: days(30),
    abortUploadsAfter: days(7),
  },
];

export interface RecordsDatabase {
  readonly key: MultiRegionKey;
  readonly database: GlobalDatabase;
  readonly password: DatabasePassword;
}

export function recordsDatabase(
  pair: RegionPair,
  grounds: ByRole<Ground>,
  orchestrator: ServiceRole,
  config: HealthcareConfig,
): RecordsDatabase {
  const { primary, secondary } = grounds;
  const key = new MultiRegionKey("records-key", {
    pair,
    description: "Patient records, the password of their database, and the state of a failover",
    primary: keySide(primary, []),
    secondary: keySide(secondary, [orchestrator]),
  });
  const username = "records";
  const password = new DatabasePassword("records-password", {
    pair,
    secretName: primary.names.secret,
    description: "User and password of the database of records",
    username,
    keyArns: key.keyArns,
  });
  const side = ({ region, names, network, databaseGuard: guard }: Ground) => ({
    clusterName: names.cluster,
    subnetGroupName: names.clusterSubnets,
    parameterGroupName: names.clusterParameters,
    network,
    guard,
    keyArn: key.keyArns[region.role],
  });
  const database = new GlobalDatabase("records", {
    pair,
    globalName: primary.names.globalCluster,
    databaseName,
    engineVersion: config.engineVersion,
    instanceClass: config.instanceClass,
    instanceCount,
    backupRetention,
    username,
    password: password.password,
    primary: side(primary),
    secondary: side(secondary),
  });
  inBoth(pair, ({ role }) => {
    const { topic, names } = grounds[role];
    return new DatabaseEvents(`database-events-${role}`, {
      topic,
      subscriptionName: names.databaseEvents,
      clusterNames: [names.cluster],
      dependsOn: database.instances[role],
    });
  });
  return { key, database, password };
}

/** `keepers`: read what they keep in a table of the region. */
function keySide({ region, names, apiRole, consumerRole, migrationRole }: Ground, keepers: readonly ServiceRole[]) {
  const readers = [apiRole, consumerRole, migrationRole, ...keepers];
  const service = (name: string) => `${name}.${region.name}.amazonaws.com`;
  return {
    aliasName: names.key,
    services: ["dynamodb", "rds", "secretsmanager"],
    statements: [
      keyGrants.readThrough(
        readers.map(({ arn }) => arn),
        [...(keepers.length > 0 ? [service("dynamodb")] : []), service("secretsmanager")],
      ),
    ],
    principals: readers.map(({ role }) => role),
  };
}

export function assetBuckets(pair: RegionPair): ByRole<Bucket> {
  return mirroredBuckets(pair, {
    names: { buckets: "assets", roles: "asset-replication" },
    bucketName: ({ names }) => nameHealthcare(names).assets,
    roleName: ({ names }) => nameHealthcare(names).replicationRole,
    ruleId: assetRule,
    lifecycle,
    // An asset that was taken back must not be served by the other region.
    copyDeleteMarkers: true,
  });
}

/** Each region backs up the cluster it has, whichever role the cluster plays that day, and copies it to the other. */
export function backups(pair: RegionPair, { database }: RecordsDatabase): void {
  const vaults = inBoth(
    pair,
    (region) => new BackupVault(`backups-${region.role}`, { region, vaultName: nameHealthcare(region.names).vault }),
  );
  inBoth(pair, (region, peer) => {
    const names = nameHealthcare(region.names);
    return new BackupPlan(`backups-to-${peer.role}`, {
      from: vaults[region.role],
      copyTo: vaults[peer.role],
      planName: names.backupPlan,
      roleName: names.backupRole,
      ...copies,
      resources: [region.arns.databaseCluster(names.cluster)],
      dependsOn: database.instances[region.role],
    });
  });
}
