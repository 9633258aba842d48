/** When AWS ends its support of a Lambda runtime, and when it refuses new functions on it. ISO dates. */
export interface RuntimeSupport {
  /** Absent where AWS has stated none yet, as of a runtime in preview. */
  readonly ends?: string;
  /** From this day no function can be created on it; absent where AWS states none after the end. */
  readonly noCreate?: string;
}

/**
 * The page that states the dates, and when it was read: on 2026-11-21, in the copy of it that cfn-lint 1.58.0 (20 October
 * 2026) carries as data, compared with that of endoflife.date (16 August 2026). AWS has moved dates before. The runtimes
 * without a date are those that Lambda's API takes besides (botocore 1.44.5, November 2026).
 */
export const runtimeSource = {
  page: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
  read: "2026-11-21",
  state: "2026-10-20",
} as const;

const runtimes: Readonly<Record<string, RuntimeSupport>> = {
  "dotnet5.0": { ends: "2022-05-10" },
  dotnet6: { ends: "2024-12-20", noCreate: "2027-02-01" },
  dotnet7: { ends: "2024-05-14" },
  dotnet8: { ends: "2026-11-10", noCreate: "2027-02-01" },
  dotnet9: { ends: "2026-11-10" },
  dotnet10: { ends: "2028-11-14", noCreate: "2028-12-14" },
  "dotnetcore1.0": { ends: "2019-06-27", noCreate: "2019-06-30" },
  "dotnetcore2.0": { ends: "2019-05-30" },
  "dotnetcore2.1": { ends: "2022-01-05", noCreate: "2022-01-05" },
  "dotnetcore3.1": { ends: "2023-04-03", noCreate: "2023-04-03" },
  "go1.x": { ends: "2024-01-08", noCreate: "2024-02-08" },
  java8: { ends: "2024-01-08", noCreate: "2024-02-08" },
  "java8.al2": { ends: "2027-06-30", noCreate: "2027-07-31" },
  "java8.al2023": { ends: "2029-06-30", noCreate: "2029-07-31" },
  java11: { ends: "2027-06-30", noCreate: "2027-07-31" },
  "java11.al2023": { ends: "2029-06-30", noCreate: "2029-07-31" },
  java17: { ends: "2027-06-30", noCreate: "2027-07-31" },
  "java17.al2023": { ends: "2029-06-30", noCreate: "2029-07-31" },
  java21: { ends: "2029-06-30", noCreate: "2029-07-31" },
  java25: { ends: "2029-06-30", noCreate: "2029-07-31" },
  nodejs: { ends: "2016-08-30", noCreate: "2016-09-30" },
  "nodejs4.3": { ends: "2020-03-05" },
  "nodejs4.3-edge": { ends: "2020-03-05" },
  "nodejs6.10": { ends: "2019-08-12" },
  "nodejs8.10": { ends: "2020-03-06" },
  "nodejs10.x": { ends: "2021-07-30", noCreate: "2021-07-30" },
  "nodejs12.x": { ends: "2023-03-31", noCreate: "2023-03-31" },
  "nodejs14.x": { ends: "2023-12-04", noCreate: "2024-01-09" },
  "nodejs16.x": { ends: "2024-06-12", noCreate: "2027-02-01" },
  "nodejs18.x": { ends: "2025-09-01", noCreate: "2027-02-01" },
  "nodejs20.x": { ends: "2026-04-30", noCreate: "2027-02-01" },
  "nodejs22.x": { ends: "2027-04-30", noCreate: "2027-06-01" },
  "nodejs24.x": { ends: "2028-04-30", noCreate: "2028-06-01" },
  "nodejs26.x": {},
  provided: { ends: "2024-01-08", noCreate: "2024-02-08" },
  "provided.al2": { ends: "2026-07-31", noCreate: "2027-02-01" },
  "provided.al2023": { ends: "2029-06-30", noCreate: "2029-07-31" },
  "python2.7": { ends: "2021-07-15", noCreate: "2021-07-15" },
  "python3.6": { ends: "2022-07-18", noCreate: "2022-07-18" },
  "python3.7": { ends: "2023-12-04", noCreate: "2024-01-09" },
  "python3.8": { ends: "2024-10-14", noCreate: "2027-02-01" },
  "python3.9": { ends: "2025-12-15", noCreate: "2027-02-01" },
  "python3.10": { ends: "2026-10-31", noCreate: "2027-02-01" },
  "python3.11": { ends: "2027-06-30", noCreate: "2027-07-31" },
  "python3.12": { ends: "2028-10-31", noCreate: "2028-11-30" },
  "python3.13": { ends: "2029-06-30", noCreate: "2029-07-31" },
  "python3.14": { ends: "2029-06-30", noCreate: "2029-07-31" },
  "python3.15": {},
  "ruby2.5": { ends: "2021-07-30", noCreate: "2021-07-30" },
  "ruby2.7": { ends: "2023-12-07", noCreate: "2024-01-09" },
  "ruby3.2": { ends: "2026-03-31", noCreate: "2027-02-01" },
  "ruby3.3": { ends: "2027-03-31", noCreate: "2027-04-30" },
  "ruby3.4": { ends: "2028-03-31", noCreate: "2028-04-30" },
  "ruby4.0": { ends: "2029-03-31", noCreate: "2029-04-30" },
};

/** Undefined for a runtime that the page did not list. */
export function findRuntimeSupport(runtime: string): RuntimeSupport | undefined {
  return Object.hasOwn(runtimes, runtime) ? runtimes[runtime] : undefined;
}

/** Every runtime of the table, by its identifier. */
export const knownRuntimes: readonly string[] = Object.keys(runtimes);
