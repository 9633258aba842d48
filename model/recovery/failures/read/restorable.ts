import type { BucketArgs, BucketVersioningArgs } from "@pulumi/aws/s3";
import { Directory, Referrers } from "../../../aws/references";
import { tokens } from "../../../aws/tokens";
import { Block } from "../../../graph/block";
import { Interruption } from "../../../graph/interruption";
import { stated } from "../../../graph/reading";
import type { Member, Plain, Stack } from "../../../graph/stack";
import { statedBlock } from "../../../graph/stated-block";
import { isUnknownValue } from "../../../graph/unknown";
import { BackupCopies } from "../../backup-copies";
import { families } from "../../databases";
import { clusterRetentionDays, longestRecoveryWindowDays } from "../../estimates";
import type { Restorable } from "../restorable";

/** To what the stores of a stack can be brought back: by what they keep themselves, or from the backups of a plan. */
export class Restores {
  private readonly backups: BackupCopies;
  private readonly clusters: ReadonlySet<string>;
  private readonly versionings: Referrers<Plain<BucketVersioningArgs>, Plain<BucketArgs>>;

  constructor(
    stack: Stack,
    private readonly hidden: Interruption[],
  ) {
    this.backups = new BackupCopies(stack);
    this.clusters = new Set(families.flatMap((family) => family.clustersOf(stack)).map(({ urn }) => urn));
    const buckets = new Directory(stack.of(tokens.bucket));
    this.versionings = new Referrers(stack.of(tokens.bucketVersioning), "bucket", buckets);
  }

  of(store: Member): Restorable {
    try {
      return this.byItself(store) ?? this.backups.pointsOf(store) ?? nothing(store);
    } catch (cause) {
      this.hidden.push(...(isUnknownValue(cause) ? [new Interruption(cause, store.urn)] : []));
      return { kind: "untold" };
    }
  }

  /** Undefined where it keeps nothing by itself, or nobody tells. */
  private byItself(store: Member): Restorable | undefined {
    if (tokens.table.has(store.type)) {
      const recovery = statedBlock(store, "pointInTimeRecovery");
      const days = recovery.read("recoveryPeriodInDays") ?? longestRecoveryWindowDays;
      return recovery.read("enabled") === true ? { kind: "point in time", days: Number(days) } : undefined;
    }
    if (tokens.keyspaceTable.has(store.type)) {
      const isEnabled = statedBlock(store, "pointInTimeRecovery").read("status") === "ENABLED";
      return isEnabled ? { kind: "point in time", days: longestRecoveryWindowDays } : undefined;
    }
    if (this.clusters.has(store.urn)) {
      return { kind: "point in time", days: Number(stated(store, "backupRetentionPeriod") ?? clusterRetentionDays) };
    }
    if (tokens.databaseInstance.has(store.type)) {
      const days = Number(stated(store, "backupRetentionPeriod") ?? 0);
      return days > 0 ? { kind: "point in time", days } : undefined;
    }
    return tokens.bucket.has(store.type) && this.isVersioned(store) ? { kind: "versions" } : undefined;
  }

  private isVersioned(bucket: Member): boolean {
    const settings = this.versionings.of(bucket as Member<Plain<BucketArgs>>);
    const stands = settings.some(
      ({ props }) => new Block([], () => props).child("versioningConfiguration").read("status") === "Enabled",
    );
    const isEnabled = stands || statedBlock(bucket, "versioning").read("enabled") === true;
    const [hidden] = this.versionings.unknown;
    if (!isEnabled && hidden !== undefined) {
      throw hidden.cause; // a setting of which it is unknown whose it is
    }
    return isEnabled;
  }
}

/** Stores that keep nothing of the past unless they are told to; of others nobody says what they keep. */
const forgetful = [tokens.table, tokens.keyspaceTable, tokens.databaseInstance, tokens.bucket, tokens.fileSystem];

function nothing({ type }: Member): Restorable {
  return { kind: forgetful.some((kind) => kind.has(type)) ? "none" : "untold" };
}
