import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules";

new PolicyPack("dr-guardrails", {
  displayName: "DR guardrails",
  description: "Rejects AWS deployments that would not survive the loss of a region.",
  provider: "aws",
  enforcementLevel: "mandatory",
  policies: rules.map(({ policy }) => policy),
});
