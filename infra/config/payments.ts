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
import { environmentTagField } from "./words";

const loggingRoles = ["existing", "managed"] as const;

/** One hundred million of the smallest unit: a million dollars. */
const largestPayment = 100_000_000;

const callers = ["iam", "cognito", "mtls", "anyone"] as const;

const truststoreForm =
  "the S3 address (s3://bucket/key) of the certificates that sign callers' certificates, for each of the two regions, by region, each in a bucket of its own region";

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
  environmentTag: environmentTagField(),
  throttleRate: wholeNumber(500, "requests a second that each region's API serves on and on, 1 to 10000", 10_000),
  throttleBurst: wholeNumber(1_000, "requests that each region's API takes at once, 1 to 10000", 10_000),
  callers: defaulted<(typeof callers)[number]>(
    "iam",
    "text",
    "iam (callers sign as principals of AWS), cognito (they bring a token of userPoolArns), mtls (they come with a certificate that truststoreUris signs) or anyone (nobody is asked)",
    z.enum(callers),
  ),
  userPoolArns: optional(
    "map",
    poolForm,
    z.record(z.string(), z.string().regex(/^arn:aws:cognito-idp:[a-z0-9-]+:\d{12}:userpool\/[\w-]+$/)) as z.ZodType<
      Readonly<Record<string, string>>
    >,
  ),
  truststoreUris: optional(
    "map",
    truststoreForm,
    z.record(z.string(), z.string().regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/\S+$/)) as z.ZodType<
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
    ...callerProblems(values, entries),
    ...placeProblems(values),
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

interface CallerValues {
  readonly callers?: string;
  readonly userPoolArns?: Readonly<Record<string, string>> | undefined;
  readonly truststoreUris?: Readonly<Record<string, string>> | undefined;
  readonly primaryRegion?: string;
  readonly secondaryRegion?: string;
}

/** What says who may call, by who that is: one for each region, and for nobody else. */
const proofs = [
  { key: "userPoolArns", of: "cognito", form: poolForm, noun: "a user pool" },
  { key: "truststoreUris", of: "mtls", form: truststoreForm, noun: "a truststore" },
] as const;

function callerProblems(values: CallerValues, entries: Entries): readonly Problem[] {
  // What is wrong with it is told by itself.
  if (values.callers === undefined) {
    return [];
  }
  return proofs.flatMap(({ key, of, form, noun }): readonly Problem[] => {
    const isGiven = entries.text[key] !== undefined;
    if (values.callers !== of) {
      const found = `given, while callers is ${values.callers}`;
      return isGiven ? [{ key, found, allowed: `callers: ${of} beside it` }] : [];
    }
    if (!isGiven) {
      return [{ key, found: "not set", allowed: form }];
    }
    const given = values[key];
    const regions = [values.primaryRegion, values.secondaryRegion].filter((region) => region !== undefined);
    return regions
      .filter((region) => given !== undefined && given[region] === undefined)
      .map((region) => ({ key: `${key}[${region}]`, found: "not set", allowed: `${noun} in ${region}` }));
  });
}

/** What is in another region would be lost with it, and is not what the API beside it knows. */
function placeProblems({ userPoolArns, truststoreUris, primaryRegion, secondaryRegion }: CallerValues) {
  const pools = [primaryRegion, secondaryRegion].flatMap((region): readonly Problem[] => {
    const pool = userPoolArns?.[region ?? ""];
    return pool === undefined || pool.startsWith(`arn:aws:cognito-idp:${region}:`)
      ? []
      : [{ key: `userPoolArns[${region}]`, found: "in another region", allowed: `a user pool in ${region}` }];
  });
  const [first, second] = [primaryRegion, secondaryRegion].map((region) => truststoreUris?.[region ?? ""]);
  const isShared = first !== undefined && second !== undefined && first.split("/")[2] === second.split("/")[2];
  const allowed = "another bucket, of that region: API Gateway reads none of another region";
  return isShared
    ? [...pools, { key: `truststoreUris[${secondaryRegion}]`, found: "in the bucket of the other region", allowed }]
    : pools;
}
