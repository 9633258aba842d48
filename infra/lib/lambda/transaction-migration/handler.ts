import { connectMigration } from "../migration/connect";
import { migrate } from "../migration/migrate";
import { migrationHandler } from "../migration/migration-handler";
import { readMigrationSettings } from "../migration/settings";
import { createLogger } from "../runtime/log";
import { ledgerMigrations } from "../transactions/migrations";

const settings = readMigrationSettings(process.env);
const log = createLogger(process.stdout, () => new Date(), {
  service: settings.SERVICE_NAME,
  regionRole: settings.REGION_ROLE,
});
const args = connectMigration(settings, ledgerMigrations);

/** Brings the schema to this release's: a deployment calls it, in one region after the other, before the functions that use it. */
export const handler = migrationHandler(log, () => migrate(args));
