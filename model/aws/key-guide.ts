/**
 * Patterns that AWS itself writes into key policies: those of key administrators and of key users. Source: the KMS
 * developer guide, "Default key policy", and the CloudWatch Logs user guide, "Encrypt log data". What the console
 * gives an administrator is not to read or write data; a user gets no management.
 */
const patterns: ReadonlySet<string> = new Set(
  [
    "kms:Create*",
    "kms:Decrypt*",
    "kms:Delete*",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Encrypt*",
    "kms:GenerateDataKey*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:ReEncrypt*",
    "kms:Revoke*",
    "kms:Update*",
  ].map((pattern) => pattern.toLowerCase()),
);

/** True for a pattern of actions, in any case, that the guide writes into a key's policy. */
export function isInKeyGuide(pattern: string): boolean {
  return patterns.has(pattern.toLowerCase());
}
