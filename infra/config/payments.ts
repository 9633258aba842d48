import { z } from "zod";
import { namePayments, paymentsNamePattern } from "../naming/systems/payments";
import { days } from "../units/time";
import { defaulted } from "./field";
import { logRetentionField, runtimeField } from "./functions";
import type { Problem } from "./problem";
import type { Entries } from "./read-fields";
import { sharedFields, sharedProblems, suffixProblems } from "./shared";
import { system } from "./system";

const loggingRoles = ["existing", "managed"] as const;

/** One hundred million of the smallest unit: a million dollars. */
const largestPayment = 100_000_000;

const fields = {
  ...sharedFields({ primary: "us-east-1", secondary: "us-east-2" }),
  runtime: runtimeField("nodejs22.x"),
  logRetention: logRetentionField(days(30)),
  apiLoggingRole: defaulted<(typeof loggingRoles)[number]>(
    "existing",
    "text",
    "existing (somebody else keeps the account's API Gateway logging role) or managed (this stack does)",
    z.enum(loggingRoles),
  ),
  largestPayment: defaulted(
    largestPayment,
    "text",
    "a whole number of a currency's smallest unit, 1 to 999999999999",
    z
      .string()
      .regex(/^[1-9]\d{0,11}$/)
      .transform(Number),
  ),
};

export const paymentsSystem = system({
  blueprint: "payments",
  fields,
  check: (values, entries) => [
    ...sharedProblems(values, entries),
    ...certificateSourceProblems(entries),
    ...suffixProblems({ pattern: paymentsNamePattern, ask: namePayments }, values, entries),
  ],
});

/** API Gateway serves a name of ours under a certificate only, and ACM proves one through a delegated zone only. */
function certificateSourceProblems({ text }: Entries): readonly Problem[] {
  if (text.certificateArns !== undefined || text.hostedZoneId !== undefined) {
    return [];
  }
  const allowed =
    "the ARNs of certificates for the API's name, by region, or a hostedZoneId through which they can be proven";
  return [{ key: "certificateArns", found: "not set", allowed }];
}
