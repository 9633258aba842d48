import type * as pulumi from "@pulumi/pulumi";
import { databasePort } from "../components/ec2/database-access";
import { SchemaMigrations } from "../components/rds/schema-migrations";
import type { HealthcareConfig } from "../config/types";
import { functionArchive } from "../lib/lambda/archive";
import { recordsMigrations } from "../lib/lambda/records/migrations";
import type { ByRole } from "../regions/pair";
import { mebibytes } from "../units/size";
import { minutes } from "../units/time";
import { databaseName, type RecordsDatabase } from "./healthcare-data";
import type { Ground } from "./healthcare-site";

/** The schema of records, in both regions; `across` is what the one region reaches the other's database by. */
export function recordsSchema(
  grounds: ByRole<Ground>,
  data: RecordsDatabase,
  across: readonly pulumi.Resource[],
  { runtime, logRetention }: HealthcareConfig,
): SchemaMigrations {
  const instances = Object.values(data.database.instances).flat();
  const side = (ground: Ground) => ({
    region: ground.region,
    functionName: ground.names.migration,
    logGroupName: ground.names.migrationLogs,
    role: ground.migrationRole,
    deadLetters: ground.deadLetters,
    environment: storeSettings(ground, data),
    network: { of: ground.network, groupId: ground.clientGuard.groupId },
    after: [data.password.ready, ...instances, ...ground.ways, ...across],
  });
  return new SchemaMigrations("schema", {
    service: "records-migration",
    code: {
      archive: functionArchive("record-migration"),
      runtime,
      memory: mebibytes(512),
      timeout: minutes(5),
      logRetention,
    },
    migrations: recordsMigrations,
    primary: side(grounds.primary),
    secondary: side(grounds.secondary),
  });
}

export function storeSettings({ region, names }: Ground, { database }: RecordsDatabase) {
  return {
    // The same name in both regions: after a failover it leads to the other cluster.
    DATABASE_WRITER_HOST: database.currentWriter,
    DATABASE_READER_HOST: database.endpoints[region.role].reader,
    DATABASE_PORT: String(databasePort),
    DATABASE_NAME: databaseName,
    DATABASE_SECRET: names.secret,
  };
}
