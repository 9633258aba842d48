import type { Migration } from "../migration/migration";

/**
 * Refuses at its commit what was written to these tables without a permit, on a server that is not the writer's of the
 * lease, or after its end, by the server's own clock: SQLSTATE 25006, as for a server that only reads.
 */
export function fenceMigration(tables: readonly string[]): Migration {
  return {
    name: "commits need a lease",
    statements: [
      `CREATE FUNCTION holds_lease() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        IF NOT coalesce(
          clock_timestamp() < to_timestamp(nullif(current_setting('lease.until', true), '')::double precision / 1000)
            AND inet_server_addr() <<= nullif(current_setting('lease.network', true), '')::inet,
          false
        ) THEN
          RAISE EXCEPTION 'no lease' USING ERRCODE = 'read_only_sql_transaction';
        END IF;
        RETURN NULL;
      END $body$`,
      ...tables.map(
        (table) => `CREATE CONSTRAINT TRIGGER lease AFTER INSERT OR UPDATE OR DELETE ON ${table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION holds_lease()`,
      ),
    ],
  };
}
