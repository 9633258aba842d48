import { Directory } from "../aws/references";
import { tokens } from "../aws/tokens";
import type { Member, Stack } from "../graph/stack";
import type { Tokens } from "../graph/tokens";
import { BackupCopies } from "./backup-copies";
import { type RecordTag, readBucketLoss } from "./bucket-loss";
import { readClusterLoss, readInstanceLoss } from "./database-loss";
import { families } from "./databases";
import { efsReplication } from "./estimates";
import { readTableLoss } from "./table-loss";
import { type Reading, readEach, type Term } from "./term";

export type { RecordTag } from "./bucket-loss";

export const usualRecordTag: RecordTag = { key: "Data", value: "business-records" };

/** What each store of a stack may lose with its region. What is unknown is yielded. */
export function* readDataLoss(stack: Stack, tag: RecordTag, into: Term[]): Reading {
  const backups = new BackupCopies(stack);
  yield* readTableLoss(stack, backups, into);
  for (const family of families) {
    yield* readClusterLoss(stack, family, backups, into);
  }
  yield* readInstanceLoss(stack, backups, into);
  yield* readOtherDatabases(stack, backups, into);
  yield* readBucketLoss(stack, tag, backups, into);
  yield* readFileSystems(stack, backups, into);
  for (const { kind, name } of queues) {
    into.push(...stack.of(kind).map((member) => untold(member, name)));
  }
}

/** Databases that have no replication of which this model knows. */
const otherDatabases: readonly { readonly kind: Tokens<unknown>; readonly name: string }[] = [
  { kind: tokens.memoryDatabase, name: "MemoryDB cluster" },
  { kind: tokens.warehouse, name: "Redshift cluster" },
];

/** What may hold accepted work, or data of which nobody says whether it is the only copy. */
const queues: readonly { readonly kind: Tokens<unknown>; readonly name: string }[] = [
  { kind: tokens.queue, name: "queue: what waits in it" },
  { kind: tokens.stream, name: "stream: what is not read yet" },
  { kind: tokens.kafkaCluster, name: "Kafka cluster: what is not read yet" },
  { kind: tokens.cacheGroup, name: "cache" },
  { kind: tokens.searchDomain, name: "search domain" },
];

function* readOtherDatabases(stack: Stack, backups: BackupCopies, into: Term[]): Reading {
  const copied = new Set(
    stack.of(tokens.snapshotCopy).flatMap((copy) => copy.sourcesOf("clusterIdentifier").map(({ urn }) => urn)),
  );
  for (const { kind, name } of otherDatabases) {
    yield* readEach(
      stack.of(kind) as readonly Member[],
      (member) =>
        backups.of(member) ??
        (copied.has(member.urn) ? untold(member, `${name}: copied snapshots`) : nowhere(member, name)),
      into,
    );
  }
}

function* readFileSystems(stack: Stack, backups: BackupCopies, into: Term[]): Reading {
  const systems = stack.of(tokens.fileSystem);
  const directory = new Directory(systems);
  const replicated = new Map<string, Member<unknown>>();
  for (const replication of stack.of(tokens.fileReplication)) {
    for (const system of directory.find(replication, "sourceFileSystemId", () => replication.props.sourceFileSystemId)
      .members) {
      replicated.set(system.urn, replication);
    }
  }
  yield* readEach(
    systems,
    (system) => {
      const replication = replicated.get(system.urn);
      return replication === undefined
        ? (backups.of(system as Member) ?? untold(system, "file system"))
        : fileTerm(replication);
    },
    into,
  );
}

function fileTerm({ urn }: Member<unknown>): Term {
  const { seconds, source } = efsReplication;
  return {
    name: "replication of files",
    seconds,
    urn,
    at: "destination",
    got: undefined,
    basis: `estimate: ${source}`,
  };
}

/** A store whose loss nobody states: listed, and in no figure. */
function untold({ urn }: Member<unknown>, name: string): Term {
  const basis = "not known: nothing in the stack says what of it is lost with its region";
  return { name, seconds: Number.POSITIVE_INFINITY, urn, at: "region", got: undefined, basis, shownOnly: true };
}

function nowhere({ urn }: Member<unknown>, name: string): Term {
  return {
    name: `${name} without a copy elsewhere`,
    seconds: Number.POSITIVE_INFINITY,
    urn,
    at: "region",
    got: undefined,
    want: "a copy in another region",
    basis: "nothing of it is in another region",
  };
}
