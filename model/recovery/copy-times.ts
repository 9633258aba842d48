import { backupAndCopy, rdsAutomatedBackups, s3Replication } from "./estimates";

/** How long copies are under way of which AWS states no time, in seconds. A team puts its own measurements here. */
export interface CopyTimes {
  /** Objects that are replicated without time control. */
  readonly objects: number;
  /** Automated backups of an RDS instance. */
  readonly automatedBackups: number;
  /** A job of AWS Backup, and the copy of what it made. */
  readonly backups: number;
}

export const usualCopyTimes: CopyTimes = {
  objects: s3Replication.seconds,
  automatedBackups: rdsAutomatedBackups.seconds,
  backups: backupAndCopy.seconds,
};

/** The settings of `recovery-limit-rpo` by which a profile states them. */
export const copySettings: Readonly<Record<keyof CopyTimes, string>> = {
  objects: "objectCopySeconds",
  automatedBackups: "automatedBackupSeconds",
  backups: "backupCopySeconds",
};
