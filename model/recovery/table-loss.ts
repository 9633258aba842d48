import { Directory } from "../aws/references";
import { knownRegion } from "../aws/region";
import { Interruption } from "../graph/interruption";
import type { Member, Stack } from "../graph/stack";
import type { BackupCopies } from "./backup-copies";
import { dynamodbLag, dynamodbReplication } from "./estimates";
import { lagTerm } from "./lag";
import { isStrong, type Table, TableRegions } from "./table-regions";
import { longest, type Reading, readEach, type Term } from "./term";
import { readDimension, WatchedMetrics, type Watchers } from "./watched-metrics";

/** What tables may lose: by their replicas, else by their backups, else everything. */
export function* readTableLoss(stack: Stack, backups: BackupCopies, into: Term[]): Reading {
  const placed = new TableRegions(stack);
  const metrics = new WatchedMetrics(stack, "AWS/DynamoDB", ["ReplicationLatency"]);
  const watchers = metrics.byResource("TableName", new Directory(placed.tables));
  for (const table of placed.tables) {
    try {
      yield* readTable(table, placed, watchers, backups, into);
    } catch (cause) {
      yield new Interruption(cause, table.urn); // its list of replicas is not known, or no list
    }
  }
}

const lagging = { service: "DynamoDB", usual: dynamodbReplication, unitsPerSecond: 1000 };

function* readTable(
  table: Table,
  placed: TableRegions,
  watchers: Watchers<Table["props"]>,
  backups: BackupCopies,
  into: Term[],
): Reading {
  const regions = placed.of(table);
  yield* regions.unknown;
  const home = knownRegion(table);
  const receivers = [...new Set(regions.values)].filter((region) => region !== home);
  const isHidden = receivers.length === 0 && regions.unknown.length > 0;
  yield* readEach(isHidden ? [] : [table], () => tableTerm(table, receivers, watchers, backups), into);
  yield* receivers.length > 0 && !isStrong(table) ? watchers.unknown : []; // an alarm may tell of a longer lag
}

function tableTerm(
  table: Table,
  receivers: readonly string[],
  watchers: Watchers<Table["props"]>,
  backups: BackupCopies,
): Term | undefined {
  const store = { service: "DynamoDB", holders: [table] };
  const place = { urn: table.urn, at: "replicas", got: table.props.replicas, store };
  if (receivers.length === 0) {
    return (
      backups.of(table as Member, store.service) ?? {
        ...place,
        name: "table without a replica elsewhere",
        seconds: Number.POSITIVE_INFINITY,
        want: "a replica in another region, or backups that are copied there",
        basis: "nothing of it is in another region",
      }
    );
  }
  if (isStrong(table)) {
    return {
      ...place,
      name: "DynamoDB replication",
      seconds: 0,
      basis: "a write is acknowledged when another region has it",
      store: { ...store, copy: { kind: "together" } },
    };
  }
  return longest(
    receivers.map((receiver) => {
      const watches = watchers.of(table).filter((watch) => readDimension(watch, "ReceivingRegion") === receiver);
      return lagTerm(watches, {
        ...place,
        ...lagging,
        store: { ...store, copy: { kind: "stream", lag: dynamodbLag } },
      });
    }),
  );
}
