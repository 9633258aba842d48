import { Vault, VaultLockConfiguration } from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";

export interface BackupVaultArgs {
  readonly region: Region;
  readonly vaultName: string;
  /**
   * Nothing in it can be deleted before it is so old, nor with the stack, and no backup comes in that would be kept for less.
   * Who may change the lock itself may lift it (governance mode). Absent: the vault can be destroyed with what is in it.
   */
  readonly lockedFor?: Seconds | undefined;
}

/** Where recovery points of one region, and copies of the other's, are kept. */
export class BackupVault extends pulumi.ComponentResource {
  readonly region: Region;
  readonly vaultName: string;
  readonly arn: Arn;
  readonly vault: Vault;

  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:backup:BackupVault", name, {}, within(args.region, opts));
    const { region, vaultName, lockedFor } = args;
    this.region = region;
    this.vaultName = vaultName;
    this.arn = region.arns.backupVault(vaultName);

    this.vault = new Vault(
      `${name}-vault`,
      { name: vaultName, forceDestroy: lockedFor === undefined, tags: region.tags },
      { parent: this },
    );
    if (lockedFor !== undefined) {
      new VaultLockConfiguration(
        `${name}-lock`,
        { backupVaultName: this.vault.name, minRetentionDays: inDays(lockedFor) },
        { parent: this },
      );
    }

    this.registerOutputs({ arn: this.arn });
  }
}
