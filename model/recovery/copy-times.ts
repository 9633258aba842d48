import { backupAndCopy, rdsAutomatedBackups, s3Replication } from "./estimates";

/** How long copies are under way of which AWS states no time, in seconds. A team puts its own measurements here. */
export interface CopyTimes {
  /** Objects that are replicated without time control. */
  readonly objects: number;
  /** Automated backups of an RDS instance. */
  readonly automatedBackups: number;
  /** A job of AWS Backup, and the copy of what it made. */
  readonly backups: number;
  /**
   * What the slowest replica is behind, a stall included. 0 where nobody has measured it: then what AWS calls typical
   * counts, and what is assumed of stalls.
   */
  readonly lag: number;
}

export const usualCopyTimes: CopyTimes = {
  objects: s3Replication.seconds,
  automatedBackups: rdsAutomatedBackups.seconds,
  backups: backupAndCopy.seconds,
  lag: 0,
};

/** The settings of `recovery-limit-rpo` by which a profile states them. */
export const copySettings: Readonly<Record<keyof CopyTimes, string>> = {
  objects: "objectCopySeconds",
  automatedBackups: "automatedBackupSeconds",
  backups: "backupCopySeconds",
  lag: "replicationLagSeconds",
};
