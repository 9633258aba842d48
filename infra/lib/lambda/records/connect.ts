import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoLease } from "../lease/dynamo-lease";
import { type LeaseKeeper, leaseKeeper, type Permit } from "../lease/writer-lease";
import { clientSettings } from "../runtime/aws/client-settings";
import type { Logger } from "../runtime/log";
import { type Database, openDatabase } from "../transactions/database";
import { reachOf } from "../transactions/reach";
import type { EventJournal } from "./event";
import type { Pulse } from "./pulse";
import type { RecordStore } from "./record-store";
import type { ApiSettings, RecordSettings } from "./settings";
import { sqlPulse } from "./sql-pulse";
import { sqlRecordStore } from "./sql-record-store";

/** A health check has no time for a server that is slow. */
const pulseLimits = { connectionMs: 1_000, statementMs: 1_000 };

/** Says who may write, as this region's copy of the orchestrator's table has it. */
export function connectLease(settings: RecordSettings, log: Logger): LeaseKeeper {
  const { LEASE_TABLE, LEASE_SYSTEM, LEASE_SECONDS, LEASE_NETWORKS, LEASE_DECREED } = settings;
  return leaseKeeper({
    read: dynamoLease(new DynamoDBClient(clientSettings), LEASE_TABLE, LEASE_SYSTEM),
    leaseMs: LEASE_SECONDS * 1_000,
    networks: LEASE_NETWORKS,
    decreed: LEASE_DECREED,
    now: Date.now,
    log,
  });
}

/** The store of this system; the database is asked when something is asked of the store. It writes by the lease alone. */
export function connectStore(settings: RecordSettings, lease: LeaseKeeper): RecordStore & EventJournal {
  const limits = { connectionMs: 2_000, statementMs: 3_000 };
  return sqlRecordStore(databaseOf(settings, settings.DATABASE_WRITER_HOST, limits, lease.permit));
}

/**
 * Connections of its own: what the service waits for does not keep its health check waiting. A heartbeat needs no lease:
 * it says whether the server writes, and how far its copy is, to those who decide about leases.
 */
export function connectPulse(settings: ApiSettings): Pulse {
  return sqlPulse({
    here: databaseOf(settings, settings.DATABASE_OWN_WRITER_HOST, pulseLimits),
    current: databaseOf(settings, settings.DATABASE_WRITER_HOST, pulseLimits),
    region: settings.AWS_REGION,
  });
}

function databaseOf(
  settings: RecordSettings,
  writerHost: string,
  limits: { readonly connectionMs: number; readonly statementMs: number },
  permit?: () => Promise<Permit>,
): Database {
  return openDatabase({ ...reachOf(settings), writerHost, ...limits, permit });
}
