"""Who may write: the lease that the failover's orchestrator renews in its table, as this region's copy has it.

An instance that has not heard of it for `seconds` writes no more: by then the other region may have a writer. The
database asks the same at each commit of a table that is fenced, by its own clock, so that a lease that ends between the
look and the commit refuses it. Fence a table by `SELECT fleet_fence('name')`, and write to it with `statement`.
"""

import time

# The row says whose commits this database takes. A later epoch is the next writer's: it never goes back.
SCHEMA = """
CREATE TABLE IF NOT EXISTS fleet_lease (
    id int PRIMARY KEY CHECK (id = 1), epoch bigint NOT NULL, until timestamptz NOT NULL);
CREATE OR REPLACE FUNCTION fleet_holds_lease() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT FROM fleet_lease WHERE clock_timestamp() < until
            AND epoch = nullif(current_setting('fleet.epoch', true), '')::bigint) THEN
        RAISE EXCEPTION 'no lease of this epoch' USING ERRCODE = 'read_only_sql_transaction';
    END IF;
    RETURN NULL;
END $body$;
CREATE OR REPLACE FUNCTION fleet_fence(fenced regclass) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = fenced AND tgname = 'fleet_fence') THEN
        EXECUTE format('CREATE CONSTRAINT TRIGGER fleet_fence AFTER INSERT OR UPDATE OR DELETE ON %s DEFERRABLE'
            ' INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fleet_holds_lease()', fenced);
    END IF;
END $body$;
CREATE TABLE IF NOT EXISTS fleet_write (id int PRIMARY KEY, epoch bigint NOT NULL, at timestamptz NOT NULL);
SELECT fleet_fence('fleet_write');
"""


def statement(epoch, sql):
    """One transaction in an epoch; `sql` is a statement, or several, without values from outside."""
    return "BEGIN; SET LOCAL fleet.epoch = " + str(int(epoch)) + "; " + sql + "; COMMIT"


def last_write(epoch):
    """The last fenced write, for people to see; and whether there can be one."""
    values = "1, " + str(int(epoch)) + ", clock_timestamp()"
    change = " ON CONFLICT (id) DO UPDATE SET epoch = EXCLUDED.epoch, at = EXCLUDED.at"
    return statement(epoch, "INSERT INTO fleet_write VALUES (" + values + ")" + change)


class Lease:
    """`networks` are those of the two sides: a lease is carried to the database of its own side, and to no other."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.networks = {}
        self.known = None
        self.ends = 0.0

    def hear(self, epoch, writer, renewed):
        """`renewed` in seconds since 1970, by the orchestrator's clock. What was heard before stays if it is newer."""
        until = renewed + self.seconds
        if self.known is None or (epoch, until) > (self.known[0], self.known[2]):
            # A clock of this machine that is set back makes no lease longer.
            self.known, self.ends = (epoch, writer, until), time.monotonic() + until - time.time()

    def epoch(self):
        """In which one may write now; None: in none."""
        if self.known is None or time.monotonic() >= self.ends or time.time() >= self.known[2]:
            return None
        return self.known[0]

    def renewal(self):
        """The statement that tells the writer's database, None without a lease. Elsewhere it changes nothing."""
        if self.epoch() is None:
            return None
        epoch, writer, until = self.known
        return (
            "INSERT INTO fleet_lease SELECT 1, %d, to_timestamp(%f) WHERE inet_server_addr() <<= '%s'::inet"
            " ON CONFLICT (id) DO UPDATE SET epoch = EXCLUDED.epoch, until = EXCLUDED.until"
            " WHERE (EXCLUDED.epoch, EXCLUDED.until) > (fleet_lease.epoch, fleet_lease.until)"
        ) % (epoch, until, self.networks[writer])
