import { z } from "zod";
import { nameTransactions, transactionsNamePattern } from "../naming/systems/transactions";
import { days } from "../units/time";
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
  logRetention: logRetentionField(days(30)),
  engineVersion: defaulted(
    "15.4",
    "text",
    "a version of Aurora PostgreSQL with its minor number, such as 15.4",
    z.string().regex(/^1[1-9]\.\d{1,2}$/),
  ),
  instanceClass: defaulted(
    "db.r6g.large",
    "text",
    "a memory-optimized class such as db.r6g.large: a global database takes no other",
    z.string().regex(/^db\.[rx]\d\w{0,4}\.\d{0,2}x?large$/),
  ),
};

export const transactionsSystem = system({
  blueprint: "transactions",
  fields,
  check: (values, entries) => [
    ...sharedProblems(values, entries),
    ...networkProblems(values, entries),
    ...zoneProblems(values, entries),
    ...suffixProblems({ pattern: transactionsNamePattern, ask: nameTransactions }, values, entries),
  ],
});
