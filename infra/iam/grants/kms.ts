import type { Arn } from "../../naming/arns";
import type { Statement } from "../statement";

/** Everything about the key but its use: without these for the account, nobody could ever change or delete the key. */
const administer = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  // KMS's own, in the account's name: replicas follow the rotation of their primary.
  "kms:SynchronizeMultiRegionKey",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
  "kms:UpdatePrimaryRegion",
] as const;

const use = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
] as const;

/** Statements of a key's own policy. */
export const keyGrants = {
  /** The account decides by IAM who manages the key. That is no right to use it. */
  administer(account: Arn): Statement {
    return keyStatement("AccountAdministers", account, administer);
  },

  /** The account decides by IAM who uses the key, through these services alone: `rds.us-east-1.amazonaws.com`. */
  useThrough(account: Arn, accountId: string, services: readonly string[]): Statement {
    return {
      ...keyStatement("AccountUsesThroughServices", account, use),
      conditions: { StringEquals: { "kms:CallerAccount": accountId, "kms:ViaService": services } },
    };
  },

  /** A database or a table goes on using the key when nobody calls: under a grant, which only a service may hold. */
  lendToServices(account: Arn): Statement {
    return {
      ...keyStatement("AccountLendsToServices", account, ["kms:CreateGrant"]),
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    };
  },

  /** Lets roles read what services keep under the key. */
  readThrough(roles: readonly Arn[], services: readonly string[]): Statement {
    return {
      sid: "RolesReadThroughServices",
      effect: "Allow",
      principal: { aws: roles },
      actions: ["kms:Decrypt"],
      resources: "itself",
      conditions: { StringEquals: { "kms:ViaService": services } },
    };
  },

  /** Replication reads the objects of this region's bucket, which has a bucket key: KMS is told the bucket. */
  readReplicated(role: Arn, bucket: Arn, s3: string): Statement {
    return replicating("ReplicationReads", role, ["kms:Decrypt"], bucket, s3);
  },

  /** A service writes objects to this region's bucket, and completes uploads that it began. */
  writeObjects(role: Arn, bucket: Arn, s3: string): Statement {
    return replicating("DeliveryWrites", role, ["kms:Decrypt", "kms:GenerateDataKey"], bucket, s3);
  },

  /** Replication from the other region writes copies to this region's bucket. */
  writeReplicas(role: Arn, bucket: Arn, s3: string): Statement {
    return replicating("ReplicationWrites", role, ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"], bucket, s3);
  },
};

function keyStatement(sid: string, principal: Arn, actions: readonly string[]): Statement {
  return { sid, effect: "Allow", principal: { aws: principal }, actions, resources: "itself" };
}

function replicating(sid: string, role: Arn, actions: readonly string[], bucket: Arn, s3: string): Statement {
  return {
    ...keyStatement(sid, role, actions),
    conditions: { StringEquals: { "kms:ViaService": s3, "kms:EncryptionContext:aws:s3:arn": bucket } },
  };
}
