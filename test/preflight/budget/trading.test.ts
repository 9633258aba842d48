import { type Budget, budgetOf } from "../../../preflight/budget/budget";
import { recorded } from "../../helpers/recorded";

const minutes = 60;

function seconds(budget: Budget, name: RegExp): readonly (number | null)[] {
  return budget.terms.filter((term) => name.test(term.name)).map((term) => term.seconds);
}

describe("the trading system against its document", () => {
  let budget: Budget;

  beforeAll(async () => {
    budget = budgetOf((await recorded("trading")).resources);
  }, 120_000);

  test('"Health checks detect failures within 30 seconds"', () => {
    expect(seconds(budget, /^detection/)).toEqual([30]);
  });

  test('"60-second TTL for quick DNS propagation"', () => {
    expect(seconds(budget, /^DNS/)).toEqual([60]);
  });

  test('"Failover completes within 5 minutes of primary region failure"', () => {
    expect(budget.rtoSeconds).toBe(90);
    expect(budget.rtoSeconds).toBeLessThanOrEqual(5 * minutes);
  });

  test('"DynamoDB global tables maintain transaction records": their lag is the recovery point', () => {
    expect(budget.rpoSeconds).toBe(30);
    expect(seconds(budget, /^DynamoDB: replication to us-west-2$/)).toEqual([30]);
  });

  test('"S3 cross-region replication must use RTC": 15 minutes in both directions, shown and not counted', () => {
    const objects = budget.terms.filter(({ name }) => name.startsWith("S3"));
    expect(objects.map((term) => [term.seconds, term.counted])).toEqual([
      [900, false],
      [900, false],
    ]);
  });

  test("every term names the resource and the property that it comes from", () => {
    for (const { urn, property, basis } of budget.terms) {
      expect(urn).toMatch(/^urn:pulumi:trading::dr-guardrails::/);
      expect(property).not.toBe("");
      expect(basis).not.toBe("");
    }
    expect(budget.terms.length).toBeGreaterThan(0);
  });
});
