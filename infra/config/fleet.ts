import { z } from "zod";
import { fleetNamePattern, nameFleet } from "../naming/systems/fleet";
import { days, findTime, minutes, type Seconds, seconds } from "../units/time";
import { failoverModeField, mostLossField } from "./failover";
import { defaulted, understood } from "./field";
import { logRetentionField, runtimeField } from "./functions";
import { networkField, networkProblems } from "./network";
import type { Problem } from "./problem";
import { type Entries, shown } from "./read-fields";
import { sharedFields, sharedProblems, suffixProblems } from "./shared";
import { system } from "./system";
import { environmentTagField, switchField } from "./words";
import { zoneFields, zoneProblems } from "./zones";

const retentions = ["production", "drill"] as const;
const migrationModes = ["none", "logical-replication"] as const;

/** AWS takes no less than 20 seconds, and more than the promised minute would be no promise. */
function findCommitHold(text: string): Seconds | "none" | undefined {
  const time = text.trim() === "none" ? "none" : findTime(text);
  const isWithin = time === "none" || (time !== undefined && time >= seconds(20) && time <= minutes(1));
  return isWithin ? time : undefined;
}

const fields = {
  ...sharedFields({ primary: "us-east-1", secondary: "us-east-2" }),
  primaryCidr: networkField("10.0.0.0/16"),
  secondaryCidr: networkField("10.1.0.0/16"),
  ...zoneFields,
  runtime: runtimeField("nodejs22.x"),
  logRetention: logRetentionField(days(30)),
  environmentTag: environmentTagField(),
  accessLogs: switchField("on", "each load balancer writes down who asked for what"),
  flowLogs: switchField("on", "each network writes down who spoke to whom"),
  databaseLogs: switchField("on", "what PostgreSQL writes down goes to CloudWatch"),
  firewall: switchField("off", "AWS WAF stands before each load balancer"),
  engineVersion: defaulted(
    "14.22",
    "text",
    "a version of Aurora PostgreSQL with its minor number, 12.4 or later, such as 14.22",
    z.string().regex(/^(12\.([4-9]|\d{2})|1[3-9]\.\d{1,2})$/),
  ),
  databaseClass: defaulted(
    "db.r6g.large",
    "text",
    "a memory-optimized class such as db.r6g.large: a global database takes no other",
    z.string().regex(/^db\.[rx]\d\w{0,4}\.\d{0,2}x?large$/),
  ),
  databaseMigration: defaulted<(typeof migrationModes)[number]>(
    "none",
    "text",
    `one of ${migrationModes.join(", ")}`,
    z.enum(migrationModes),
  ),
  retention: defaulted<(typeof retentions)[number]>(
    "production",
    "text",
    "production (nothing that holds records goes with the stack) or drill (everything does)",
    z.enum(retentions),
  ),
  failoverMode: failoverModeField,
  mostLossSeconds: mostLossField(60),
  commitHold: defaulted<Seconds | "none">(
    seconds(45),
    "text",
    "20 seconds to 1 minute that the standby may be behind before the writer holds commits, such as 45 seconds, or none",
    understood(findCommitHold),
  ),
};

/** What the writer may have committed before it holds must be what a failover may lose: else people decide each time. */
function lossProblems(
  { mostLossSeconds, commitHold }: { readonly mostLossSeconds?: number; readonly commitHold?: Seconds | "none" },
  entries: Entries,
): readonly Problem[] {
  if (mostLossSeconds === undefined || typeof commitHold !== "number" || commitHold <= mostLossSeconds) {
    return [];
  }
  const found = shown("mostLossSeconds", mostLossSeconds, entries);
  const allowed = `at least commitHold (${shown("commitHold", `${commitHold} seconds`, entries)}): until then the writer commits what a failover would lose`;
  return [{ key: "mostLossSeconds", found, allowed }];
}

export const fleetSystem = system({
  blueprint: "fleet",
  fields,
  check: (values, entries) => [
    ...sharedProblems(values, entries),
    ...networkProblems(values, entries),
    ...zoneProblems(values, entries),
    ...lossProblems(values, entries),
    ...suffixProblems(
      {
        pattern: fleetNamePattern,
        ask: (names) => ["primary" as const, "dr" as const].map((side) => nameFleet(names, side)),
      },
      values,
      entries,
    ),
  ],
});
