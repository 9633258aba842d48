import { Directory } from "../aws/references";
import { tokens } from "../aws/tokens";
import type { Member, Stack } from "../graph/stack";
import type { Tokens } from "../graph/tokens";
import { BackupCopies } from "./backup-copies";
import { type LossSettings, type RecordTag, readBucketLoss } from "./bucket-loss";
import { usualCopyTimes } from "./copy-times";
import { readClusterLoss, readInstanceLoss } from "./database-loss";
import { families } from "./databases";
import { efsLag, efsReplication } from "./estimates";
import { readTableLoss } from "./table-loss";
import { type Reading, readEach, type Term } from "./term";

export type { LossSettings, RecordTag } from "./bucket-loss";

export const usualRecordTag: RecordTag = { key: "Data", value: "business-records" };

export const usualLoss: LossSettings = { recordTag: usualRecordTag, copyTimes: usualCopyTimes };

/** What each store of a stack may lose with its region. What is unknown is yielded. */
export function* readDataLoss(stack: Stack, { recordTag, copyTimes }: LossSettings, into: Term[]): Reading {
  const backups = new BackupCopies(stack, copyTimes.backups);
  yield* readTableLoss(stack, backups, into);
  for (const family of families) {
    yield* readClusterLoss(stack, family, backups, into);
  }
  yield* readInstanceLoss(stack, backups, copyTimes.automatedBackups, into);
  yield* readOtherDatabases(stack, backups, into);
  yield* readBucketLoss(stack, { recordTag, copyTimes }, backups, into);
  yield* readFileSystems(stack, backups, into);
  for (const { kind, name, service } of queues) {
    into.push(...stack.of(kind).map((member) => untold(member, name, service)));
  }
}

interface Kind {
  readonly kind: Tokens<unknown>;
  readonly name: string;
  readonly service: string;
}

/** Databases that have no replication of which this model knows. */
const otherDatabases: readonly Kind[] = [
  { kind: tokens.memoryDatabase, name: "MemoryDB cluster", service: "MemoryDB" },
  { kind: tokens.warehouse, name: "Redshift cluster", service: "Redshift" },
];

/** What may hold accepted work, or data of which nobody says whether it is the only copy. */
const queues: readonly Kind[] = [
  { kind: tokens.queue, name: "queue: what waits in it", service: "SQS" },
  { kind: tokens.stream, name: "stream: what is not read yet", service: "Kinesis" },
  { kind: tokens.kafkaCluster, name: "Kafka cluster: what is not read yet", service: "MSK" },
  { kind: tokens.cacheGroup, name: "cache", service: "ElastiCache" },
  { kind: tokens.searchDomain, name: "search domain", service: "OpenSearch" },
];

function* readOtherDatabases(stack: Stack, backups: BackupCopies, into: Term[]): Reading {
  const copied = new Set(
    stack.of(tokens.snapshotCopy).flatMap((copy) => copy.sourcesOf("clusterIdentifier").map(({ urn }) => urn)),
  );
  for (const { kind, name, service } of otherDatabases) {
    yield* readEach(
      stack.of(kind) as readonly Member[],
      (member) =>
        backups.of(member, service) ??
        (copied.has(member.urn)
          ? untold(member, `${name}: copied snapshots`, service)
          : nowhere(member, name, service)),
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
        ? (backups.of(system as Member, "EFS") ?? untold(system, "file system", "EFS"))
        : fileTerm(replication, system);
    },
    into,
  );
}

function fileTerm({ urn }: Member<unknown>, system: Member<unknown>): Term {
  const { seconds, source, confidence } = efsReplication;
  return {
    name: "replication of files",
    seconds,
    urn,
    at: "destination",
    got: undefined,
    basis: `estimate: ${source}`,
    estimate: { seconds, confidence },
    store: { service: "EFS", holders: [system], copy: { kind: "stream", lag: efsLag } },
  };
}

/** A store whose loss nobody states: listed, and in no figure. */
function untold(member: Member<unknown>, name: string, service: string): Term {
  const basis = "not known: nothing in the stack says what of it is lost with its region";
  const store = { service, holders: [member] };
  const seconds = Number.POSITIVE_INFINITY;
  return { name, seconds, urn: member.urn, at: "region", got: undefined, basis, shownOnly: true, store };
}

function nowhere(member: Member<unknown>, name: string, service: string): Term {
  return {
    name: `${name} without a copy elsewhere`,
    seconds: Number.POSITIVE_INFINITY,
    urn: member.urn,
    at: "region",
    got: undefined,
    want: "a copy in another region",
    basis: "nothing of it is in another region",
    store: { service, holders: [member] },
  };
}
