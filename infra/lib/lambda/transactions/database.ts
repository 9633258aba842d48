import { Pool, type PoolClient } from "pg";
import { Failure } from "../runtime/failure";
import { isLostConnection, isLostRace, isRefusedPassword, sqlFailure } from "./sql-failure";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface DatabaseArgs {
  /** This region's cluster: where its writer answers, once it has one, and where its readers do. */
  readonly writerHost: string;
  readonly readerHost: string;
  readonly port: number;
  readonly databaseName: string;
  /** Asked for once, and again when the server refuses what it gave. */
  readonly credentials: () => Promise<Credentials>;
  /** PEM: who may vouch for the server. */
  readonly authorities: readonly string[];
  /** Longest time for one connection and for one statement. */
  readonly connectionMs: number;
  readonly statementMs: number;
  /** Waits before the next try of a transaction that lost against another one; `round` counts from 1. */
  readonly pause: (round: number) => Promise<void>;
}

/** What a transaction's work may use. */
export type Session = Pick<PoolClient, "query">;

export interface Database {
  /**
   * Runs work as one transaction of the writer, again as often as it loses a race or its connection. The work must bear to
   * be repeated, even after a commit whose answer was lost. Each statement sees what was committed before it: what must
   * not change until the end is locked (https://www.postgresql.org/docs/15/transaction-iso.html). A serializable
   * transaction would do without, but PostgreSQL refuses most of those that first come to a small table at once.
   * @throws Failure of kind `unavailable` while this region has no writer
   */
  write<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Runs reading work on whichever server of the region answers: the standby's too. */
  read<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Whether this region's writer takes writes now. */
  hasWriter(): Promise<boolean>;
  close(): Promise<void>;
}

const RACES = 6;
const CONNECTIONS = 2;

type Host = "writerHost" | "readerHost";

/** Connections that outlive an invocation, and are given up as soon as they may lead to the wrong server. */
export function openDatabase(args: DatabaseArgs): Database {
  const pools = new Map<Host, Promise<Pool>>();

  function poolAt(host: Host): Promise<Pool> {
    const pool = pools.get(host) ?? makePool(args, args[host]);
    pools.set(host, pool);
    pool.catch(() => pools.delete(host));
    return pool;
  }

  /** The next connection asks DNS, and the secret, anew: after a failover the same name leads elsewhere. */
  async function forget(host: Host): Promise<void> {
    const pool = pools.get(host);
    pools.delete(host);
    await (await pool?.catch(() => undefined))?.end();
  }

  async function use<T>(host: Host, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await (await poolAt(host)).connect();
    let broken = true;
    try {
      const result = await work(client);
      broken = false;
      return result;
    } finally {
      client.release(broken);
    }
  }

  /** A connection that was frozen with its function may be dead, and a password may have been replaced: try anew. */
  async function trying<T>(host: Host, work: (client: PoolClient) => Promise<T>): Promise<T> {
    for (let connections = 1, races = 1; ; ) {
      try {
        return await use(host, work);
      } catch (thrown) {
        if (isLostRace(thrown) && races < RACES) {
          await args.pause(races++);
        } else if ((isLostConnection(thrown) || isRefusedPassword(thrown)) && connections++ < CONNECTIONS) {
          await forget(host);
        } else {
          await forget(host);
          throw sqlFailure(thrown);
        }
      }
    }
  }

  return {
    write: (work) => trying("writerHost", (client) => writing(client, work)),
    // The writer's name leads nowhere in a standby region, and the readers' nowhere in a cluster of one.
    read: (work) =>
      trying("readerHost", work).catch((thrown: unknown) => {
        if (thrown instanceof Failure && thrown.kind === "unavailable") {
          return trying("writerHost", work);
        }
        throw thrown;
      }),
    async hasWriter() {
      try {
        return !(await trying("writerHost", isStandby));
      } catch (thrown) {
        if (thrown instanceof Failure && thrown.kind === "unavailable") {
          return false;
        }
        throw thrown;
      }
    },
    async close() {
      await Promise.all([forget("writerHost"), forget("readerHost")]);
    },
  };
}

async function makePool(args: DatabaseArgs, host: string): Promise<Pool> {
  const { username, password } = await args.credentials();
  const pool = new Pool({
    host,
    port: args.port,
    database: args.databaseName,
    user: username,
    password,
    ssl: { ca: [...args.authorities], rejectUnauthorized: true },
    // A function serves one request at a time.
    max: 1,
    connectionTimeoutMillis: args.connectionMs,
    statement_timeout: args.statementMs,
    query_timeout: args.statementMs + 500,
    idle_in_transaction_session_timeout: args.statementMs,
    // While a function is frozen nobody counts: connections end by their age, and a dead one is tried anew.
    idleTimeoutMillis: 0,
    maxLifetimeSeconds: 600,
    keepAlive: true,
  });
  // An idle connection that breaks is simply gone: without a listener it would take the process with it.
  pool.on("error", () => undefined);
  return pool;
}

async function isStandby(client: Session): Promise<boolean> {
  const { rows } = await client.query<{ standby: boolean }>("SELECT pg_is_in_recovery() AS standby");
  return rows[0]?.standby !== false;
}

async function writing<T>(client: PoolClient, work: (session: Session) => Promise<T>): Promise<T> {
  if (await isStandby(client)) {
    throw new Failure("unavailable", "This region has no writer: its database is a standby.");
  }
  await client.query("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
  try {
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (thrown) {
    // What goes wrong here breaks the connection, which is given up in any case.
    await client.query("ROLLBACK").catch(() => undefined);
    throw thrown;
  }
}
