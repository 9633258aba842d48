import { RestoreTestingPlan, RestoreTestingSelection } from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import type { Arn } from "../../naming/arns";
import { within } from "../../regions/pair";
import { inDays, type Seconds } from "../../units/time";
import type { Guard } from "../ec2/guard";
import type { BackupVault } from "./backup-vault";

export interface RestoreTestArgs {
  /** What is in it is restored, in its region. */
  readonly vault: BackupVault;
  /** Letters, digits and underscores: AWS takes nothing else here. */
  readonly testName: string;
  /** In UTC, as EventBridge writes it. */
  readonly schedule: string;
  /** How old the newest copy may be that is still restored. */
  readonly youngerThan: Seconds;
  /** Clusters whose backups, or copies of them, are in the vault. */
  readonly clusters: readonly Arn[];
  /** Takes backups in the vault's region, and may restore them. */
  readonly roleArn: Arn;
  /** Where the restored cluster is put: a copy knows only the network of the region that it comes from. */
  readonly into: { readonly subnetGroupName: pulumi.Input<string>; readonly guard: Guard };
  readonly dependsOn: readonly pulumi.Resource[];
}

/** AWS Backup keeps a restored cluster that long, for somebody to look at, and deletes it: an hour is the least. */
const lookHours = 1;

/**
 * Restores the newest copy in a vault again and again, and deletes what it restored: a copy that nobody has restored is a
 * hope. https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
export class RestoreTest extends pulumi.ComponentResource {
  constructor(name: string, args: RestoreTestArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:backup:RestoreTest", name, {}, within(args.vault.region, opts));
    const { vault, testName, schedule, youngerThan, clusters, roleArn, into } = args;

    const plan = new RestoreTestingPlan(
      `${name}-plan`,
      {
        name: testName,
        scheduleExpression: schedule,
        recoveryPointSelection: {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.arn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: inDays(youngerThan),
        },
        tags: vault.region.tags,
      },
      { parent: this, dependsOn: [vault.vault] },
    );
    new RestoreTestingSelection(
      `${name}-selection`,
      {
        name: testName,
        restoreTestingPlanName: plan.name,
        protectedResourceType: "Aurora",
        protectedResourceArns: [...clusters],
        iamRoleArn: roleArn,
        validationWindowHours: lookHours,
        // The keys as AWS Backup writes them in this call: all in small letters.
        restoreMetadataOverrides: {
          dbsubnetgroupname: into.subnetGroupName,
          vpcsecuritygroupids: pulumi.jsonStringify([into.guard.groupId]),
        },
      },
      { parent: this, dependsOn: [...args.dependsOn] },
    );

    this.registerOutputs({});
  }
}
