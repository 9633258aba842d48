import { z } from "zod";
import { healthcareNamePattern, nameHealthcare } from "../naming/systems/healthcare";
import { days, minutes } from "../units/time";
import { failoverModeField, mostLossField } from "./failover";
import { defaulted } from "./field";
import { logRetentionField, runtimeField } from "./functions";
import { networkField, networkProblems } from "./network";
import { sharedFields, sharedProblems, suffixProblems } from "./shared";
import { system } from "./system";
import { zoneFields, zoneProblems } from "./zones";

const fields = {
  ...sharedFields({ primary: "us-east-1", secondary: "us-west-2" }),
  primaryCidr: networkField("10.0.0.0/16"),
  secondaryCidr: networkField("10.1.0.0/16"),
  ...zoneFields,
  runtime: runtimeField("nodejs22.x"),
  logRetention: logRetentionField(days(365)),
  engineVersion: defaulted(
    "15.15",
    "text",
    "a version of Aurora PostgreSQL with its minor number, 12.4 or later, such as 15.15",
    z.string().regex(/^(12\.([4-9]|\d{2})|1[3-9]\.\d{1,2})$/),
  ),
  instanceClass: defaulted(
    "db.r6g.large",
    "text",
    "a memory-optimized class such as db.r6g.large: a global database takes no other",
    z.string().regex(/^db\.[rx]\d\w{0,4}\.\d{0,2}x?large$/),
  ),
  failoverMode: failoverModeField,
  /** The recovery point that was promised. */
  mostLossSeconds: mostLossField(minutes(15)),
};

export const healthcareSystem = system({
  blueprint: "healthcare",
  fields,
  check: (values, entries) => [
    ...sharedProblems(values, entries),
    ...networkProblems(values, entries),
    ...zoneProblems(values, entries),
    ...suffixProblems({ pattern: healthcareNamePattern, ask: nameHealthcare }, values, entries),
  ],
});
