import { Vault } from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import type { Arn } from "../../naming/arns";
import { type Region, within } from "../../regions/pair";

export interface BackupVaultArgs {
  readonly region: Region;
  readonly vaultName: string;
}

/** Where recovery points of one region, and copies of the other's, are kept; it can be destroyed with them. */
export class BackupVault extends pulumi.ComponentResource {
  readonly region: Region;
  readonly vaultName: string;
  readonly arn: Arn;
  readonly vault: Vault;

  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:backup:BackupVault", name, {}, within(args.region, opts));
    const { region, vaultName } = args;
    this.region = region;
    this.vaultName = vaultName;
    this.arn = region.arns.backupVault(vaultName);

    this.vault = new Vault(
      `${name}-vault`,
      { name: vaultName, forceDestroy: true, tags: region.tags },
      { parent: this },
    );

    this.registerOutputs({ arn: this.arn });
  }
}
