import { z } from "zod";
import { longestEnvironment, Names } from "../naming/names";
import { awsRegions } from "./aws-regions";
import { defaulted, optional, required, type ValuesOf } from "./field";
import type { Problem } from "./problem";
import { type Entries, shown } from "./read-fields";

const suffixForm = "lower-case letters and digits, with single hyphens between them, beginning with a letter";
const regionForm = "an AWS region such as us-east-1";
const certificateForm =
  "the ARN of an ACM certificate for each of the two regions, by region, each certificate in its own region";

// 253 characters for a whole name, less what a system puts before the domain.
const domainName = z
  .string()
  .max(240)
  .regex(/^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.[a-z]{2,63}$/);
const certificateArn = z.string().regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/);

/** The keys that every system has. The regions a system stands in unless told otherwise are its own decision. */
export function sharedFields(regions: { readonly primary: string; readonly secondary: string }) {
  const region = z.enum(awsRegions) as z.ZodType<string>;
  return {
    environmentSuffix: required("text", suffixForm, z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)),
    primaryRegion: defaulted(regions.primary, "text", regionForm, region),
    secondaryRegion: defaulted(regions.secondary, "text", regionForm, region),
    domainName: required("text", "a lower-case domain name such as trading.example.com", domainName),
    alertEmails: required(
      "list",
      "one or more e-mail addresses such as ops@example.com",
      z.array(z.email()).min(1) as z.ZodType<readonly string[]>,
    ),
    certificateArns: optional(
      "map",
      certificateForm,
      z.record(z.string(), certificateArn) as z.ZodType<Readonly<Record<string, string>>>,
    ),
    hostedZoneId: optional(
      "text",
      "the id of a Route 53 zone such as Z0123456789ABC",
      z.string().regex(/^Z[A-Z0-9]{1,31}$/),
    ),
  };
}

export type SharedValues = Partial<ValuesOf<ReturnType<typeof sharedFields>>>;

/** What single keys cannot show: how they go together. Judges what was understood. */
export function sharedProblems(values: SharedValues, entries: Entries): readonly Problem[] {
  return [
    ...regionProblems(values, entries),
    ...emailProblems(values, entries),
    ...certificateProblems(values, entries),
  ];
}

function regionProblems({ primaryRegion, secondaryRegion }: SharedValues, entries: Entries): readonly Problem[] {
  if (secondaryRegion === undefined || primaryRegion !== secondaryRegion) {
    return [];
  }
  const found = shown("secondaryRegion", secondaryRegion, entries);
  return [{ key: "secondaryRegion", found, allowed: "another region than primaryRegion" }];
}

function emailProblems({ alertEmails = [] }: SharedValues, entries: Entries): readonly Problem[] {
  return alertEmails
    .filter((email, index) => alertEmails.indexOf(email) !== index)
    .map((email) => ({
      key: "alertEmails",
      found: shown("alertEmails", email, entries),
      allowed: "each address once",
    }));
}

function certificateProblems(values: SharedValues, entries: Entries): readonly Problem[] {
  const { certificateArns, primaryRegion, secondaryRegion } = values;
  if (certificateArns === undefined || primaryRegion === undefined || secondaryRegion === undefined) {
    return [];
  }
  const regions = [primaryRegion, secondaryRegion];
  const asked = regions.flatMap((region): readonly Problem[] => {
    const key = `certificateArns[${region}]`;
    const arn = certificateArns[region];
    if (arn === undefined) {
      return [{ key, found: "not set", allowed: certificateForm }];
    }
    const isThere = arn.startsWith(`arn:aws:acm:${region}:`);
    return isThere
      ? []
      : [{ key, found: shown("certificateArns", arn, entries), allowed: `a certificate in ${region}` }];
  });
  const strange = Object.keys(certificateArns)
    .filter((region) => !regions.includes(region))
    .map((region) => ({
      key: `certificateArns[${region}]`,
      found: "for no region of this stack",
      allowed: regions.join(", "),
    }));
  return [...asked, ...strange];
}

export interface NamePlan {
  readonly pattern: string;
  /** Asks for every name the system gives in one region. */
  readonly ask: (names: Names) => unknown;
}

/** Names are computed as the program computes them, so a suffix is refused before AWS refuses a name. */
export function suffixProblems(plan: NamePlan, values: SharedValues, entries: Entries): readonly Problem[] {
  const { environmentSuffix: environment, primaryRegion, secondaryRegion } = values;
  if (environment === undefined) {
    return [];
  }
  const longest = [primaryRegion, secondaryRegion]
    .filter((region) => region !== undefined)
    .map((region) => {
      const names = new Names({ pattern: plan.pattern, region, environment, account: "000000000000" });
      plan.ask(names);
      return longestEnvironment(names);
    })
    .filter((limit) => limit !== undefined)
    .sort((one, other) => one.length - other.length)[0];
  if (longest === undefined || environment.length <= longest.length) {
    return [];
  }
  const { service, name } = longest.because;
  const allowed = `at most ${longest.length} characters, or AWS refuses the ${service} name ${name}`;
  return [{ key: "environmentSuffix", found: shown("environmentSuffix", environment, entries), allowed }];
}
