import * as aws from "@pulumi/aws";
import { engineSource, findVersionSupport } from "../../../policy-pack/facts/engine-support";
import { findRuntimeSupport, knownRuntimes, runtimeSource } from "../../../policy-pack/facts/lambda-runtimes";

const isoDate = /^20\d{2}-\d{2}-\d{2}$/;

describe("what is known of Lambda runtimes", () => {
  test("is every runtime that the provider names", () => {
    const named = Object.values(aws.lambda.Runtime).filter((runtime) => !knownRuntimes.includes(runtime));
    expect(named).toEqual([]);
  });

  test.each(knownRuntimes)("is a date of %s, and of its block a later one", (runtime) => {
    const { ends = "", noCreate = ends } = findRuntimeSupport(runtime) ?? {};
    expect(ends).toMatch(isoDate);
    expect(noCreate).toMatch(isoDate);
    expect(noCreate >= ends).toBe(true);
  });

  test("says where it is from and when it was read", () => {
    expect(runtimeSource.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(runtimeSource.state <= runtimeSource.read).toBe(true);
  });
});

/** The last day of each version, as read off the calendars. */
const lastDays: readonly (readonly [string, string, string])[] = [
  ["postgres", "9.1", "2022-04-30"],
  ["postgres", "10.1", "2023-04-30"],
  ["postgres", "11.1", "2024-02-29"],
  ["postgres", "12.1", "2025-02-28"],
  ["postgres", "13.1", "2026-02-28"],
  ["postgres", "14.1", "2027-02-28"],
  ["postgres", "15.1", "2028-02-29"],
  ["postgres", "16.1", "2029-02-28"],
  ["postgres", "17.1", "2030-02-28"],
  ["postgres", "18.1", "2031-02-28"],
  ["aurora-postgresql", "11.9", "2024-02-29"],
  ["aurora-postgresql", "11.21", "2024-02-29"],
  ["aurora-postgresql", "12.9", "2025-02-28"],
  ["aurora-postgresql", "12.22", "2025-02-28"],
  ["aurora-postgresql", "13.9", "2026-02-28"],
  ["aurora-postgresql", "13.23", "2026-02-28"],
  ["aurora-postgresql", "14.6", "2027-02-28"],
  ["aurora-postgresql", "14.17", "2026-11-30"],
  ["aurora-postgresql", "14.18", "2026-12-31"],
  ["aurora-postgresql", "14.19", "2027-02-28"],
  ["aurora-postgresql", "14.20", "2027-02-28"],
  ["aurora-postgresql", "14.22", "2027-02-28"],
  ["aurora-postgresql", "14.23", "2027-02-28"],
  ["aurora-postgresql", "15.10", "2028-02-29"],
  ["aurora-postgresql", "15.12", "2026-11-30"],
  ["aurora-postgresql", "15.13", "2026-12-31"],
  ["aurora-postgresql", "15.14", "2027-04-30"],
  ["aurora-postgresql", "15.15", "2027-05-31"],
  ["aurora-postgresql", "15.17", "2027-09-30"],
  ["aurora-postgresql", "15.18", "2027-12-31"],
  ["aurora-postgresql", "16.8", "2029-02-28"],
  ["aurora-postgresql", "16.9", "2026-12-31"],
  ["aurora-postgresql", "16.10", "2027-04-30"],
  ["aurora-postgresql", "16.11", "2027-05-31"],
  ["aurora-postgresql", "16.13", "2027-09-30"],
  ["aurora-postgresql", "16.14", "2027-12-31"],
  ["aurora-postgresql", "17.4", "2026-11-30"],
  ["aurora-postgresql", "17.5", "2026-12-31"],
  ["aurora-postgresql", "17.6", "2027-04-30"],
  ["aurora-postgresql", "17.7", "2030-02-28"],
  ["aurora-postgresql", "17.9", "2027-09-30"],
  ["aurora-postgresql", "17.10", "2027-12-31"],
  ["aurora-postgresql", "18.3", "2027-11-30"],
  ["aurora-postgresql", "18.4", "2027-12-31"],
  ["aurora-postgresql", "16.4-limitless", "2026-09-30"],
  ["aurora-postgresql", "16.6-limitless", "2026-09-30"],
  ["aurora-postgresql", "16.8-limitless", "2026-11-30"],
  ["aurora-postgresql", "16.9-limitless", "2027-03-31"],
  ["aurora-postgresql", "16.10-limitless", "2027-09-30"],
  ["aurora-postgresql", "16.11-limitless", "2027-10-31"],
  ["mysql", "5.6", "2022-03-01"],
  ["mysql", "5.7", "2024-02-29"],
  ["mysql", "8.0", "2026-07-31"],
  ["mysql", "8.4", "2029-07-31"],
  ["mariadb", "10.3", "2023-10-23"],
  ["mariadb", "10.4", "2025-02-28"],
  ["mariadb", "10.5", "2026-08-31"],
  ["mariadb", "10.6", "2026-12-31"],
  ["mariadb", "10.11", "2028-02-29"],
  ["mariadb", "11.4", "2029-05-31"],
  ["mariadb", "11.8", "2028-06-30"],
  ["mariadb", "12.3", "2029-06-30"],
];

describe("what is known of database engines", () => {
  test.each(lastDays)("is that %s %s has its last day on %s", (engine, version, day) => {
    expect(findVersionSupport(engine, version)?.ends).toBe(day);
  });

  test.each([
    ["aurora-postgresql", "15.10", "2028-02-29"],
    ["aurora-postgresql", "15.4", undefined],
    ["aurora-postgresql", "15.99", "2028-02-29"],
    ["aurora-postgresql", "16.4-limitless", "2026-09-30"],
    ["aurora-postgresql", "11", "2024-02-29"],
    ["postgres", "13.4", "2026-02-28"],
    ["mysql", "8.0.35", "2026-07-31"],
    ["mariadb", "10.11.6", "2028-02-29"],
  ])("is that support of %s %s ends on %s", (engine, version, ends) => {
    const support = findVersionSupport(engine, version);
    expect(support).toBeDefined();
    expect(support?.ends).toBe(ends);
    expect(support?.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test.each([
    ["sqlserver-se", "15.00"],
    ["mysql", "9.1"],
    ["aurora-postgresql", "latest"],
    ["aurora-postgresql", ""],
  ])("is nothing of %s %s", (engine, version) => expect(findVersionSupport(engine, version)).toBeUndefined());

  test("says when it was read", () => {
    expect(engineSource.state <= engineSource.read).toBe(true);
  });
});
