import { type Budget, budgetOf } from "../../../preflight/budget/budget";
import { recorded } from "../../helpers/recorded";

function seconds(budget: Budget, name: RegExp): readonly (number | null)[] {
  return budget.terms.filter((term) => name.test(term.name)).map((term) => term.seconds);
}

describe("the fleet against its document", () => {
  let budget: Budget;

  beforeAll(async () => {
    budget = budgetOf((await recorded("fleet")).resources);
  }, 120_000);

  test('"DNS failover completing within 5 minutes": three checks and one TTL', () => {
    expect(seconds(budget, /^detection/)).toEqual([90]);
    expect(seconds(budget, /^DNS/)).toEqual([60]);
  });

  test('"RTO must be under 5 minutes": a promotion that begins by itself, while clients still hold the old answer', () => {
    expect(seconds(budget, /^decision/)).toEqual([25]);
    expect(seconds(budget, /^Aurora: promotion/)).toEqual([180]);
    expect(budget.terms.find(({ name }) => name.startsWith("DNS"))?.counted).toBe(false);
    expect(budget.rtoSeconds).toBe(90 + 25 + 180);
  });

  test("nothing has to be launched first: the standby's instances run", () => {
    expect(seconds(budget, /Auto Scaling|first instance/)).toEqual([]);
  });

  test('"RPO must be under 1 minute": the lag that people are told of, of each store', () => {
    expect(seconds(budget, /^Aurora: replication/)).toEqual([1]);
    expect(seconds(budget, /^DynamoDB: replication/)).toEqual([1, 1]);
    expect(budget.rpoSeconds).toBe(1);
  });
});
