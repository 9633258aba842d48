import { Plan, Selection } from "@pulumi/aws/backup";
import { Role, RolePolicyAttachment } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { trustService } from "../../iam/trust";
import type { Arn } from "../../naming/arns";
import { within } from "../../regions/pair";
import { inDays, inMinutes, type Seconds } from "../../units/time";
import type { BackupVault } from "./backup-vault";

export interface BackupPlanArgs {
  /** Where the backups are taken: the plan lives in its region. */
  readonly from: BackupVault;
  /** In another region: every backup is copied there. */
  readonly copyTo: BackupVault;
  readonly planName: string;
  readonly roleName: string;
  /** In UTC, as EventBridge writes it: `cron(0 3 * * ? *)`. */
  readonly schedule: string;
  /** How late a backup may begin. */
  readonly startWindow: Seconds;
  readonly retention: Seconds;
  /** What is backed up, by ARN: a selection by tag alone depends on a setting of the whole account. */
  readonly resources: readonly Arn[];
  /** What is to be backed up carries this tag, and the selection asks for it beside the ARNs. */
  readonly selectingTag?: { readonly key: string; readonly value: string };
  /** What those ARNs are of. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** What AWS Backup itself asks its role to have; both are AWS's own service-role policies. */
const rights = ["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"] as const;

/** Backs up resources of one region at fixed times, and copies each backup to the other region. */
export class BackupPlan extends pulumi.ComponentResource {
  /** Takes the backups, and may restore them. */
  readonly roleArn: Arn;
  /** The rights of that role. */
  readonly rights: readonly pulumi.Resource[];

  constructor(name: string, args: BackupPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dr:backup:BackupPlan", name, {}, within(args.from.region, opts));
    const { from, copyTo, planName, roleName, schedule, startWindow, retention, resources, selectingTag } = args;
    const { region } = from;
    const lifecycle = { deleteAfter: inDays(retention) };

    const role = new Role(
      `${name}-role`,
      {
        name: roleName,
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-service-confused-deputy-prevention.html
        assumeRolePolicy: trustService("backup.amazonaws.com", region.account),
        forceDetachPolicies: true,
        tags: region.tags,
      },
      { parent: this },
    );
    const attachments = rights.map(
      (policy) =>
        new RolePolicyAttachment(
          `${name}-${policy}`,
          {
            role: role.name,
            policyArn: `arn:${region.arns.scope.partition}:iam::aws:policy/service-role/${policy}`,
          },
          { parent: this },
        ),
    );
    this.roleArn = region.arns.role(roleName);
    this.rights = attachments;
    const plan = new Plan(
      `${name}-plan`,
      {
        name: planName,
        rules: [
          {
            ruleName: planName,
            targetVaultName: from.vault.name,
            schedule,
            startWindow: inMinutes(startWindow),
            lifecycle,
            copyActions: [{ destinationVaultArn: copyTo.arn, lifecycle }],
            recoveryPointTags: { ...region.tags },
          },
        ],
        tags: region.tags,
      },
      { parent: this, dependsOn: [copyTo.vault] },
    );
    new Selection(
      `${name}-selection`,
      {
        name: planName,
        planId: plan.id,
        iamRoleArn: this.roleArn,
        resources: [...resources],
        ...(selectingTag === undefined ? {} : { selectionTags: [{ type: "STRINGEQUALS", ...selectingTag }] }),
      },
      { parent: this, dependsOn: [...attachments, ...args.dependsOn] },
    );

    this.registerOutputs({});
  }
}
