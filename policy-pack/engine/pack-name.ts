/** The name under which policies of this pack are known to Pulumi. */
export const packName = "dr-guardrails";
