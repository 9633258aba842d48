import type { ReplicationConfigurationArgs } from "@pulumi/aws/efs";
import { Directory, Referrers } from "../aws/references";
import { findRegion } from "../aws/region";
import { tokens } from "../aws/tokens";
import { Block } from "../graph/block";
import { unknowable } from "../graph/interruption";
import { isGiven } from "../graph/reading";
import type { Member, Plain, Stack } from "../graph/stack";
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
  const replications = stack.of(tokens.fileReplication);
  const bySource = new Referrers(replications, "sourceFileSystemId", directory);
  const copies = new Set(replications.flatMap((replication) => copiesOf(replication, directory)));
  yield* readEach(
    systems.filter(({ urn }) => !copies.has(urn)),
    (system) => {
      const elsewhere = bySource.of(system).find((replication) => leadsElsewhere(replication, system));
      const [hidden] = bySource.unknown;
      const found = elsewhere === undefined ? backups.of(system as Member, "EFS") : fileTerm(elsewhere, system);
      if (found === undefined && hidden !== undefined) {
        throw hidden;
      }
      return found ?? untold(system, "file system", "EFS");
    },
    into,
  );
  yield* readEach(
    stack.of(tokens.sharedFiles) as readonly Member[],
    (system) => backups.of(system, "FSx") ?? untold(system, "file system", "FSx"),
    into,
  );
}

type FileReplication = Member<Plain<ReplicationConfigurationArgs>>;

function destinationOf({ props }: FileReplication): Block {
  return new Block([], () => props).child("destination");
}

/** The file systems of the stack that hold the copies of another one, and are one store with it. */
function copiesOf(replication: FileReplication, directory: Directory<unknown>): readonly string[] {
  const id = () => destinationOf(replication).read("fileSystemId");
  return isGiven(id) ? directory.find(replication, "destination", id).members.map(({ urn }) => urn) : [];
}

/** Whether the copy is in another region. Throws while that is unknown. */
function leadsElsewhere(replication: FileReplication, system: Member<unknown>): boolean {
  const destination = destinationOf(replication);
  const zone = destination.read("availabilityZoneName");
  const region = destination.read("region") ?? (typeof zone === "string" ? zone.replace(/[a-z]$/, "") : undefined);
  return (region ?? unknowable("destination")) !== (findRegion(system) ?? unknowable("region"));
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
