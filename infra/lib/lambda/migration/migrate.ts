import { Failure } from "../runtime/failure";
import type { Database, Session } from "../transactions/database";
import type { Migration } from "./migration";

/** Any number, the same for all who change the schema. */
const SCHEMA_LOCK = 7_140_551;
/** A step that waits for a table holds up everybody who comes after it. */
const LOCK_LIMIT = "5s";

export interface MigrateArgs {
  readonly database: Pick<Database, "write" | "read" | "hasWriter">;
  readonly migrations: readonly Migration[];
  /** Whether a region without the writer waits until the schema has been copied to it, or leaves it to the other region. */
  readonly waits: boolean;
  /** How often a waiting region looks, and what passes between two looks. */
  readonly looks: number;
  readonly pause: () => Promise<void>;
}

export interface Migrated {
  /** `newer`: the database has steps of a later release, which an earlier one leaves alone. */
  readonly outcome: "migrated" | "current" | "newer" | "copied" | "left to the writer";
  /** The last step that the database has. */
  readonly version: number;
}

/**
 * Brings the schema to the last of the given steps, through the region's writer. In a region without one it only looks.
 * @throws Failure when a step cannot be applied, was changed after it had been, or does not arrive here
 */
export async function migrate(args: MigrateArgs): Promise<Migrated> {
  const { database, migrations } = args;
  if (await database.hasWriter()) {
    return database.write((session) => apply(session, migrations));
  }
  // Throws where the database cannot be asked at all: then nobody knows whether it is a standby.
  const version = await database.read(findVersion);
  if (!args.waits) {
    return { outcome: "left to the writer", version };
  }
  return arrived(args);
}

async function arrived({ database, migrations, looks, pause }: MigrateArgs): Promise<Migrated> {
  for (let look = 1; ; look++) {
    const version = await database.read(findVersion);
    if (version >= migrations.length) {
      return { outcome: "copied", version };
    }
    if (look >= looks) {
      throw new Failure("unavailable", "The schema of this release has not been copied to this region.", {
        version,
        expected: migrations.length,
      });
    }
    await pause();
  }
}

async function apply(session: Session, migrations: readonly Migration[]): Promise<Migrated> {
  await session.query(`SET LOCAL lock_timeout = '${LOCK_LIMIT}'`);
  await session.query("SELECT pg_advisory_xact_lock($1)", [SCHEMA_LOCK]);
  await session.query(`CREATE TABLE IF NOT EXISTS schema_version (
    version integer PRIMARY KEY,
    name text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`);
  const version = await checkedVersion(session, migrations);
  for (const [index, { name, statements }] of [...migrations.entries()].slice(version)) {
    for (const statement of statements) {
      await session.query(statement);
    }
    await session.query("INSERT INTO schema_version (version, name) VALUES ($1, $2)", [index + 1, name]);
  }
  if (version > migrations.length) {
    return { outcome: "newer", version };
  }
  return { outcome: version < migrations.length ? "migrated" : "current", version: migrations.length };
}

/** The steps that are there must be the first of those that are given: whoever changes one changes nothing of a database that has it. */
async function checkedVersion(session: Session, migrations: readonly Migration[]): Promise<number> {
  const { rows } = await session.query<{ version: number; name: string }>(
    "SELECT version, name FROM schema_version ORDER BY version",
  );
  const strange = rows.find(
    ({ version, name }, index) =>
      version !== index + 1 || (version <= migrations.length && migrations[version - 1]?.name !== name),
  );
  if (strange !== undefined) {
    throw new Failure("misconfigured", "The database has another step of the schema under this number.", {
      version: strange.version,
    });
  }
  return rows.length;
}

async function findVersion(session: Session): Promise<number> {
  const known = await session.query<{ known: boolean }>("SELECT to_regclass('schema_version') IS NOT NULL AS known");
  if (known.rows[0]?.known !== true) {
    return 0;
  }
  const { rows } = await session.query<{ version: number }>(
    "SELECT coalesce(max(version), 0)::integer AS version FROM schema_version",
  );
  return rows[0]?.version ?? 0;
}
