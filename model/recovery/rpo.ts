import { Directory } from "../aws/references";
import { tokens } from "../aws/tokens";
import type { Member, Stack } from "../graph/stack";
import { BackupCopies } from "./backup-copies";
import { type LossSettings, type RecordTag, readBucketLoss } from "./bucket-loss";
import { usualCopyTimes } from "./copy-times";
import { readClusterLoss, readInstanceLoss } from "./database-loss";
import { families } from "./databases";
import { efsLag, efsReplication } from "./estimates";
import { withMeasuredLag } from "./measured-lag";
import { readOtherDatabases, readWork, untold } from "./other-stores";
import { readTableLoss } from "./table-loss";
import { type Reading, readEach, type Term } from "./term";

export type { LossSettings, RecordTag } from "./bucket-loss";

export const usualRecordTag: RecordTag = { key: "Data", value: "business-records" };

export const usualLoss: LossSettings = { recordTag: usualRecordTag, copyTimes: usualCopyTimes };

/** What each store of a stack may lose with its region. What is unknown is yielded. */
export function* readDataLoss(stack: Stack, { recordTag, copyTimes }: LossSettings, into: Term[]): Reading {
  const backups = new BackupCopies(stack, copyTimes.backups);
  const found: Term[] = [];
  yield* readTableLoss(stack, backups, found);
  for (const family of families) {
    yield* readClusterLoss(stack, family, backups, found);
  }
  yield* readInstanceLoss(stack, backups, copyTimes.automatedBackups, found);
  yield* readOtherDatabases(stack, backups, found);
  yield* readBucketLoss(stack, { recordTag, copyTimes }, backups, found);
  yield* readFileSystems(stack, backups, found);
  yield* readWork(stack, found);
  into.push(...found.map((term) => withMeasuredLag(term, copyTimes.lag)));
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
  yield* readEach(
    stack.of(tokens.sharedFiles) as readonly Member[],
    (system) => backups.of(system, "FSx") ?? untold(system, "file system", "FSx"),
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
