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

describe("what is known of database engines", () => {
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
