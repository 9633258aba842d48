import { z } from "zod";
import { namePayments, paymentsNamePattern } from "../naming/systems/payments";
import { days, minutes } from "../units/time";
import { defaulted, optional } from "./field";
import { logRetentionField, runtimeField } from "./functions";
import type { Problem } from "./problem";
import type { Entries } from "./read-fields";
import { releaseWatchField } from "./release";
import { sharedFields, sharedProblems, suffixProblems } from "./shared";
import { system } from "./system";

const loggingRoles = ["existing", "managed"] as const;

/** One hundred million of the smallest unit: a million dollars. */
const largestPayment = 100_000_000;

const callers = ["iam", "cognito", "anyone"] as const;

const poolForm = "the ARN of a Cognito user pool for each of the two regions, by region, each pool in its own region";

function wholeNumber(otherwise: number, allowed: string, most: number) {
  const schema = z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .refine((value) => value <= most);
  return defaulted(otherwise, "text", allowed, schema);
}

const fields = {
  ...sharedFields({ primary: "us-east-1", secondary: "us-east-2" }),
  runtime: runtimeField("nodejs22.x"),
  logRetention: logRetentionField(days(30)),
  releaseWatch: releaseWatchField(minutes(5)),
  environmentTag: defaulted<string>(
    "production",
    "text",
    "the value of the tag Environment: 1 to 64 letters, digits, dots, dashes or underscores",
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  ),
  throttleRate: wholeNumber(500, "requests a second that each region's API serves on and on, 1 to 10000", 10_000),
  throttleBurst: wholeNumber(1_000, "requests that each region's API takes at once, 1 to 10000", 10_000),
  callers: defaulted<(typeof callers)[number]>(
    "iam",
    "text",
    "iam (callers sign as principals of AWS), cognito (they bring a token of userPoolArns) or anyone (nobody is asked)",
    z.enum(callers),
  ),
  userPoolArns: optional(
    "map",
    poolForm,
    z.record(z.string(), z.string().regex(/^arn:aws:cognito-idp:[a-z0-9-]+:\d{12}:userpool\/[\w-]+$/)) as z.ZodType<
      Readonly<Record<string, string>>
    >,
  ),
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
    ...poolProblems(values, entries),
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

interface PoolValues {
  readonly callers?: string;
  readonly userPoolArns?: Readonly<Record<string, string>> | undefined;
  readonly primaryRegion?: string;
  readonly secondaryRegion?: string;
}

/** A pool of another region would be lost with it, and its tokens are not those of the pool beside the API. */
function poolProblems(values: PoolValues, { text }: Entries): readonly Problem[] {
  const { callers: who, userPoolArns: pools, primaryRegion, secondaryRegion } = values;
  if (who !== "cognito") {
    const found = `given, while callers is ${who}`;
    return text.userPoolArns === undefined
      ? []
      : [{ key: "userPoolArns", found, allowed: "callers: cognito beside it" }];
  }
  if (text.userPoolArns === undefined) {
    return [{ key: "userPoolArns", found: "not set", allowed: poolForm }];
  }
  return [primaryRegion, secondaryRegion].flatMap((region) => {
    if (region === undefined || pools === undefined || pools[region]?.startsWith(`arn:aws:cognito-idp:${region}:`)) {
      return [];
    }
    const found = pools[region] === undefined ? "not set" : "in another region";
    return [{ key: `userPoolArns[${region}]`, found, allowed: `a user pool in ${region}` }];
  });
}
