import * as aws from "@pulumi/aws";
import { engineSource, findVersionSupport, knownVersions } from "../../../model/aws/engine-support";
import { findRuntimeSupport, knownRuntimes, runtimeSource } from "../../../model/aws/lambda-runtimes";

const isoDate = /^20\d{2}-\d{2}-\d{2}$/;

describe("what is known of Lambda runtimes", () => {
  test("is every runtime that the provider names", () => {
    const named = Object.values(aws.lambda.Runtime).filter((runtime) => !knownRuntimes.includes(runtime));
    expect(named).toEqual([]);
  });

  test("is nothing of the end of two that AWS has stated none of", () => {
    const endless = knownRuntimes.filter((runtime) => findRuntimeSupport(runtime)?.ends === undefined);
    expect(endless).toEqual(["nodejs26.x", "python3.15"]);
  });

  test.each(knownRuntimes)("is a date of %s, if any, and of its block a later one", (runtime) => {
    const { ends = "2099-12-31", noCreate = ends } = findRuntimeSupport(runtime) ?? {};
    expect(ends).toMatch(isoDate);
    expect(noCreate).toMatch(isoDate);
    expect(noCreate >= ends).toBe(true);
  });

  test("says where it is from and when it was read", () => {
    expect(runtimeSource.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(runtimeSource.state <= runtimeSource.read).toBe(true);
  });
});

/**
 * When the makers themselves give a version up: https://www.postgresql.org/support/versioning/, MariaDB's maintenance
 * policy, and for MySQL the end of Oracle's extended support, of 8.4 of the premier one.
 */
const makers: readonly (readonly [engine: string, major: string, day: string])[] = [
  ["postgres", "10", "2022-11-10"],
  ["postgres", "11", "2023-11-09"],
  ["postgres", "12", "2024-11-21"],
  ["postgres", "13", "2025-11-13"],
  ["postgres", "14", "2026-11-12"],
  ["postgres", "15", "2027-11-11"],
  ["postgres", "16", "2028-11-09"],
  ["postgres", "17", "2029-11-08"],
  ["postgres", "18", "2030-11-14"],
  ["mysql", "5.6", "2021-02-28"],
  ["mysql", "5.7", "2023-10-31"],
  ["mysql", "8.0", "2026-04-30"],
  ["mysql", "8.4", "2029-04-30"],
  ["mariadb", "10.3", "2023-05-25"],
  ["mariadb", "10.4", "2024-06-18"],
  ["mariadb", "10.5", "2025-06-24"],
  ["mariadb", "10.6", "2026-07-06"],
  ["mariadb", "10.11", "2028-02-16"],
  ["mariadb", "11.4", "2029-05-29"],
  ["mariadb", "11.8", "2028-06-04"],
];

const monthsBetween = (one: string, other: string) =>
  (Date.parse(other) - Date.parse(one)) / (1000 * 60 * 60 * 24 * (365.25 / 12));
const endOf = (engine: string, version: string) => findVersionSupport(engine, version)?.ends ?? "";
const isLastOfMonth = (day: string) => new Date(Date.parse(day) + 86_400_000).getUTCDate() === 1;

describe("what is known of database engines", () => {
  test.each(makers)("is that AWS supports %s %s longer than its makers, who stop on %s", (engine, major, day) => {
    const months = monthsBetween(day, endOf(engine, major));
    expect(months).toBeGreaterThanOrEqual(0);
    expect(months).toBeLessThan(engine === "postgres" ? 6 : 15);
  });

  test.each(knownVersions)("is a day for %s %s, and not after that of its major version", (engine, version) => {
    const end = endOf(engine, version);
    expect(end).toMatch(isoDate);
    const major = endOf(engine, version.split(".")[0] ?? "");
    expect(major === "" || end <= major).toBe(true);
    // AWS gives up the versions of PostgreSQL at the end of a month.
    expect(!engine.includes("postgres") || isLastOfMonth(end)).toBe(true);
  });

  test.each([
    ["aurora-postgresql", "15.10", "2028-02-29"],
    ["aurora-postgresql", "15.4", undefined],
    ["aurora-postgresql", "14.99", "2027-02-28"],
    ["aurora-postgresql", "16.7-limitless", undefined],
    ["aurora-postgresql", "16.4", undefined],
    ["aurora-postgresql", "16.10.2", "2027-04-30"],
    ["aurora-postgresql", "16.4-limitless", "2026-09-30"],
    ["aurora-postgresql", "11", "2024-02-29"],
    ["postgres", "13.4", "2026-02-28"],
    ["mysql", "8.0.35", "2026-07-31"],
    ["mysql", "5.7.44", "2024-02-29"],
    ["mariadb", "10.11.6", "2028-02-29"],
  ])("is that support of %s %s ends on %s", (engine, version, ends) => {
    const support = findVersionSupport(engine, version);
    expect(support).toBeDefined();
    expect(support).toMatchObject({ ends, isAtLeast: false });
    expect(support?.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test.each([
    ["15.99", "2027-12-31"],
    ["15.19", "2027-12-31"],
    ["17.11", "2027-12-31"],
    ["18.6", "2027-12-31"],
    ["16.15", "2027-12-31"],
    ["16.13-limitless", "2027-10-31"],
    ["16.13-limitless.1", "2027-10-31"],
  ])("is that Aurora's %s, which is newer than those of its line, is supported until %s at least", (version, ends) => {
    expect(findVersionSupport("aurora-postgresql", version)).toMatchObject({ ends, isAtLeast: true });
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
