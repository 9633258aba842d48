import { PolicyPack } from "@pulumi/policy";
import { refuseStrangers } from "./engine/configuring";
import { packName } from "./engine/pack-name";
import { serveSparingly } from "./engine/serving";
import { rules } from "./rules";

refuseStrangers(rules, () =>
  serveSparingly(rules, (policies) => {
    new PolicyPack(packName, {
      displayName: "DR guardrails",
      description: "Rejects AWS deployments that would not survive the loss of a region.",
      provider: "aws",
      enforcementLevel: "mandatory",
      policies,
    });
  }),
);
